// Turns by a recurrence rule: the rule, how long each turn is, a sentence in words and the first dates.

import { lazy, Suspense, useState } from 'react'
import { TextField } from '../../ui/fields.tsx'
import type { RuleTurn, VersionSpec } from './draft.ts'
import type { RuleFaults } from './rule-check.tsx'
import { ruleInWords } from './rule-in-words.ts'

const RuleCheck = lazy(() =>
  import('./rule-check.tsx').then((module) => ({ default: module.RuleCheck })),
)

export function RuleFields(props: {
  readonly turn: RuleTurn
  readonly version: VersionSpec
  readonly zone: string
  readonly now: number
  readonly onChange: (turn: RuleTurn) => void
}) {
  const { turn, version, zone, now, onChange } = props
  const [faults, setFaults] = useState<RuleFaults>({})
  const { rrule, duration } = turn
  const { firstHandoff } = version
  return (
    <div className="stack tight">
      <div className="two">
        <TextField
          label="Rule (RFC 5545)"
          value={rrule}
          maxLength={500}
          spellCheck={false}
          error={faults.rrule}
          onChange={(event) => onChange({ ...turn, rrule: event.currentTarget.value })}
        />
        <TextField
          label="Length of each turn"
          value={duration}
          placeholder="8h"
          error={faults.duration}
          onChange={(event) => onChange({ ...turn, duration: event.currentTarget.value })}
        />
      </div>
      <p className="small">
        Turns begin {ruleInWords(rrule, firstHandoff.split('T')[1] ?? '')}. Each lasts {duration},
        or until the next begins.
      </p>
      <Suspense fallback={null}>
        <RuleCheck
          draft={{ rrule, duration, firstHandoff, timeZone: zone }}
          now={now}
          onFaults={setFaults}
        />
      </Suspense>
    </div>
  )
}
