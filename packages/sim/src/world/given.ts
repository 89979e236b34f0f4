// What a world is given, in few words: people, teams, schedules, policies, services.
//
// Names are used everywhere instead of ids. Times are written as in files: '5m', '1h30m'.

import type {
  ChannelName,
  EscalationPolicy,
  HoursWindow,
  Role,
  Severity,
  StepCondition,
  StepMode,
  TurnCount,
  TurnUnit,
  Urgency,
} from '@evenwatch/core'

export type GivenPerson = {
  /** By name; the first is the one that stands in when no rule fits. */
  readonly methods?: { readonly [name: string]: ChannelName }
  /** '0m push': after this long through this method. */
  readonly high?: readonly string[]
  readonly low?: readonly string[]
  readonly role?: Role
  readonly isActive?: boolean
  readonly timeZone?: string
}

export type GivenTeam = { readonly leads?: readonly string[]; readonly members?: readonly string[] }

export type GivenLayer = {
  readonly priority?: number
  readonly timeZone?: string
  readonly firstHandoff?: string
  readonly until?: string
  readonly turn?: { readonly length: number; readonly unit: TurnUnit; readonly count?: TurnCount }
  /** A person, several together, a team ('team:payments'), or nobody. */
  readonly members: readonly (string | readonly string[] | null)[]
  readonly hours?: readonly HoursWindow[]
}

export type GivenOverride = {
  readonly from: number
  readonly until: number
  readonly remove?: string
  readonly add?: string
  readonly set?: readonly string[]
}

export type GivenSchedule = {
  readonly timeZone?: string
  readonly team?: string
  readonly layers: { readonly [name: string]: GivenLayer }
  readonly overrides?: readonly GivenOverride[]
}

export type GivenStep = {
  readonly after: string
  /** 'Ana', 'team:payments', 'schedule:primary', 'policy:everyone'. */
  readonly notify: readonly string[]
  readonly mode?: StepMode
  readonly when?: StepCondition
  readonly if?: string
}

export type GivenPolicy = {
  readonly team?: string
  readonly delaysFrom?: EscalationPolicy['delaysFrom']
  readonly repeat?: { readonly times: number; readonly after: string }
  readonly whenNobody?: EscalationPolicy['whenNobody']
  /** Short form: '5m Ana, schedule:primary'. */
  readonly steps: readonly (string | GivenStep)[]
}

export type GivenService = {
  readonly policy?: string
  readonly policies?: readonly { readonly if?: string; readonly policy: string }[]
  readonly team?: string
  readonly grouping?: { readonly by: readonly string[]; readonly window: string }
  readonly urgency?: { readonly [severity in Severity | 'unknown']?: Urgency }
  /** How long an acknowledgement holds. */
  readonly lapses?: string
  readonly repage?: 'whenMoreUrgent' | 'always'
  /** Besides the one called 'default'; those with a scope share it. */
  readonly integrations?: { readonly [name: string]: { readonly scope?: string } }
}

export type Given = {
  /** An instant; the scenario's minute 0. */
  readonly startsAt?: string
  readonly nodes?: number
  readonly people: { readonly [name: string]: GivenPerson }
  readonly teams?: { readonly [name: string]: GivenTeam }
  readonly schedules?: { readonly [name: string]: GivenSchedule }
  readonly policies: { readonly [name: string]: GivenPolicy }
  readonly services: { readonly [name: string]: GivenService }
}

/** A Monday, nine in the morning in London. */
export const STARTS_AT = '2026-01-05T09:00:00Z'

/** Ana is pushed at once, Chen is called after five minutes. */
export const SMALL_WORLD: Given = {
  people: {
    Ana: { methods: { push: 'webhook', mail: 'email' }, high: ['0m push'], low: ['0m mail'] },
    Ben: { methods: { push: 'webhook', mail: 'email' }, high: ['0m push'], low: ['0m mail'] },
    Chen: { methods: { call: 'webhook', mail: 'email' }, high: ['0m call'], low: ['0m mail'] },
  },
  policies: { main: { steps: ['0m Ana', '5m Chen'] } },
  services: { api: { policy: 'main' } },
}
