// A rotation of Grafana as one rule for each group, which is how Grafana itself lays it out.
//
// Always right, but no longer one rotation to read or edit, so it is used only where one rotation
// would not say the same: shifts that reach into the next group's, months of different lengths.
// Each group begins with the first shift of its first turn and comes round once in a full round.

import { formatInstant, type WallMs } from '@evenwatch/core'
import { type Body, type MemberSpec, rruleTurn } from './layer-forms.ts'
import { chosenDays, occurrencesOf, weekdayOf } from './occurrences.ts'
import { ICAL_DAYS, type Shift } from './read-shift.ts'
import { icalDays } from './rotation-body.ts'

/** More layers than this are no schedule that anybody could read. */
export const GROUP_LAYERS_MAX = 40

/** Null when the rule skips turns in ways that Grafana's own layout does not follow either. */
export function groupBodies(shift: Shift, members: readonly MemberSpec[]): Body[] | null {
  const days = chosenDays(shift)
  if (shift.frequency === null || days === null || shift.byMonth.length > 0) return null
  if (shift.byMonthday.length > 0 && shift.frequency !== 'monthly') return null
  const starts =
    shift.frequency === 'daily' && days.length > 0
      ? firstCycle(shift, members.length, days.length)
      : firstStarts(shift, members.length)
  if (starts === null || starts.length > GROUP_LAYERS_MAX) return null
  const weeks = Math.max(1, Math.round(starts.length / Math.max(1, days.length)))
  return starts.flatMap(({ wall, group }) => {
    const member = members[group] ?? null
    if (member === null) return []
    const rrule =
      shift.frequency === 'daily' && days.length > 0
        ? ruleOf(shift, 'WEEKLY', weeks, icalDays([weekdayOf(wall)]))
        : ruleOf(
            shift,
            (shift.frequency ?? '').toUpperCase(),
            shift.interval * members.length,
            icalDays(days),
          )
    const turn = rruleTurn(shift, rrule)
    return [{ firstHandoff: wall, turn, hours: null, members: [member] }]
  })
}

type GroupStart = { readonly wall: WallMs; readonly group: number }

/** The first shift of each group. Hourly shifts on chosen days go by the shifts that there are. */
function firstStarts(shift: Shift, groups: number): GroupStart[] | null {
  const found = new Map<number, WallMs>()
  for (const { wall, turn } of occurrencesOf(shift)) {
    const group = shift.frequency === 'hourly' ? found.size : turn
    if (group >= groups) break
    if (!found.has(group)) found.set(group, wall)
  }
  // A rotation that begins behind the chosen days of its month still counts that month.
  if (!found.has(0)) found.set(0, shift.start)
  if (found.size < groups) return null
  return [...found].map(([group, wall]) => ({ wall, group }))
}

/** Every shift until the same group stands on the same day at the same place again. */
function firstCycle(shift: Shift, groups: number, days: number): GroupStart[] {
  const length = leastCommonMultiple(days, shift.interval * groups)
  const found: GroupStart[] = []
  for (const { wall, turn } of occurrencesOf(shift)) {
    if (found.length === length) break
    found.push({ wall, group: turn % groups })
  }
  return found
}

function leastCommonMultiple(a: number, b: number): number {
  let [high, low] = [a, b]
  while (low > 0) [high, low] = [low, high % low]
  return (a / high) * b
}

/** `until` bounds where shifts begin, not where they end. */
export function ruleOf(shift: Shift, frequency: string, interval: number, byDay: string): string {
  const { byMonth, byMonthday, until, weekStart } = shift
  const parts = [`FREQ=${frequency}`, `INTERVAL=${interval}`]
  if (byDay !== '') parts.push(`BYDAY=${byDay}`)
  if (byMonth.length > 0) parts.push(`BYMONTH=${byMonth.join(',')}`)
  if (byMonthday.length > 0) parts.push(`BYMONTHDAY=${byMonthday.join(',')}`)
  if (frequency === 'WEEKLY') parts.push(`WKST=${ICAL_DAYS[weekStart]}`)
  if (until !== null) {
    parts.push(`UNTIL=${formatInstant(until).replace(/[-:]|\.\d+/g, '')}`)
  }
  return parts.join(';')
}
