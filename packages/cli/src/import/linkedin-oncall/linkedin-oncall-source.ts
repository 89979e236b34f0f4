// What LinkedIn Oncall gives: teams as `GET /teams/{t}` shows them, people, and events.
//
// `subscriptions` holds `{ team, subscription }` and `notifications` the settings of people with
// their `user` beside them, since the API answers both by path.

export const LINKEDIN_ONCALL_COLLECTIONS = [
  'teams',
  'users',
  'events',
  'subscriptions',
  'notifications',
] as const

export type LinkedinOncallCollection = (typeof LINKEDIN_ONCALL_COLLECTIONS)[number]

export type LinkedinOncallSource = {
  readonly [name in LinkedinOncallCollection]?: readonly unknown[]
}
