// Step 5: a sentence that says whom to page when, and the same as a time line.

import {
  createEscalationPolicy,
  type EscalationPolicySpec,
  getOnCallOverview,
  listEscalationPolicies,
  listSchedules,
  listTeams,
} from '@evenwatch/api'
import { parseDuration } from '@evenwatch/core'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { lengthInWords } from '../../ui/format-time.ts'
import { Notice } from '../../ui/states.tsx'
import { call } from '../client.ts'
import { useRead } from '../query.ts'
import { useMe } from '../session.ts'
import { useChange } from '../use-change.ts'
import type { StepProps } from './step-props.ts'

const DELAYS = ['2m', '5m', '10m', '15m', '30m'] as const
const REPEAT_AFTER = '10m'

type Steps = EscalationPolicySpec['steps']

function targetInWords(target: Steps[number]['notify'][number]): string {
  if ('schedule' in target) return `whoever ${target.schedule} names`
  if ('team' in target) return `everyone in ${target.team}`
  return 'user' in target ? target.user : `the policy ${target.policy}`
}

/** When each step runs, counted from the alert. */
export function timeline(
  steps: readonly { readonly after: string; readonly who: string }[],
): readonly { readonly atMs: number; readonly who: string }[] {
  let atMs = 0
  return steps.map((step) => {
    atMs += parseDuration(step.after) ?? 0
    return { atMs, who: step.who }
  })
}

export function EscalationStep({ onDone }: StepProps) {
  const [existing] = useRead(listEscalationPolicies, { query: { limit: 200 } }).data?.items ?? []
  if (!existing) return <NewPolicy />
  const steps = existing.spec.steps.map((step) => ({
    after: step.after,
    who: step.notify.map(targetInWords).join(' and '),
  }))
  return (
    <div className="stack">
      <p>
        <strong>{existing.displayName}</strong> <span className="muted">says whom to page.</span>
      </p>
      <Line steps={steps} times={existing.spec.repeat.times} />
      <div>
        <Button kind="primary" onClick={onDone}>
          Continue
        </Button>
      </div>
    </div>
  )
}

function Line(props: {
  readonly steps: readonly { readonly after: string; readonly who: string }[]
  readonly times: number
}) {
  return (
    <div className="preview">
      <ol aria-label="Time line">
        {timeline(props.steps).map((step) => (
          <li key={step.atMs + step.who}>
            <span className="when">
              {step.atMs === 0 ? 'at once' : `after ${lengthInWords(step.atMs)}`}
            </span>
            {step.who}
          </li>
        ))}
      </ol>
      <p className="small muted">
        {props.times === 0
          ? 'Then nobody is left to page.'
          : `Then the same again, ${props.times} more ${props.times === 1 ? 'time' : 'times'}, unless somebody acknowledges.`}
      </p>
    </div>
  )
}

function NewPolicy() {
  const me = useMe()
  const change = useChange()
  const [team] = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const schedules = useRead(listSchedules, { query: { limit: 200 } }).data?.items ?? []
  const [schedule, setSchedule] = useState<string | null>(null)
  const [after, setAfter] = useState<string>('5m')
  const [then, setThen] = useState<'team' | 'none'>('team')
  const [times, setTimes] = useState(2)
  const primary = schedule ?? schedules[0]?.name
  const first = primary ? { schedule: primary } : { user: me.name }
  const steps = [
    { after: '0m', notify: [first] },
    ...(then === 'team' && team ? [{ after, notify: [{ team: team.name }] }] : []),
  ]
  const create = () =>
    change.run(
      () =>
        call(createEscalationPolicy, {
          body: {
            name: team?.name ?? 'default',
            displayName: team?.displayName ?? 'Default',
            spec: {
              ...(team && { team: team.name }),
              repeat: { times, after: REPEAT_AFTER },
              steps,
            },
          },
        }),
      [listEscalationPolicies, getOnCallOverview],
    )
  return (
    <form
      className="side-by-side"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <div className="stack">
        <p className="sentence">
          Page
          <select
            className="native"
            aria-label="First"
            value={primary ?? ''}
            onChange={(event) => setSchedule(event.currentTarget.value)}
          >
            {schedules.length === 0 && <option value="">{me.displayName}</option>}
            {schedules.map((item) => (
              <option key={item.id} value={item.name}>
                {item.displayName}
              </option>
            ))}
          </select>
          at once; after
          <select
            className="native"
            aria-label="Wait before the second step"
            value={after}
            onChange={(event) => setAfter(event.currentTarget.value)}
          >
            {DELAYS.map((delay) => (
              <option key={delay} value={delay}>
                {lengthInWords(parseDuration(delay) ?? 0)}
              </option>
            ))}
          </select>
          <select
            className="native"
            aria-label="Second"
            value={then}
            onChange={(event) => setThen(event.currentTarget.value === 'none' ? 'none' : 'team')}
          >
            <option value="team">everyone in {team?.displayName ?? 'the team'}</option>
            <option value="none">nobody else</option>
          </select>
          ; repeat
          <select
            className="native"
            aria-label="Repeat"
            value={times}
            onChange={(event) => setTimes(Number(event.currentTarget.value))}
          >
            {[0, 1, 2, 3, 5].map((count) => (
              <option key={count} value={count}>
                {count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`}
              </option>
            ))}
          </select>
          .
        </p>
        {change.fault && <Notice tone="warn">{change.fault}</Notice>}
        <div>
          <Button kind="primary" type="submit" busy={change.busy}>
            Create escalation policy
          </Button>
        </div>
      </div>
      <Line
        steps={steps.map((step) => ({
          after: step.after,
          who: step.notify.map(targetInWords).join(' and '),
        }))}
        times={times}
      />
    </form>
  )
}
