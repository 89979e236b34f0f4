// What the address of a change says: which kind, of which line, when, and whose shift. Links from
// shifts, gaps and absences fill it in; whom is asked and why stays on the page.

import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'

export const CHANGE_KINDS = [
  'cover',
  'override',
  'swap',
  'add',
  'remove',
  'arranged',
  'temporary',
  'take-over',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export type ChangeSearch = {
  readonly kind: ChangeKind
  readonly role: ShiftRole
  /** ISO instants; absent: filled in from the shift. */
  readonly from?: string
  readonly until?: string
  /** The name of the person to be relieved. */
  readonly away?: string
}

const NAME_CHARACTERS_MAX = 200

export function parseChangeSearch(search: Record<string, unknown>): ChangeSearch {
  const instant = (name: string) => {
    const value = search[name]
    return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined
  }
  const kind = CHANGE_KINDS.find((one) => one === search.kind) ?? 'cover'
  const role = SHIFT_ROLES.find((one) => one === search.role) ?? 'primary'
  const from = instant('from')
  const until = instant('until')
  const away = typeof search.away === 'string' ? search.away : undefined
  const isSpan = from !== undefined && until !== undefined && Date.parse(until) > Date.parse(from)
  return {
    kind,
    role,
    ...(isSpan && { from, until }),
    ...(from !== undefined && until === undefined && { from }),
    ...(away && away.length <= NAME_CHARACTERS_MAX && { away }),
  }
}
