// What a rule means, below its fields: the sentence is there at once; the first dates and what is wrong
// come with the part of the program that reads rules, loaded only here.

import { type NextRuleTurns, nextRuleTurns, type RuleDraft } from '@evenwatch/core'
import { useEffect, useMemo } from 'react'
import { lengthInWords, longTime } from '../../ui/format-time.ts'
import { cityOf } from '../../ui/zone.ts'

export type RuleFaults = { readonly rrule?: string; readonly duration?: string }

const SHOWN = 5

export function RuleCheck(props: {
  readonly draft: RuleDraft
  readonly now: number
  readonly onFaults: (faults: RuleFaults) => void
}) {
  const { draft, now, onFaults } = props
  const { rrule, duration, firstHandoff, timeZone } = draft
  const told = useMemo(
    () => nextRuleTurns({ rrule, duration, firstHandoff, timeZone }, now, SHOWN),
    [rrule, duration, firstHandoff, timeZone, now],
  )
  const faults = faultsOf(told)
  useEffect(() => onFaults(faults), [faults.rrule, faults.duration])
  if (told.kind === 'fault') return null
  if (told.turns.length === 0) return <p className="small">It makes no turn from now on.</p>
  return (
    <div className="small">
      <p className="muted">The first five from now on, {cityOf(timeZone)} time:</p>
      <ol className="rule-dates" aria-label="First turns">
        {told.turns.map(({ startsAt, endsAt }) => (
          <li key={startsAt}>
            {longTime(startsAt, timeZone).slice(0, -3)}, for {lengthInWords(endsAt - startsAt)}
          </li>
        ))}
      </ol>
    </div>
  )
}

function faultsOf(told: NextRuleTurns): RuleFaults {
  if (told.kind === 'turns') return {}
  const { field, rule, example } = told
  return { [field]: example === undefined ? rule : `${rule} Such as ${example}.` }
}
