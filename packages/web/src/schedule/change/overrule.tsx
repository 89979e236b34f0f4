// A refusal that a lead or a manager may overrule, by name, each on its own. For plain overrides
// their word decides; to those who only ask, it says when the refusal will matter.

import type { ChangePreview } from '@evenwatch/api'
import { Notice } from '../../ui/states.tsx'
import { type CheckCode, refusalsOf } from './change-draft.ts'

const WORDS: Readonly<Record<CheckCode, string>> = {
  'short-rest': 'too little rest',
  'double-duty': 'duty twice at the same time',
  'no-skill': 'an area that nobody could handle',
  asleep: 'sleeping hours',
  absent: 'an absence',
  unreachable: 'a person who cannot be reached',
  'weeks-in-a-row': 'weeks in a row',
  'conflicts-with-override': 'another override',
}

export function Overrule(props: {
  readonly preview: ChangePreview
  readonly decides: boolean
  readonly isAsked: boolean
  readonly despite: readonly CheckCode[]
  readonly onChange: (despite: readonly CheckCode[]) => void
}) {
  const { preview, decides, isAsked, despite, onChange } = props
  const refusals = refusalsOf(preview.checks)
  if (refusals.length === 0) return null
  if (isAsked) {
    return <Notice tone="warn">Their yes would be refused, unless a lead overrules it.</Notice>
  }
  if (!preview.mayOverrule) return null
  if (decides) return <Notice tone="warn">You lead here: it will be made although refused.</Notice>
  return <OverruleBoxes {...{ refusals, despite, onChange }} />
}

/** One box for each refusal, so that nothing is overruled unread. */
export function OverruleBoxes(props: {
  readonly refusals: readonly CheckCode[]
  readonly despite: readonly CheckCode[]
  readonly onChange: (despite: readonly CheckCode[]) => void
}) {
  const { refusals, despite, onChange } = props
  if (refusals.length === 0) return null
  return (
    <fieldset className="stack tight kinds">
      <legend className="small strong">
        Overrule, with a reason that those affected will read
      </legend>
      {refusals.map((code) => (
        <label key={code} className="row">
          <input
            type="checkbox"
            checked={despite.includes(code)}
            onChange={() =>
              onChange(
                despite.includes(code) ? despite.filter((one) => one !== code) : [...despite, code],
              )
            }
          />
          In spite of {WORDS[code]}
        </label>
      ))}
    </fieldset>
  )
}
