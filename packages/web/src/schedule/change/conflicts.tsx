// Where another override decides already: which, whose, and the offer to leave its part alone. What is
// asked of others leaves it out in any case; what is decided here acts beneath it until told otherwise.

import type { ChangePreview, OverrideView } from '@evenwatch/api'
import { Button } from '../../ui/button.tsx'
import { shortTime } from '../../ui/format-time.ts'
import { namesInWords } from '../../ui/person.tsx'
import { Notice } from '../../ui/states.tsx'

type Decision = Pick<OverrideView, 'kind' | 'add' | 'remove' | 'users' | 'createdBy'>

export function Conflicts(props: {
  readonly preview: Pick<ChangePreview, 'conflicts' | 'rest'>
  readonly zone: string
  readonly now: number
  readonly isAsked: boolean
  readonly split: boolean
  readonly onSplit: (split: boolean) => void
}) {
  const { preview, zone, now, isAsked, split, onSplit } = props
  const { conflicts, rest } = preview
  if (conflicts.length === 0) return null
  const span = (part: { readonly startsAt: string; readonly endsAt: string }) =>
    `${shortTime(Date.parse(part.startsAt), now, zone)} – ${shortTime(Date.parse(part.endsAt), now, zone)}`
  const parts = rest.map(span).join(', ')
  return (
    <Notice tone="warn">
      <div className="stack tight">
        <ul className="stack tight">
          {conflicts.map((one) => (
            <li key={`${one.override.id} ${one.startsAt}`}>
              <strong>{span(one)}</strong>: {decidedInWords(one.override)}
            </li>
          ))}
        </ul>
        {isAsked && <p>That part is left out. What is asked for is the rest: {parts}.</p>}
        {!isAsked && rest.length === 0 && <p>Nothing of the span is left beside it.</p>}
        {!isAsked && rest.length > 0 && (
          <>
            <p>{split ? `Made only for the rest: ${parts}.` : `Left beside it: ${parts}.`}</p>
            <div>
              <Button size="small" aria-pressed={split} onClick={() => onSplit(!split)}>
                Only for the rest
              </Button>
            </div>
          </>
        )}
      </div>
    </Notice>
  )
}

/** “Chen Wei is on call already instead of Ana Soto, decided by ana”. */
export function decidedInWords(override: Decision): string {
  const { kind, add, remove, users, createdBy } = override
  const by = `decided by ${createdBy.name}`
  if (kind === 'set') {
    return users.length === 0
      ? `nobody is on call, on purpose, ${by}`
      : `${namesInWords(users)} on call, ${by}`
  }
  if (kind === 'remove') return `${remove?.displayName} is off call, ${by}`
  const instead = remove ? ` instead of ${remove.displayName}` : ' as well'
  return `${add?.displayName} is on call already${instead}, ${by}`
}
