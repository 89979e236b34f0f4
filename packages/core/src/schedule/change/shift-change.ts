// The words of a changed shift: what may be done, and what a check may say about it.
//
// A refusal stops the change unless a lead or a manager overrules it with a reason; a warning is
// shown and stops nothing.

import type { Span } from '../../platform/time.ts'

export const SHIFT_CHANGE_KINDS = [
  'override',
  'cover',
  'swap',
  'take-over',
  'arranged',
  'temporary',
] as const

export type ShiftChangeKind = (typeof SHIFT_CHANGE_KINDS)[number]

export const SHIFT_CHECK_CODES = [
  'short-rest',
  'double-duty',
  'no-skill',
  'asleep',
  'absent',
  'unreachable',
  'weeks-in-a-row',
  'conflicts-with-override',
] as const

export type ShiftCheckCode = (typeof SHIFT_CHECK_CODES)[number]

export type ShiftCheckSeverity = 'refusal' | 'warning'

/** One thing that speaks against a change, about one person and one span. */
export type ShiftCheck = {
  readonly code: ShiftCheckCode
  readonly severity: ShiftCheckSeverity
  /** For people; it names them by the names it was given. */
  readonly sentence: string
  readonly userId: string
  readonly scheduleId: string
  readonly span: Span
}

export const COVER_REQUEST_STATES = [
  'open',
  'partly-covered',
  'covered',
  'declined',
  'cancelled',
  'expired',
] as const

export type CoverRequestState = (typeof COVER_REQUEST_STATES)[number]
