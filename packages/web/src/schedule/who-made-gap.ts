// Why nobody is on call where somebody was planned: which overrides made the gap, and whether all of
// it. Read from where each override acts, as the API tells it.

import type { OverrideView } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import { namesInWords } from '../ui/person.tsx'
import type { Window } from './schedule-search.ts'

/** Null: no override has to do with the gap. */
export function whoMadeGap(
  gap: Window,
  line: { readonly role: ShiftRole; readonly overrides: readonly OverrideView[] },
): string | null {
  const acting = line.overrides
    .filter((override) => override.cancelledAt === null && override.role === line.role)
    .map((override) => ({ override, spans: spansOf(override).filter((span) => meet(span, gap)) }))
    .filter(({ spans }) => spans.length > 0)
  if (acting.length === 0) return null
  const words = inWords(acting.map(({ override }) => override))
  const isWhole = cover(
    acting.flatMap(({ spans }) => spans),
    gap,
  )
  return isWhole ? words : `In a part of it: ${words[0]?.toLowerCase()}${words.slice(1)}`
}

const isNobody = ({ kind, users }: OverrideView) => kind === 'set' && users.length === 0

/** Nobody on purpose is meant where nobody was planned as well, although it changes nothing there. */
const spansOf = (override: OverrideView): readonly Window[] =>
  (isNobody(override) ? [override] : override.effect.spans).map(({ startsAt, endsAt }) => ({
    startsAt: Date.parse(startsAt),
    endsAt: Date.parse(endsAt),
  }))

const meet = (a: Window, b: Window) => a.startsAt < b.endsAt && a.endsAt > b.startsAt

function cover(spans: readonly Window[], gap: Window): boolean {
  let until = gap.startsAt
  for (const { startsAt, endsAt } of [...spans].sort((a, b) => a.startsAt - b.startsAt)) {
    if (startsAt > until) return false
    until = Math.max(until, endsAt)
  }
  return until >= gap.endsAt
}

function inWords(overrides: readonly OverrideView[]): string {
  if (overrides.some(isNobody)) return 'Nobody, on purpose, by an override'
  const ids = new Set<string>()
  const taken = overrides.flatMap(({ remove }) => {
    if (remove === null || ids.has(remove.id)) return []
    ids.add(remove.id)
    return [remove]
  })
  if (taken.length === 0) return 'An override names nobody who could be on call'
  const takes = overrides.length === 1 ? 'An override takes' : 'Overrides take'
  return `${takes} ${namesInWords(taken)} off and nobody else is named`
}
