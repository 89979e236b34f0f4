// What kind of change: three that people mean most often, and behind them the rarer ones.

import type { ChangeKind } from './change-search.ts'

type Choice = { readonly kind: ChangeKind; readonly name: string; readonly says: string }

const COMMON: readonly Choice[] = [
  {
    kind: 'cover',
    name: 'Get cover',
    says: 'Ask others to take a shift or a part of it. The first yes wins; until then nothing changes.',
  },
  {
    kind: 'override',
    name: 'Override',
    says: 'Decide now: another person is on call instead of whoever would be.',
  },
  {
    kind: 'swap',
    name: 'Swap',
    says: 'Give a shift for another person’s. Both change hands together, once they agree.',
  },
]
const RARE: readonly Choice[] = [
  { kind: 'add', name: 'Add', says: 'One more person is on call, beside whoever is.' },
  { kind: 'remove', name: 'Remove', says: 'A person is off call, and nobody takes their place.' },
  {
    kind: 'take-over',
    name: 'Take over now',
    says: 'You are on call from this minute until the shift ends; the next page goes to you.',
  },
]
const LEADING: readonly Choice[] = [
  {
    kind: 'arranged',
    name: 'Arrange cover',
    says: 'Put somebody on call for a person who cannot arrange it; needs a reason.',
  },
  {
    kind: 'temporary',
    name: 'Temporary schedule',
    says: 'Replace the plan for some days by shifts of its own.',
  },
]

export function KindChoice(props: {
  readonly kind: ChangeKind
  /** Why the kinds for leads are closed to the reader; undefined: they are not. */
  readonly whyNotLead: string | undefined
  readonly onChange: (kind: ChangeKind) => void
}) {
  const { kind } = props
  const rare = [...RARE, ...LEADING].some((choice) => choice.kind === kind)
  const radio = (choice: Choice, whyNot?: string) => (
    <label key={choice.kind} className="kind-choice">
      <input
        type="radio"
        name="kind"
        checked={kind === choice.kind}
        disabled={whyNot !== undefined}
        onChange={() => props.onChange(choice.kind)}
      />
      <span>
        <strong>{choice.name}</strong>
        <span className="small muted">{whyNot ? `${choice.says} ${whyNot}` : choice.says}</span>
      </span>
    </label>
  )
  return (
    <fieldset className="kinds">
      <legend className="hidden-visually">What to change</legend>
      {COMMON.map((choice) => radio(choice))}
      <details open={rare || undefined}>
        <summary>More ways</summary>
        <div className="stack tight">
          {RARE.map((choice) => radio(choice))}
          {LEADING.map((choice) => radio(choice, props.whyNotLead))}
        </div>
      </details>
    </fieldset>
  )
}
