// Reads an account through its API, as the converter wants it.
//
// Lists come in pages of a hundred by `offset`, until `more` is false; PagerDuty answers no page
// past the ten-thousandth object, so a longer list is a fault and never a part of it. Classic and
// v3 schedules are two lists, and no call gives both. No question about time may reach over three
// months, so the 90 days of rendered schedules and the year of overrides are asked for in parts,
// from the start of a day, so that a reading that goes on asks for the same page.

import { DAY_MS, formatInstant, type Instant, isJsonObject, type JsonObject } from '@evenwatch/core'
import { CliFault } from '../../terminal/cli-fault.ts'
import { COVERAGE_DAYS } from '../compare-coverage.ts'
import type { HttpSource } from '../http-source.ts'
import { objectsOf, textOf } from '../source-fields.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { type Answer, sourceOfAnswers } from './source-of-answers.ts'

export const PAGE_LIMIT = 100
/** `offset + limit` may not pass it. */
export const OFFSET_REACH_MAX = 10_000

/** Well below three months, whichever they are. */
const PART_DAYS = 80
const RENDERED_DAYS = COVERAGE_DAYS + 1
/** How far ahead overrides and custom shifts are brought over. */
const CHANGES_DAYS = 400

const USER_RULES = ['oncall_handoff_notification_rules', 'status_update_notification_rules']

/** Read to be named; an account may have none of them, or a key no right to see them. */
const OPTIONAL_LISTS = [
  'alert_grouping_settings',
  'event_orchestrations',
  'rulesets',
  'priorities',
  'maintenance_windows',
  'business_services',
  'tags',
  'incident_workflows',
  'webhook_subscriptions',
  'extensions',
  'response_plays',
  'status_pages',
]

const INCLUDES: { readonly [list: string]: readonly string[] | undefined } = {
  users: ['contact_methods', 'notification_rules', 'teams'],
  escalation_policies: ['targets', 'services', 'teams', 'escalation_rule_assignment_strategies'],
  services: ['integrations', 'escalation_policies', 'teams', 'auto_pause_notifications_parameters'],
}

export async function readPagerduty(http: HttpSource): Promise<PagerdutySource> {
  const answers: Answer[] = []
  const unreadable: string[] = []
  const from = Math.floor(http.startedAt / DAY_MS) * DAY_MS
  const rendered = partsOf(from, RENDERED_DAYS)
  const changes = partsOf(from, CHANGES_DAYS)

  async function all(path: string, query: string): Promise<JsonObject[]> {
    const first = `/${path}?${query}`
    const bodies = await http.list(first, nextPage)
    for (const body of bodies) answers.push({ path, body })
    return bodies.flatMap((body) =>
      isJsonObject(body) ? objectsOf(body[path.split('/').at(-1) ?? path]) : [],
    )
  }
  async function some(path: string, query: string): Promise<JsonObject[]> {
    if ((await http.getIfThere(`/${path}?${query}`)) !== null) return all(path, query)
    unreadable.push(path)
    return []
  }
  async function one(path: string, query: string, calledIt = path): Promise<void> {
    const body = await http.getIfThere(query === '' ? `/${path}` : `/${path}?${query}`)
    if (body === null) unreadable.push(calledIt)
    else answers.push({ path, body })
  }

  for (const id of idsOf(await all('users', pageQuery(INCLUDES.users)))) {
    for (const rules of USER_RULES) await one(`users/${id}/${rules}`, '', `users/{id}/${rules}`)
  }
  for (const id of idsOf(await all('teams', pageQuery()))) {
    await all(`teams/${id}/members`, pageQuery())
  }
  for (const id of idsOf(await all('schedules', pageQuery()))) {
    for (const part of rendered) await one(`schedules/${id}`, `${part}&${CLASSIC_QUERY}`)
    for (const part of changes) await one(`schedules/${id}/overrides`, `${part}&overflow=true`)
  }
  for (const id of idsOf(await some('v3/schedules', pageQuery()))) {
    for (const part of rendered) {
      await one(`v3/schedules/${id}`, `${part}&${includeQuery(['final_schedule'])}`)
    }
    for (const below of ['custom_shifts', 'overrides']) {
      for (const part of changes) {
        await all(`v3/schedules/${id}/${below}`, `${pageQuery()}&${part}`)
      }
    }
  }
  await all('escalation_policies', pageQuery(INCLUDES.escalation_policies))
  await all('services', pageQuery(INCLUDES.services))
  for (const list of OPTIONAL_LISTS) {
    await some(list, list === 'maintenance_windows' ? `${pageQuery()}&filter=open` : pageQuery())
  }
  const window = {
    since: formatInstant(from),
    until: formatInstant(from + RENDERED_DAYS * DAY_MS),
  }
  return sourceOfAnswers(answers, { window, unreadable: [...new Set(unreadable)] })
}

/** The span as queries that PagerDuty answers. */
function partsOf(from: Instant, days: number): string[] {
  const parts: string[] = []
  for (let day = 0; day < days; day += PART_DAYS) {
    const since = formatInstant(from + day * DAY_MS)
    const until = formatInstant(from + Math.min(days, day + PART_DAYS) * DAY_MS)
    parts.push(`since=${encodeURIComponent(since)}&until=${encodeURIComponent(until)}`)
  }
  return parts
}

function pageQuery(includes: readonly string[] = []): string {
  const page = `limit=${PAGE_LIMIT}&offset=0`
  return includes.length === 0 ? page : `${page}&${includeQuery(includes)}`
}

/** Shifts that reach over a part are wanted whole, so that they are known again. */
const CLASSIC_QUERY = `time_zone=UTC&overflow=true&${includeQuery([
  'schedule_layers',
  'overrides_subschedule',
  'final_schedule',
])}`

function includeQuery(includes: readonly string[]): string {
  return includes.map((one) => `include%5B%5D=${one}`).join('&')
}

function nextPage(page: unknown, path: string): string | null {
  if (!isJsonObject(page) || page.more !== true) return null
  const [endpoint = path, query = ''] = path.split('?')
  const parameters = new URLSearchParams(query)
  const offset = Number(parameters.get('offset') ?? 0) + PAGE_LIMIT
  if (offset + PAGE_LIMIT > OFFSET_REACH_MAX) {
    throw new CliFault(`PagerDuty gives no more than ${OFFSET_REACH_MAX} objects of ${endpoint}.`, {
      hint: 'Export the list in parts, by team for example, and import from files.',
    })
  }
  parameters.set('offset', String(offset))
  return `${endpoint}?${parameters.toString()}`
}

function idsOf(objects: readonly JsonObject[]): string[] {
  return objects.flatMap((object) => {
    const id = textOf(object.id)
    return id === null ? [] : [encodeURIComponent(id)]
  })
}
