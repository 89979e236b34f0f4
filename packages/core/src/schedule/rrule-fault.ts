// Whether a text is a recurrence rule that turns may go by, and if not, which rule it breaks. The same
// answer stands in a refusal of the API and beside the field in which a rule is typed.

import { parseRrule } from './rrule-turns.ts'
import { RRULE_CHARACTERS_MAX } from './schedule-limits.ts'
import type { WallMs } from './wall-time.ts'
import { zoneTable } from './zone-table.ts'

export type RruleFault = { readonly rule: string; readonly example?: string }

const EXAMPLE = 'FREQ=WEEKLY;BYDAY=MO'

/** `anchor`: the first handoff; null, or a zone of null, when it is wrong itself and said elsewhere. */
export function rruleFault(
  rrule: string,
  anchor: WallMs | null,
  timeZone: string | null,
): RruleFault | null {
  if (rrule.length > RRULE_CHARACTERS_MAX) {
    return { rule: `A recurrence rule has at most ${RRULE_CHARACTERS_MAX} characters.` }
  }
  if (!/FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(;|$)/.test(rrule)) {
    return { rule: 'FREQ is HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY.', example: EXAMPLE }
  }
  if (/[\r\n]/.test(rrule)) {
    return { rule: 'A recurrence rule is one line; its first handoff is its DTSTART.' }
  }
  if (anchor === null || timeZone === null || isRrule(rrule, anchor, timeZone)) return null
  return { rule: 'A recurrence rule follows RFC 5545.', example: EXAMPLE }
}

function isRrule(rrule: string, anchor: WallMs, timeZone: string): boolean {
  try {
    parseRrule(rrule, zoneTable(timeZone).instantOf(anchor, 'first'), timeZone)
    return true
  } catch (error) {
    // The parser says no by throwing, and has no other way.
    if (error instanceof Error) return false
    throw error
  }
}
