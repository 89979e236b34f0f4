// What Grafana OnCall gives: the lists of its API v1, one collection each.
//
// `final_shifts` holds one object for each schedule, `{ schedule_id, start_date, end_date, shifts }`,
// whose `shifts` are the rows of `schedules/{id}/final_shifts`; dates are whole days in UTC.

export const GRAFANA_ONCALL_COLLECTIONS = [
  'users',
  'teams',
  'user_groups',
  'schedules',
  'on_call_shifts',
  'shift_swaps',
  'escalation_chains',
  'escalation_policies',
  'routes',
  'integrations',
  'personal_notification_rules',
  'webhooks',
  'final_shifts',
] as const

export type GrafanaOncallCollection = (typeof GRAFANA_ONCALL_COLLECTIONS)[number]

export type GrafanaOncallSource = {
  readonly [name in GrafanaOncallCollection]?: readonly unknown[]
}
