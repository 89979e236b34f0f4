// One integration: its address, its keys, and a snippet to paste, with real values.

import {
  addIntegrationKey,
  getService,
  listServices,
  removeIntegration,
  type ServiceView,
} from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useSession } from '../app/session.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { snippetOf, TYPE_WORDS } from './snippets.ts'

type Integration = ServiceView['integrations'][number]
const OLD = [getService, listServices]
/** Old keys go on working for a day after a new one was made, so that senders can move. */
const OVERLAP_MS = 24 * 3_600_000

export function IntegrationCard(props: {
  readonly service: string
  readonly integration: Integration
  readonly whyNot: string | undefined
}) {
  const { service, integration, whyNot } = props
  const change = useChange()
  const [sure, setSure] = useState(false)
  const publicUrl = useSession()?.publicUrl ?? ''
  const params = { service, integration: integration.name }
  const key =
    integration.keys.find((item) => item.key !== null && item.endsAt === null)?.key ?? null
  const lastEventAt = integration.keys
    .map((item) => item.lastEventAt)
    .filter((at) => at !== null)
    .sort()
    .at(-1)
  const snippet =
    integration.url && key ? snippetOf(integration.type, integration.url, key, publicUrl) : null
  return (
    <article
      className="card card-body stack"
      style={{ paddingTop: 16 }}
      aria-label={`Integration ${integration.name}`}
    >
      <div className="row wrap">
        <h3>{integration.name}</h3>
        <span className="chip plain">{TYPE_WORDS[integration.type]}</span>
        <span className="grow" />
        <span className="small muted">
          {lastEventAt ? (
            <>
              Last event <Time at={lastEventAt} />
            </>
          ) : (
            'No event yet'
          )}
        </span>
      </div>
      {integration.url === null ? (
        <Notice>Its address and keys are shown to those who may edit the service.</Notice>
      ) : (
        <>
          <CopyField label={`URL of ${integration.name}`} text={integration.url} />
          {key && integration.type !== 'alertmanager' && (
            <CopyField label={`key of ${integration.name}`} text={key} />
          )}
          {snippet && (
            <details>
              <summary>{snippet.title}</summary>
              <CopyField label={snippet.title} text={snippet.text} />
            </details>
          )}
        </>
      )}
      {integration.keys.length > 1 && (
        <ul className="small muted">
          {integration.keys.map((item) => (
            <li key={item.createdAt}>
              {item.key?.slice(0, 6) ?? 'Key'}… made <Time at={item.createdAt} />
              {item.endsAt && (
                <>
                  , ends <Time at={item.endsAt} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div className="row wrap">
        <Button
          size="small"
          whyNot={whyNot}
          busy={change.busy}
          title="The present key goes on working for 24 h"
          onClick={() =>
            void change.run(
              () =>
                call(addIntegrationKey, {
                  params,
                  body: { othersEndAt: new Date(Date.now() + OVERLAP_MS).toISOString() },
                }),
              OLD,
            )
          }
        >
          New key
        </Button>
        {sure ? (
          <>
            <span className="small">Its keys end at once; what still sends is refused.</span>
            <Button
              size="small"
              kind="danger"
              busy={change.busy}
              onClick={() => void change.run(() => call(removeIntegration, { params }), OLD)}
            >
              Remove {integration.name}
            </Button>
            <Button size="small" kind="quiet" onClick={() => setSure(false)}>
              Keep
            </Button>
          </>
        ) : (
          <Button size="small" kind="quiet" whyNot={whyNot} onClick={() => setSure(true)}>
            Remove…
          </Button>
        )}
      </div>
    </article>
  )
}
