// The API's answers, put together to what the converter reads. Files and live reading both end here,
// so that what was exported yesterday converts like what is read today.
//
// An answer is known by the path of its endpoint: `users`, `teams/PT1/members`,
// `v3/schedules/PS1/overrides`. A list may come in any number of answers; an object that is
// answered by itself adds to the same one of a list, which may be only a reference.

import { isJsonObject, type JsonObject } from '@evenwatch/core'
import { objectsOf, textOf } from '../source-fields.ts'
import { eachOnce, joinRendered } from './join-rendered.ts'
import { LEFT_BEHIND_LISTS } from './note-objects-left-behind.ts'
import type { PagerdutyOther, PagerdutySource } from './pagerduty-source.ts'

export type Answer = {
  /** Without a slash before or behind. */
  readonly path: string
  readonly body: unknown
}

/** Lists of the source by the path that answers them, with the word for one of their objects. */
const LISTS: readonly (readonly [path: string, key: string, one: string, field: string])[] = [
  ['users', 'users', 'user', 'users'],
  ['teams', 'teams', 'team', 'teams'],
  ['schedules', 'schedules', 'schedule', 'schedules'],
  ['v3/schedules', 'schedules', 'schedule', 'schedules_v3'],
  ['escalation_policies', 'escalation_policies', 'escalation_policy', 'escalation_policies'],
  ['services', 'services', 'service', 'services'],
  [
    'alert_grouping_settings',
    'alert_grouping_settings',
    'alert_grouping_setting',
    'alert_grouping_settings',
  ],
]

/** What is answered below one object: `{path}/{id}/{below}`. */
const BELOW: readonly (readonly [path: string, below: string, field: string])[] = [
  ['teams', 'members', 'team_members'],
  ['schedules', 'overrides', 'schedule_overrides'],
  ['v3/schedules', 'custom_shifts', 'custom_shifts'],
  ['v3/schedules', 'overrides', 'overrides_v3'],
]

const USER_RULES = ['oncall_handoff_notification_rules', 'status_update_notification_rules']

export type SourceExtras = Pick<PagerdutySource, 'window' | 'unreadable'>

export function sourceOfAnswers(
  answers: readonly Answer[],
  extras: SourceExtras = {},
): PagerdutySource {
  const lists = new Map<string, Map<string, JsonObject>>()
  const below = new Map<string, Map<string, JsonObject[]>>()
  const others = new Map<string, PagerdutyOther[]>()
  for (const { path, body } of answers) {
    if (!isJsonObject(body) && !Array.isArray(body)) continue
    const isTaken = takeBelow(path, body, below) || takeUserRules(path, body, lists)
    if (!isTaken && !takeList(path, body, lists)) takeOther(path, body, others)
  }
  const source = {
    ...Object.fromEntries([...lists].map(([field, byId]) => [field, [...byId.values()]])),
    ...Object.fromEntries([...below].map(([field, byId]) => [field, Object.fromEntries(byId)])),
    others: Object.fromEntries(others),
    ...extras,
  }
  // The fields are the vendor's own; each is read with care where it is used.
  return source as PagerdutySource
}

function itemsOf(body: unknown, key: string): readonly JsonObject[] {
  return Array.isArray(body)
    ? body.filter(isJsonObject)
    : isJsonObject(body)
      ? objectsOf(body[key])
      : []
}

function takeBelow(
  path: string,
  body: unknown,
  below: Map<string, Map<string, JsonObject[]>>,
): boolean {
  for (const [parent, key, field] of BELOW) {
    const id = idBelow(path, parent, key)
    if (id === null) continue
    const byId = below.get(field) ?? new Map<string, JsonObject[]>()
    below.set(field, byId)
    byId.set(id, eachOnce([...(byId.get(id) ?? []), ...itemsOf(body, key)]))
    return true
  }
  return false
}

/** `PT1` of `teams/PT1/members`; pages may follow, as in `teams/PT1/members/2`. */
function idBelow(path: string, parent: string, key: string): string | null {
  if (!path.startsWith(`${parent}/`)) return null
  const [id, word] = path.slice(parent.length + 1).split('/')
  return id !== undefined && word === key ? id : null
}

function takeUserRules(
  path: string,
  body: unknown,
  lists: Map<string, Map<string, JsonObject>>,
): boolean {
  for (const key of USER_RULES) {
    const id = idBelow(path, 'users', key)
    if (id === null) continue
    put(lists, 'users', { id, [key]: itemsOf(body, key) as JsonObject[] })
    return true
  }
  return false
}

function takeList(
  path: string,
  body: unknown,
  lists: Map<string, Map<string, JsonObject>>,
): boolean {
  for (const [listPath, key, one, field] of LISTS) {
    if (path !== listPath && !path.startsWith(`${listPath}/`)) continue
    const single = isJsonObject(body) ? body[one] : undefined
    const items = isJsonObject(single) ? [single] : itemsOf(body, key)
    for (const item of items) put(lists, field, item)
    return true
  }
  return false
}

/** Later answers add to what is known of an object and replace what they repeat. */
function put(lists: Map<string, Map<string, JsonObject>>, field: string, item: JsonObject): void {
  const id = textOf(item.id)
  if (id === null) return
  const byId = lists.get(field) ?? new Map<string, JsonObject>()
  lists.set(field, byId)
  const known = byId.get(id)
  byId.set(id, known ? { ...known, ...joinRendered(known, item) } : item)
}

function takeOther(path: string, body: unknown, others: Map<string, PagerdutyOther[]>): void {
  const key = Object.keys(LEFT_BEHIND_LISTS).find((one) => path.split('/')[0] === one)
  if (key === undefined) return
  const items = itemsOf(body, LIST_KEYS[key] ?? key).map((item) => ({
    id: textOf(item.id) ?? textOf(item.name) ?? key,
    name: textOf(item.name) ?? textOf(item.label),
    summary: textOf(item.summary),
  }))
  others.set(key, [...(others.get(key) ?? []), ...items])
}

/** Where the answer calls its list otherwise than the path. */
const LIST_KEYS: { readonly [path: string]: string | undefined } = {
  event_orchestrations: 'orchestrations',
  service_dependencies: 'relationships',
}
