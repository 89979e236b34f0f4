// The overrides of a schedule that still act or will: what each came from, who, when, and how to end
// it. Where a later one depends on it, the server says so, and the reader decides.

import './change.css'
import {
  CallRefused,
  cancelOverride,
  laterDependsSchema,
  listOverrides,
  type OverrideView,
} from '@evenwatch/api'
import { useState } from 'react'
import { call, codeOf } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotAllowed } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { overrideInWords, ROLE_WORDS } from '../shifts.ts'
import { CHANGED } from './make-change.ts'

const CAUSES: Readonly<Record<OverrideView['cause'], string>> = {
  override: 'Override',
  cover: 'Cover',
  swap: 'Swap',
  'take-over': 'Take-over',
  arranged: 'Arranged cover',
  temporary: 'Temporary schedule',
  import: 'Imported',
}

export function OverridesList(props: { readonly schedule: string; readonly zone: string }) {
  const { schedule, zone } = props
  const read = useRead(listOverrides, { params: { schedule }, query: { limit: 100 } })
  return (
    <section className="card overrides" aria-labelledby="overrides-heading">
      <div className="card-head">
        <h2 id="overrides-heading">Overrides</h2>
      </div>
      <Reading of={read} what="The overrides" rows>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card-body muted">None: the plan stands as it is.</p>
          ) : (
            <ul className="asked-list">
              {items.map((one) => (
                <OverrideRow key={one.id} schedule={schedule} zone={zone} override={one} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  )
}

function OverrideRow(props: {
  readonly schedule: string
  readonly zone: string
  readonly override: OverrideView
}) {
  const { schedule, zone, override } = props
  const { role, cause, reason, layer, linkId } = override
  const change = useChange()
  const me = useMe()
  const [dependants, setDependants] = useState<readonly OverrideView[] | null>(null)
  const words = overrideInWords(override)
  const cancel = async (confirm: boolean) => {
    const input = { params: { schedule, override: override.id } }
    await change.run(async () => {
      try {
        await call(cancelOverride, { ...input, query: confirm ? { confirm: 'true' } : {} })
      } catch (fault) {
        const found = dependantsOf(fault)
        if (found === null) throw fault
        setDependants(found)
        return
      }
      setDependants(null)
      toast(`Cancelled: ${words}.`)
    }, CHANGED)
  }
  return (
    <li>
      <div className="row wrap">
        <span className="label">{CAUSES[cause]}</span>
        <strong>{words}</strong>
        {role !== 'primary' && <span className="muted">{ROLE_WORDS[role]}</span>}
        <span className="nowrap">
          <Time at={override.startsAt} as="short" zone={zone} /> –{' '}
          <Time at={override.endsAt} as="short" zone={zone} />
        </span>
        {override.effect.acts !== 'wholly' && (
          <span className="label">{ACTS[override.effect.acts]}</span>
        )}
        <span className="grow" />
        <Button
          size="small"
          kind="quiet"
          busy={change.busy}
          whyNot={whyNotAllowed(me, 'responder')}
          onClick={() => void cancel(false)}
        >
          Cancel<span className="hidden-visually"> the override {words}</span>
        </Button>
      </div>
      <p className="small muted said">
        By {override.createdBy.name}, <Time at={override.createdAt} />
        {layer && `, in layer ${layer}`}
        {linkId && cause === 'swap' && ', with its other half'}
        {reason && `: ${reason}`}
      </p>
      <EffectInWords effect={override.effect} zone={zone} />
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      {dependants && (
        <Dialog title="Others build on it" onClose={() => setDependants(null)}>
          <div className="stack">
            <p>
              {dependants.length === 1
                ? 'One later override acts otherwise'
                : `${dependants.length} later overrides act otherwise`}{' '}
              when “{words}” is cancelled:
            </p>
            <ul className="stack tight">
              {dependants.map((one) => (
                <li key={one.id}>
                  <strong>{overrideInWords(one)}</strong>,{' '}
                  <Time at={one.startsAt} as="short" zone={zone} /> –{' '}
                  <Time at={one.endsAt} as="short" zone={zone} />
                </li>
              ))}
            </ul>
            <div className="row wrap">
              <Button kind="danger" busy={change.busy} onClick={() => void cancel(true)}>
                Cancel it nevertheless
              </Button>
              <Button onClick={() => setDependants(null)}>Keep it</Button>
            </div>
          </div>
        </Dialog>
      )}
    </li>
  )
}

const ACTS = { 'in-part': 'acts in part', not: 'no effect' } as const

/** More are on the timeline. */
const SPANS_SHOWN_MAX = 5

/** What of it counts: nothing to say where all of it does. */
function EffectInWords(props: { readonly effect: OverrideView['effect']; readonly zone: string }) {
  const { acts, words, spans } = props.effect
  if (acts === 'wholly') return null
  return (
    <p className="small">
      {words}
      {acts === 'in-part' && ' It acts '}
      {spans.slice(0, SPANS_SHOWN_MAX).map(({ startsAt, endsAt }, i) => (
        <span key={startsAt} className="nowrap">
          {i > 0 && ', '}
          <Time at={startsAt} as="short" zone={props.zone} /> –{' '}
          <Time at={endsAt} as="short" zone={props.zone} />
        </span>
      ))}
      {spans.length > SPANS_SHOWN_MAX && ` and ${spans.length - SPANS_SHOWN_MAX} more`}
      {spans.length > 0 && '.'}
    </p>
  )
}

/** The later overrides that a refusal names; null: it is about something else. */
function dependantsOf(fault: unknown): readonly OverrideView[] | null {
  if (codeOf(fault) !== 'later-depends' || !(fault instanceof CallRefused)) return null
  const told = laterDependsSchema.safeParse(fault.problem.current)
  return told.success ? told.data.dependants : []
}
