// A plan as a picture: turns in order, what each person carries before and after, and why; or what
// stands against any plan, with what could be changed.

import type { PeriodPlanView } from '@evenwatch/api'
import { Chip } from '../../ui/chip.tsx'
import { Avatar, tintOf } from '../../ui/person.tsx'
import { formatOf } from '../../ui/zone.ts'
import { PlanConflicts } from './plan-conflicts.tsx'

type AnswerProps = {
  readonly plan: PeriodPlanView
  readonly zone: string
  /** Leads to a field of the form, by its name. */
  readonly onField: (name: string) => void
}

export function PlanAnswer(props: AnswerProps) {
  const { plan, zone } = props
  return (
    <section className="stack loose" aria-label="The plan">
      <p role="status" className="row wrap">
        {plan.kind === 'complete' ? (
          <Chip tone="ok" shape="check" word="Planned" />
        ) : (
          <Chip tone="moderate" shape="diamond" word="No plan" />
        )}
        <span>{headline(plan, zone)}</span>
      </p>
      {plan.kind === 'impossible' && <PlanConflicts {...props} />}
      <Turns plan={plan} zone={zone} />
      <Loads plan={plan} />
      {plan.reasons.length > 0 && (
        <section aria-label="Why">
          <h3>Why</h3>
          <ul className="small moves">
            {plan.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </section>
      )}
      {plan.notes.length > 0 && (
        <ul className="small moves" aria-label="Good to know">
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function headline({ kind, turns, from, until }: PeriodPlanView, zone: string): string {
  const day = formatOf(zone, { day: 'numeric', month: 'short', year: 'numeric' })
  const dates = `${day.format(Date.parse(from))} to ${day.format(Date.parse(until))}`
  const count = counted(turns.length, 'turn')
  if (kind === 'complete') return `${count}, ${dates}. Nothing is stored yet.`
  const open = turns.filter(({ user }) => user === null).length
  const best = `The best attempt leaves ${open} of ${count} open.`
  if (kind === 'impossible') return `No plan meets every demand, ${dates}. ${best}`
  return `Neither a plan nor a proof against one was found, ${dates}. ${best} Try fewer turns or more people.`
}

function Turns({ plan, zone }: Pick<AnswerProps, 'plan' | 'zone'>) {
  const day = formatOf(zone, { day: 'numeric', month: 'short' })
  return (
    <section className="stack tight" aria-label="Turns">
      <h3>Turns</h3>
      <ol className="plan-turns">
        {plan.turns.map(({ startsAt, user, reason }) => (
          <li
            key={startsAt}
            className={user ? 'plan-turn' : 'plan-turn gap'}
            style={user ? { background: tintOf(user.name) } : undefined}
            title={reason ?? undefined}
          >
            <span className="tiny">{day.format(Date.parse(startsAt))}</span>
            <span className="plan-holder">{user?.displayName ?? 'Nobody'}</span>
          </li>
        ))}
      </ol>
      {plan.kind === 'complete' && (
        <details>
          <summary className="small">Why each turn</summary>
          <ol className="small moves">
            {plan.turns.map(({ startsAt, user, reason }) => (
              <li key={startsAt}>
                {day.format(Date.parse(startsAt))}, {user?.displayName}: {reason}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function Loads({ plan }: Pick<AnswerProps, 'plan'>) {
  const most = Math.max(
    1,
    ...plan.people.map((one) =>
      Math.max(one.carriedWeightedHours + one.weightedHours, one.now.weightedHours),
    ),
  )
  const share = (hours: number) => `${(hours / most) * 100}%`
  return (
    <section className="stack tight" aria-label="Load">
      <h3>Who carries how much</h3>
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Weighted hours, now and by the plan</th>
            <th scope="col">Turns, nights, weekends</th>
            <th scope="col">Average</th>
          </tr>
        </thead>
        <tbody>
          {plan.people.map((one) => (
            <tr key={one.user.id}>
              <th scope="row">
                <span className="row">
                  <Avatar {...one.user} />
                  {one.user.displayName}
                </span>
              </th>
              <td className="plan-load">
                <span className="plan-bar now" style={{ width: share(one.now.weightedHours) }} />
                <span
                  className="plan-bar"
                  style={{ width: share(one.weightedHours), background: tintOf(one.user.name) }}
                />
                <span className="tiny">
                  {Math.round(one.now.weightedHours)} → {Math.round(one.weightedHours)}
                  {one.carriedWeightedHours > 0 &&
                    `, ${Math.round(one.carriedWeightedHours)} from before`}
                </span>
              </td>
              <td className="small">
                {counted(one.turns, 'turn')}, {counted(one.nights, 'night')},{' '}
                {counted(one.weekends, 'weekend')}
              </td>
              <td className="nowrap">{differenceInWords(one.differencePercent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

function differenceInWords(percent: number | null): string {
  if (percent === null) return '–'
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(Math.round(percent))} %`
}
