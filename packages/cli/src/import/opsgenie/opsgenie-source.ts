// What Opsgenie gives, in its own words: the objects of its API with what belongs to them inside.
//
// A user holds `userContacts` and `notificationRules`, a team `routingRules`, a schedule `overrides`
// and `timeline`. The vendor's own backup program writes them apart, in wrappers; both become this.

import { isJsonObject, type JsonObject } from '@evenwatch/core'
import type { Collections } from '../read-collections.ts'
import { objectOrNull, objectsOf } from '../source-fields.ts'

export const OPSGENIE_COLLECTIONS = [
  'users',
  'teams',
  'schedules',
  'escalations',
  'services',
  'integrations',
  'forwardings',
  'policies',
  'notification-policies',
  'heartbeats',
  'maintenance',
] as const

export type OpsgenieCollection = (typeof OPSGENIE_COLLECTIONS)[number]

export type OpsgenieSource = { readonly [C in OpsgenieCollection]: readonly JsonObject[] } & {
  /** Collections that the key or the plan does not give. */
  readonly refused: readonly string[]
}

/** Field of a wrapper: where it goes within the object that the wrapper is about. */
const WRAPPERS: readonly (readonly [inner: string, parts: { readonly [from: string]: string }])[] =
  [
    ['user', { notificationRuleList: 'notificationRules' }],
    ['schedule', { scheduleOverrideList: 'overrides', timeline: 'timeline' }],
    ['team', { teamRoutingRules: 'routingRules' }],
    ['integration', {}],
  ]

export function opsgenieSource(
  collections: Collections<OpsgenieCollection>,
  refused: readonly string[] = [],
): OpsgenieSource {
  const entries = OPSGENIE_COLLECTIONS.map((name) => [
    name,
    collections[name].filter(isJsonObject).map(unwrapped),
  ])
  // Each collection has its entry, which the type of `fromEntries` cannot say.
  return { ...(Object.fromEntries(entries) as OpsgenieSource), refused }
}

function unwrapped(object: JsonObject): JsonObject {
  for (const [inner, parts] of WRAPPERS) {
    const whole = objectOrNull(object[inner])
    // A forwarding rule or an override names a user, too, but has an id or an alias of its own.
    if (whole === null || object.id !== undefined || object.alias !== undefined) continue
    const moved = Object.entries(parts).flatMap(([from, to]) => {
      const list = objectsOf(object[from])
      const part = list.length > 0 ? list : object[from]
      return part === undefined ? [] : [[to, part] as const]
    })
    return { ...whole, ...Object.fromEntries(moved) }
  }
  return object
}
