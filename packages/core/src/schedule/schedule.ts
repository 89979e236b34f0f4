// The words of a schedule: who takes turns, in which hours, in which zone, and what overrides it.
//
// Data only, as written by people. `compile-schedule.ts` makes it answerable,
// `validate-schedule.ts` says what is wrong with it.

import type { Instant } from '../platform/time.ts'

/** Local date and time without a zone: `2026-01-05T09:00` or `2026-01-05T09:00:30`. */
export type WallTime = string

/** Each role is a line of its own: the same rules, over its own layers and overrides. */
export const SHIFT_ROLES = ['primary', 'secondary', 'shadow', 'manager'] as const

export type ShiftRole = (typeof SHIFT_ROLES)[number]

/** A stage of a team's work, such as `launch` or `steady`; it lasts until the next one begins. */
export type Stage = {
  readonly name: string
  /** Null: from the beginning. Only the first may say so. */
  readonly from: Instant | null
}

export type Schedule = {
  readonly id: string
  readonly name: string
  readonly teamId: string | null
  readonly timeZone: string
  /** In the order in which they begin. */
  readonly stages: readonly Stage[]
  readonly layers: readonly Layer[]
  /** In `position` order, the order in which they apply. */
  readonly overrides: readonly Override[]
}

export type Layer = {
  readonly name: string
  readonly role: ShiftRole
  /** The stages in which the layer holds. Null: always. */
  readonly stages: readonly string[] | null
  /** A higher number hides a lower one; equal numbers are on call together. */
  readonly priority: number
  /** Null: the zone of the schedule. */
  readonly timeZone: string | null
  /** From the oldest to the newest; each ends where the next begins. */
  readonly versions: readonly LayerVersion[]
}

export type LayerVersion = {
  /** Null: from the beginning. Only the first version may say so. */
  readonly effectiveFrom: Instant | null
  /** Index of the member who has the first turn that counts. */
  readonly startsWith: number
  readonly firstHandoff: WallTime
  readonly until: WallTime | null
  readonly turn: Turn
  readonly members: readonly Member[]
  /** Null: always. */
  readonly hours: readonly HoursWindow[] | null
}

/**
 * `worked`: a turn counts only if a window of the layer's own hours begins in it; a turn of a
 * recurrence rule, if any part of the hours lies in it.
 */
export type TurnCount = 'worked' | 'elapsed'

export type TurnUnit = 'hour' | 'day' | 'week' | 'month'

export type EveryTurn = {
  readonly kind: 'every'
  readonly length: number
  readonly unit: TurnUnit
  readonly count: TurnCount
  readonly shiftsPerMember: number
}

export type RruleTurn = {
  readonly kind: 'rrule'
  readonly rrule: string
  readonly durationMs: number
  readonly count: TurnCount
  readonly shiftsPerMember: number
}

export type Turn = EveryTurn | RruleTurn

/**
 * Several people together, the people of a team, whomever another escalation policy reaches, or
 * explicitly nobody.
 */
export type Member =
  | { readonly userIds: readonly string[] }
  | { readonly teamId: string }
  | { readonly policyId: string }
  | null

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** From 22:00 until 06:00 runs overnight; equal times last until the same time on the next day. */
export type HoursWindow = {
  readonly days: readonly Weekday[]
  readonly from: string
  readonly until: string
}

export type OverrideKind = 'replace' | 'add' | 'remove' | 'set'

export type Override = {
  readonly id: string
  readonly position: number
  /** That of its layer, when it names one. */
  readonly role: ShiftRole
  /** Null: the final schedule. */
  readonly layerName: string | null
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly kind: OverrideKind
  readonly removeUserId?: string
  readonly addUserId?: string
  /** For `set`; empty means nobody, on purpose. */
  readonly userIds?: readonly string[]
}

export type TeamMembers = ReadonlyMap<string, readonly string[]>

/** Why a person is on call: the layer that names them, the override that put them there, or both. */
export type Because = {
  readonly userId: string
  readonly layerName: string | null
  readonly overrideId: string | null
}

/**
 * Each person once; `because[i]` is the reason for `userIds[i]`. A policy is on call beside people
 * or instead of them; `policyLayers[i]` is the layer that names `policyIds[i]`, since only layers
 * put a policy on call. Nobody is on call when both lists are empty.
 */
export type OnCall = {
  readonly userIds: readonly string[]
  readonly because: readonly Because[]
  readonly policyIds: readonly string[]
  readonly policyLayers: readonly string[]
}

/** One list for all who call no policy, so that most of a line shares it. */
export const NO_POLICIES: readonly string[] = []

export const NOBODY_ON_CALL: OnCall = {
  userIds: [],
  because: [],
  policyIds: NO_POLICIES,
  policyLayers: NO_POLICIES,
}
