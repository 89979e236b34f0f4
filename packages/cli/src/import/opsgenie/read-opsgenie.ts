// Reads an account through its API, one object after the other, as the converter wants it.
//
// Lists come in pages of a hundred, with the next page's address in `paging.next`. What the key or
// the plan does not give is remembered as refused, except what nothing works without.

import { DAY_MS, isJsonObject, type JsonObject } from '@evenwatch/core'
import type { HttpSource } from '../http-source.ts'
import { objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { type OpsgenieSource, opsgenieSource } from './opsgenie-source.ts'

const PAGE = 100
/** Whole months from the start of this one, which hold 90 days to come. */
const TIMELINE_MONTHS = 5

export async function readOpsgenie(http: HttpSource): Promise<OpsgenieSource> {
  const refused: string[] = []
  const all = async (path: string) =>
    (await http.list(path, nextPage)).flatMap((page) => dataOf(page))
  const some = async (name: string, path: string) => {
    const pages = await http.listIfThere(path, nextPage)
    if (pages === null) refused.push(name)
    return (pages ?? []).flatMap((page) => dataOf(page))
  }
  const one = async (path: string) => {
    const body = await http.getIfThere(path)
    return isJsonObject(body) ? objectOrNull(body.data) : null
  }

  const users: JsonObject[] = []
  for (const user of await all(`/v2/users?limit=${PAGE}`)) {
    users.push(await readUser(user, one, some))
  }
  const teams: JsonObject[] = []
  for (const team of await all('/v2/teams')) {
    const path = `/v2/teams/${idOf(team)}`
    const whole = (await one(path)) ?? team
    teams.push({ ...whole, routingRules: await some('routing rules', `${path}/routing-rules`) })
  }
  const schedules: JsonObject[] = []
  for (const schedule of await all('/v2/schedules?expand=rotation')) {
    schedules.push(await readSchedule(schedule, http, one, some))
  }
  const integrations: JsonObject[] = []
  for (const listed of await some('integrations', '/v2/integrations')) {
    integrations.push({ ...listed, ...(await one(`/v2/integrations/${idOf(listed)}`)) })
  }
  return opsgenieSource(
    {
      users,
      teams,
      schedules,
      integrations,
      escalations: await all('/v2/escalations'),
      services: await some('services', `/v1/services?limit=${PAGE}`),
      forwardings: await some('forwarding rules', '/v2/forwarding-rules'),
      policies: await some('alert policies', '/v2/policies/alert'),
      'notification-policies': await notificationPolicies(teams, some),
      heartbeats: await some('heartbeats', '/v2/heartbeats'),
      maintenance: await some('maintenance', '/v1/maintenance?type=non-expired'),
    },
    [...new Set(refused)],
  )
}

type One = (path: string) => Promise<JsonObject | null>
type Some = (name: string, path: string) => Promise<JsonObject[]>

async function readUser(user: JsonObject, one: One, some: Some): Promise<JsonObject> {
  const path = `/v2/users/${idOf(user)}`
  const whole = (await one(`${path}?expand=contact`)) ?? user
  const rules: JsonObject[] = []
  for (const rule of await some('notification rules', `${path}/notification-rules`)) {
    const isForAlerts = textOf(rule.actionType) === 'create-alert' && rule.enabled !== false
    const detail = isForAlerts ? await one(`${path}/notification-rules/${idOf(rule)}`) : null
    rules.push({ ...rule, ...detail })
  }
  return { ...whole, notificationRules: rules }
}

async function readSchedule(
  schedule: JsonObject,
  http: HttpSource,
  one: One,
  some: Some,
): Promise<JsonObject> {
  const path = `/v2/schedules/${idOf(schedule)}`
  const overrides = await some('overrides', `${path}/overrides`)
  if (schedule.enabled === false) return { ...schedule, overrides }
  // The day only, so that a reading that goes on asks for the same page.
  const day = new Date(Math.floor(http.startedAt / DAY_MS) * DAY_MS).toISOString().slice(0, 19)
  const query = `interval=${TIMELINE_MONTHS}&intervalUnit=months&date=${encodeURIComponent(`${day}Z`)}`
  const timeline = await one(`${path}/timeline?${query}`)
  return { ...schedule, overrides, ...(timeline !== null && { timeline }) }
}

async function notificationPolicies(
  teams: readonly JsonObject[],
  some: Some,
): Promise<JsonObject[]> {
  const policies: JsonObject[] = []
  for (const team of teams) {
    const path = `/v2/policies/notification?teamId=${encodeURIComponent(textOf(team.id) ?? '')}`
    policies.push(...(await some('notification policies', path)))
  }
  return policies
}

function nextPage(page: unknown): string | null {
  const paging = isJsonObject(page) ? objectOrNull(page.paging) : null
  return paging && textOf(paging.next)
}

function dataOf(page: unknown): readonly JsonObject[] {
  if (!isJsonObject(page)) return []
  const inner = objectOrNull(page.data)
  // Heartbeats come one level deeper than everything else.
  return inner === null ? objectsOf(page.data) : objectsOf(inner.heartbeats)
}

function idOf(object: JsonObject): string {
  return encodeURIComponent(textOf(object.id) ?? '')
}
