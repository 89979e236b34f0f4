// What PagerDuty's REST API gives, as far as the converter reads it: classic v2 objects and the
// shift-based v3 schedules. Everything is optional, since exports are made by hand as often as by
// a script; a missing list reads as an empty one.
//
// Shapes: PagerDuty's API reference, and its guide for schedules from v2 to v3.

type Maybe<T> = T | null | undefined

export type PagerdutyRef = {
  readonly id: string
  readonly type?: Maybe<string>
  readonly summary?: Maybe<string>
}

/** What most objects begin with; a reference to one carries its `summary` alone. */
type Named = {
  readonly id: string
  readonly name?: Maybe<string>
  readonly summary?: Maybe<string>
  readonly description?: Maybe<string>
}

export type PagerdutySource = {
  /** The span of the rendered schedules, when whoever exported them knows it. */
  readonly window?: Maybe<{ readonly since?: Maybe<string>; readonly until?: Maybe<string> }>
  readonly users?: readonly PagerdutyUser[]
  readonly teams?: readonly PagerdutyTeam[]
  /** Members by team id: `GET /teams/{id}/members`. */
  readonly team_members?: { readonly [teamId: string]: readonly PagerdutyTeamMember[] | null }
  readonly schedules?: readonly PagerdutySchedule[]
  /** Overrides by schedule id: `GET /schedules/{id}/overrides`. */
  readonly schedule_overrides?: {
    readonly [scheduleId: string]: readonly PagerdutyOverride[] | null
  }
  readonly schedules_v3?: readonly PagerdutyScheduleV3[]
  readonly custom_shifts?: { readonly [scheduleId: string]: readonly PagerdutyCustomShift[] | null }
  readonly overrides_v3?: { readonly [scheduleId: string]: readonly PagerdutyOverrideV3[] | null }
  readonly escalation_policies?: readonly PagerdutyPolicy[]
  readonly services?: readonly PagerdutyService[]
  readonly alert_grouping_settings?: readonly PagerdutyGroupingSetting[]
  /** Lists that the API refused, by the path of their endpoint. */
  readonly unreadable?: readonly string[]
  /** Lists that are only counted and named, by the key under which the API gives them. */
  readonly others?: { readonly [key: string]: readonly PagerdutyOther[] }
}

export type PagerdutyOther = PagerdutyRef & { readonly name?: Maybe<string> }

export type PagerdutyUser = Named & {
  readonly email?: Maybe<string>
  readonly time_zone?: Maybe<string>
  readonly role?: Maybe<string>
  readonly contact_methods?: Maybe<readonly PagerdutyContactMethod[]>
  readonly notification_rules?: Maybe<readonly PagerdutyNotificationRule[]>
  readonly oncall_handoff_notification_rules?: Maybe<readonly { readonly id: string }[]>
  readonly status_update_notification_rules?: Maybe<readonly { readonly id: string }[]>
}

export type PagerdutyContactMethod = PagerdutyRef & {
  readonly label?: Maybe<string>
  readonly address?: Maybe<string>
  readonly country_code?: Maybe<number>
  readonly enabled?: Maybe<boolean>
}

export type PagerdutyNotificationRule = {
  readonly id: string
  readonly start_delay_in_minutes?: Maybe<number>
  readonly urgency?: Maybe<string>
  readonly contact_method?: Maybe<PagerdutyRef>
}

export type PagerdutyTeam = Named & {
  readonly parent?: Maybe<PagerdutyRef>
  readonly members?: Maybe<readonly PagerdutyTeamMember[]>
}

export type PagerdutyTeamMember = {
  readonly user?: Maybe<PagerdutyRef>
  readonly role?: Maybe<string>
}

export type PagerdutyEntry = {
  readonly start?: Maybe<string>
  readonly end?: Maybe<string>
  readonly user?: Maybe<PagerdutyRef>
}

export type PagerdutyRestriction = {
  readonly type?: Maybe<string>
  /** `HH:MM:SS`, wall time in the schedule's zone. */
  readonly start_time_of_day?: Maybe<string>
  readonly duration_seconds?: Maybe<number>
  /** 1 is Monday; weekly restrictions only. */
  readonly start_day_of_week?: Maybe<number>
}

export type PagerdutyLayer = {
  readonly id: string
  readonly name?: Maybe<string>
  readonly start?: Maybe<string>
  readonly end?: Maybe<string>
  readonly rotation_virtual_start?: Maybe<string>
  readonly rotation_turn_length_seconds?: Maybe<number>
  readonly users?: Maybe<readonly { readonly user?: Maybe<PagerdutyRef> }[]>
  readonly restrictions?: Maybe<readonly PagerdutyRestriction[]>
  readonly rendered_schedule_entries?: Maybe<readonly PagerdutyEntry[]>
}

type ScheduleHead = {
  readonly id: string
  readonly type?: Maybe<string>
  readonly name?: Maybe<string>
  readonly summary?: Maybe<string>
  readonly description?: Maybe<string>
  readonly time_zone?: Maybe<string>
  readonly teams?: Maybe<readonly PagerdutyRef[]>
}

type Subschedule = { readonly rendered_schedule_entries?: Maybe<readonly PagerdutyEntry[]> }

export type PagerdutySchedule = ScheduleHead & {
  /** The highest layer first. */
  readonly schedule_layers?: Maybe<readonly PagerdutyLayer[]>
  readonly overrides_subschedule?: Maybe<Subschedule>
  readonly final_schedule?: Maybe<Subschedule>
}

export type PagerdutyOverride = PagerdutyEntry & { readonly id: string }

export type PagerdutyMember = {
  readonly type?: Maybe<string>
  readonly user_id?: Maybe<string>
}

export type PagerdutyZonedTime = {
  readonly date_time?: Maybe<string>
  readonly time_zone?: Maybe<string>
}

export type PagerdutyScheduleEvent = {
  readonly id: string
  readonly name?: Maybe<string>
  readonly start_time?: Maybe<PagerdutyZonedTime>
  readonly end_time?: Maybe<PagerdutyZonedTime>
  readonly effective_since?: Maybe<string>
  readonly effective_until?: Maybe<string>
  /** One RRULE, with or without EXDATE and RDATE lines; none: the event happens once. */
  readonly recurrence?: Maybe<readonly string[]>
  readonly assignment_strategy?: Maybe<{
    readonly type?: Maybe<string>
    readonly shifts_per_member?: Maybe<number>
    readonly members?: Maybe<readonly PagerdutyMember[]>
  }>
}

export type PagerdutyRotation = {
  readonly id: string
  readonly name?: Maybe<string>
  readonly events?: Maybe<readonly PagerdutyScheduleEvent[]>
}

export type PagerdutyShiftAssignment = {
  readonly start_time?: Maybe<string>
  readonly end_time?: Maybe<string>
  readonly member?: Maybe<PagerdutyMember>
  readonly source?: Maybe<{
    readonly type?: Maybe<string>
    readonly rotation_id?: Maybe<string>
  }>
}

export type PagerdutyScheduleV3 = ScheduleHead & {
  readonly rotations?: Maybe<readonly PagerdutyRotation[]>
  readonly final_schedule?: Maybe<{
    readonly computed_shift_assignments?: Maybe<readonly PagerdutyShiftAssignment[]>
  }>
}

export type PagerdutyCustomShift = {
  readonly id: string
  readonly start_time?: Maybe<string>
  readonly end_time?: Maybe<string>
  readonly assignments?: Maybe<readonly { readonly member?: Maybe<PagerdutyMember> }[]>
}

export type PagerdutyOverrideV3 = {
  readonly id: string
  readonly rotation_id?: Maybe<string>
  readonly custom_shift_id?: Maybe<string>
  readonly start_time?: Maybe<string>
  readonly end_time?: Maybe<string>
  readonly overridden_member?: Maybe<PagerdutyMember>
  readonly overriding_member?: Maybe<PagerdutyMember>
}

export type PagerdutyRule = {
  readonly id: string
  /** How long the step waits for an acknowledgement before the next one begins. */
  readonly escalation_delay_in_minutes?: Maybe<number>
  readonly escalation_rule_assignment_strategy?: Maybe<string | { readonly type?: Maybe<string> }>
  readonly targets?: Maybe<readonly PagerdutyRef[]>
}

export type PagerdutyPolicy = Named & {
  readonly num_loops?: Maybe<number>
  readonly on_call_handoff_notifications?: Maybe<string>
  readonly escalation_rules?: Maybe<readonly PagerdutyRule[]>
  readonly teams?: Maybe<readonly PagerdutyRef[]>
}

export type PagerdutyUrgencyRule = {
  readonly type?: Maybe<string>
  readonly urgency?: Maybe<string>
  readonly during_support_hours?: Maybe<{ readonly urgency?: Maybe<string> }>
  readonly outside_support_hours?: Maybe<{ readonly urgency?: Maybe<string> }>
}

export type PagerdutyGrouping = {
  readonly type?: Maybe<string>
  readonly config?: Maybe<{
    /** Minutes beside a service, seconds in a setting of its own; 0: until resolved. */
    readonly timeout?: Maybe<number>
    readonly aggregate?: Maybe<string>
    readonly fields?: Maybe<readonly string[]>
    /** Seconds; 0: the window that PagerDuty recommends. */
    readonly time_window?: Maybe<number>
  }>
}

export type PagerdutyGroupingSetting = PagerdutyGrouping & {
  readonly id: string
  readonly name?: Maybe<string>
  readonly services?: Maybe<readonly PagerdutyRef[]>
}

export type PagerdutyIntegration = PagerdutyRef & {
  readonly name?: Maybe<string>
  readonly integration_key?: Maybe<string>
  readonly integration_email?: Maybe<string>
  readonly vendor?: Maybe<PagerdutyRef>
}

export type PagerdutyService = Named & {
  readonly status?: Maybe<string>
  /** Seconds; null: never. */
  readonly auto_resolve_timeout?: Maybe<number>
  readonly acknowledgement_timeout?: Maybe<number>
  readonly escalation_policy?: Maybe<PagerdutyRef>
  readonly teams?: Maybe<readonly PagerdutyRef[]>
  readonly incident_urgency_rule?: Maybe<PagerdutyUrgencyRule>
  readonly scheduled_actions?: Maybe<readonly unknown[]>
  readonly alert_grouping_parameters?: Maybe<PagerdutyGrouping>
  readonly auto_pause_notifications_parameters?: Maybe<{
    readonly enabled?: Maybe<boolean>
    readonly timeout?: Maybe<number>
  }>
  readonly response_play?: Maybe<PagerdutyRef>
  readonly integrations?: Maybe<readonly PagerdutyIntegration[]>
}
