// Why no plan is possible: the few demands that contradict each other, each with a way to change it.

import type { PeriodPlanView, PlanConflictView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'

type Contradiction = PeriodPlanView['further'][number]
type OnField = (name: string) => void

export function PlanConflicts(props: { readonly plan: PeriodPlanView; readonly onField: OnField }) {
  const { plan, onField } = props
  return (
    <section className="stack tight" aria-label="What stands against it">
      <h3>What stands against it</h3>
      <p className="small muted">
        {plan.isMinimal
          ? 'These cannot all be met. Without any one of them the others can.'
          : 'These cannot all be met; perhaps fewer of them would do.'}
      </p>
      <Demands of={plan} onField={onField} />
      {plan.further.map((one) => (
        <div key={one.conflicts.map(({ sentence }) => sentence).join(' ')} className="stack tight">
          <p className="small muted">Once that is settled, these remain:</p>
          <Demands of={one} onField={onField} />
        </div>
      ))}
    </section>
  )
}

function Demands(props: { readonly of: Contradiction; readonly onField: OnField }) {
  const { conflicts, explanation } = props.of
  return (
    <>
      <ul className="plan-conflicts">
        {conflicts.map((conflict) => (
          <li key={conflict.sentence} className="plan-conflict">
            <span className="grow">
              {conflict.sentence}
              <span className="small muted"> {conflict.remedy}</span>
            </span>
            <Way conflict={conflict} onField={props.onField} />
          </li>
        ))}
      </ul>
      {explanation.length > 0 && (
        <details>
          <summary className="small">Person by person</summary>
          <ul className="small moves">
            {explanation.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** To the page where it can be changed, or to the field of this form. */
function Way(props: { readonly conflict: PlanConflictView; readonly onField: OnField }) {
  const { kind, user, schedule } = props.conflict
  const field = (name: string, words: string) => (
    <Button size="small" onClick={() => props.onField(name)}>
      {words}
    </Button>
  )
  switch (kind) {
    case 'absence':
      return user && <Link to={paths.person(user.name)}>{user.displayName}’s absences</Link>
    case 'booked':
    case 'held':
      return schedule && <Link to={paths.schedule(schedule)}>{schedule}</Link>
    case 'area':
      return <Link to={paths.areas()}>Areas</Link>
    case 'shifts-max':
      return user && field(`max-${user.name}`, 'Change the maximum')
    case 'rest':
      return field('rest', 'Change the rest')
    case 'weeks-in-a-row':
      return field('weeks-in-a-row', 'Change the weeks')
    case 'slot':
      return null
  }
}
