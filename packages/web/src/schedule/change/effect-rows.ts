// The line before and after a change as the rows of one table: cut wherever either changes, so that
// each row says plainly who was to be on call and who will be.

import type { ChangePreview } from '@evenwatch/api'
import type { Window } from '../schedule-search.ts'
import type { PersonRef } from '../shifts.ts'

type Line = Pick<ChangePreview['lines'][number], 'before' | 'after'>
export type EffectRow = Window & {
  readonly before: readonly PersonRef[]
  readonly after: readonly PersonRef[]
  readonly changes: boolean
}

export function effectRows(line: Line): readonly EffectRow[] {
  const segments = [...line.before, ...line.after]
  const cuts = segments.flatMap((one) => [Date.parse(one.startsAt), Date.parse(one.endsAt)])
  const edges = [...new Set(cuts)].sort((a, b) => a - b)
  const rows: EffectRow[] = []
  for (const [index, startsAt] of edges.entries()) {
    const endsAt = edges[index + 1]
    if (endsAt === undefined) break
    const before = usersAt(line.before, startsAt)
    const after = usersAt(line.after, startsAt)
    const last = rows.at(-1)
    const row = { startsAt, endsAt, before, after, changes: idsOf(before) !== idsOf(after) }
    const isSame =
      last && idsOf(last.before) === idsOf(before) && idsOf(last.after) === idsOf(after)
    if (last && isSame) rows[rows.length - 1] = { ...last, endsAt }
    else rows.push(row)
  }
  return rows
}

function usersAt(segments: Line['before'], at: number): readonly PersonRef[] {
  const found = segments.find(
    (one) => Date.parse(one.startsAt) <= at && Date.parse(one.endsAt) > at,
  )
  // A policy that holds the slot stands where its people would.
  const policies = (found?.policies ?? []).map((policy) => ({
    ...policy,
    displayName: `policy ${policy.displayName}`,
  }))
  return [...(found?.users ?? []), ...policies]
}

const idsOf = (users: readonly PersonRef[]) =>
  users
    .map(({ id }) => id)
    .sort()
    .join()
