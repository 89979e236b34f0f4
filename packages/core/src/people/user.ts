// People, how they are reached, and what they may do.

import type { Urgency } from '../alert/event.ts'
import type { Instant } from '../platform/time.ts'
import type { Weekday } from '../schedule/schedule.ts'

export const ROLES = ['admin', 'manager', 'responder', 'observer'] as const
/** From most to least allowed. Leading a team is a property of the membership, not of the role. */
export type Role = (typeof ROLES)[number]

export const CHANNELS = ['email', 'webhook', 'inbox'] as const
/** A way to send. The room of each is server `paging/channels/<name>`. */
export type ChannelName = (typeof CHANNELS)[number]

/** Wall times 'HH:MM' in the person's zone. */
export type WorkingHours = {
  readonly days: readonly Weekday[]
  readonly from: string
  readonly until: string
}
export type SleepHours = { readonly from: string; readonly until: string }

export type ContactMethod = {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly channel: ChannelName
  readonly address: string
  readonly position: number
  readonly verifiedAt: Instant | null
}

export type NotificationRule = {
  readonly urgency: Urgency
  readonly position: number
  readonly afterMs: number
  readonly contactMethodId: string
}

/** What paging needs to know of a person. */
export type Person = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly timeZone: string
  readonly role: Role
  readonly isActive: boolean
  readonly contactMethods: readonly ContactMethod[]
  readonly notificationRules: readonly NotificationRule[]
}

export type Team = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly leadIds: readonly string[]
  readonly memberIds: readonly string[]
  readonly limits: TeamLimits
}

/** What a team holds itself to when shifts are planned and changed. */
export type TeamLimits = {
  /** Hours off between two shifts of one person. */
  readonly restHours: number
  /** Weeks on call one after the other. */
  readonly weeksInARowMax: number
}

/** Eleven hours are the daily rest of the EU's working time directive (2003/88/EC, article 3). */
export const DEFAULT_TEAM_LIMITS = { restHours: 11, weeksInARowMax: 2 } as const

export const PEOPLE_LIMITS = {
  nameChars: 64,
  displayNameChars: 128,
  emailChars: 254,
  contactMethodsPerUser: 16,
  notificationRulesPerUrgency: 16,
  ruleDelayMsMax: 24 * 60 * 60_000,
  membersPerTeam: 500,
  restHoursMax: 72,
  weeksInARowMax: 52,
} as const
