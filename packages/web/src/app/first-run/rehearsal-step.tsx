// Step 7: a test alert on its way through grouping, policy, message and acknowledgement, live; and at
// the end what was proven and what is still missing.

import {
  type CallOutput,
  fireTestAlert,
  getAlertGroup,
  getGroupEscalation,
  listAlertGroups,
  listServices,
} from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useActOnGroups } from '../../alert/act-on-groups.ts'
import { Button } from '../../ui/button.tsx'
import { Glyph, Shape } from '../../ui/glyphs.tsx'
import { namesInWords } from '../../ui/person.tsx'
import { Notice } from '../../ui/states.tsx'
import { call } from '../client.ts'
import { paths } from '../paths.ts'
import { useRead } from '../query.ts'
import { useMe } from '../session.ts'
import { useChange } from '../use-change.ts'
import { useSetupProgress } from './progress.ts'

const WATCH_EVERY_MS = 1_500

export function RehearsalStep() {
  const change = useChange()
  const services = useRead(listServices, { query: { limit: 200 } }).data?.items ?? []
  const tests = useRead(listAlertGroups, {
    query: { status: 'triggered,acknowledged,resolved', limit: 200 },
  }).data?.items.filter((group) => group.isTest)
  const [fired, setFired] = useState<number | null>(null)
  const number = fired ?? tests?.at(-1)?.number ?? null
  const [service] = services
  const fire = () =>
    change.run(async () => {
      if (service)
        setFired((await call(fireTestAlert, { params: { service: service.name } })).groupNumber)
    }, [listAlertGroups])
  return (
    <div className="stack">
      <p className="muted">
        A test alert goes the whole way: grouping, policy, your message, your acknowledgement.
        Sample colleagues are never paged.
      </p>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      {number !== null && <LiveTrack number={number} />}
      <div>
        <Button
          kind={number === null ? 'primary' : 'quiet'}
          busy={change.busy}
          whyNot={service ? undefined : 'Create a service first.'}
          onClick={() => void fire()}
        >
          {number === null ? 'Fire a test alert' : 'Fire another'}
        </Button>
      </div>
      <Proof />
    </div>
  )
}

type Escalation = CallOutput<typeof getGroupEscalation>

export function stagesOf(group: CallOutput<typeof getAlertGroup>, steps: Escalation['steps']) {
  const reached = steps.filter((step) => step.state === 'done' || step.state === 'current')
  const people = reached.flatMap((step) => step.people)
  const deliveries = people.flatMap((person) => person.deliveries)
  const arrived = deliveries.filter((delivery) => delivery.at !== null && delivery.error === null)
  const failed = deliveries.find((delivery) => delivery.error !== null)
  return [
    { id: 'accepted', done: true, words: 'The event was accepted and is on disk.' },
    {
      id: 'grouped',
      done: true,
      words: `It opened alert ${group.number} of ${group.service.displayName}.`,
    },
    {
      id: 'policy',
      done: reached.length > 0,
      words:
        people.length > 0
          ? `The policy pages ${namesInWords(people)}.`
          : reached.length > 0
            ? 'The policy ran, and named nobody who can be paged.'
            : 'The policy has not started yet.',
    },
    {
      id: 'message',
      done: arrived.length > 0,
      words:
        arrived.length > 0
          ? `Message out by ${arrived.map((delivery) => delivery.channel).join(' and ')}.`
          : failed
            ? `A message failed: ${failed.error}.`
            : 'No message has gone out yet.',
    },
    {
      id: 'acknowledged',
      done: group.acknowledgedAt !== null,
      words:
        group.acknowledgedAt !== null
          ? `Acknowledged by ${group.acknowledgedBy?.name ?? 'somebody'}.`
          : 'Waiting for an acknowledgement: by the message’s link, in the inbox, or here.',
    },
  ]
}

function LiveTrack({ number }: { readonly number: number }) {
  const me = useMe()
  const act = useActOnGroups()
  const params = { params: { group: String(number) } }
  const group = useRead(getAlertGroup, params, { everyMs: WATCH_EVERY_MS }).data
  const escalation = useRead(getGroupEscalation, params, { everyMs: WATCH_EVERY_MS }).data
  if (!group) return null
  const stages = stagesOf(group, escalation?.steps ?? [])
  return (
    <section className="preview stack" aria-label="The test alert on its way">
      <ol className="live-track" aria-live="polite">
        {stages.map((stage) => (
          <li key={stage.id} className={stage.done ? 'done' : undefined}>
            <span className={stage.done ? 'step-mark state-glyph resolved' : 'step-mark faint'}>
              {stage.done ? <Glyph name="check" size={12} /> : <Shape name="ring" size={13} />}
            </span>
            <span>
              {stage.words}
              <span className="hidden-visually">{stage.done ? ' Done.' : ' Waiting.'}</span>
            </span>
          </li>
        ))}
      </ol>
      <div className="row wrap">
        {group.status === 'triggered' && (
          <Button kind="primary" onClick={() => act('acknowledge', [group])}>
            Acknowledge as {me.displayName}
          </Button>
        )}
        <Link to={paths.alert(number)}>Open alert {number}</Link>
      </div>
    </section>
  )
}

function Proof() {
  const progress = useSetupProgress()
  if (!progress) return null
  const missing = progress.filter((step) => !step.done)
  return (
    <Notice tone={missing.length === 0 ? 'ok' : 'warn'}>
      {missing.length === 0 ? (
        <p>
          <strong>Proven:</strong> an alert comes in, the policy finds a person, a message goes out,
          and an acknowledgement stops the paging. <Link to={paths.home()}>Go home</Link>
        </p>
      ) : (
        <>
          <p>
            <strong>Still missing:</strong>
          </p>
          <ul>
            {missing.map((step) => (
              <li key={step.id}>
                {step.title}: {step.missing}
              </li>
            ))}
          </ul>
          <p className="small muted">This list stays on Home until it is empty.</p>
        </>
      )}
    </Notice>
  )
}
