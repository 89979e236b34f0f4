// Reads an account through its API, as the converter wants it.
//
// Lists come in pages of a hundred by `offset`, until `more` is false; PagerDuty answers no page
// past the ten-thousandth object, so a longer list is a fault and never a part of it. Classic and
// v3 schedules are two lists, and no call gives both. The rendered schedules reach 90 days ahead,
// from the start of a day, so that a reading that goes on asks for the same page.

import { DAY_MS, formatInstant, isJsonObject, type JsonObject } from '@evenwatch/core'
import { CliFault } from '../../terminal/cli-fault.ts'
import { COVERAGE_DAYS } from '../compare-coverage.ts'
import type { HttpSource } from '../http-source.ts'
import { objectsOf, textOf } from '../read-fields.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { type Answer, sourceOfAnswers } from './source-of-answers.ts'

export const PAGE_LIMIT = 100
/** `offset + limit` may not pass it. */
export const OFFSET_REACH_MAX = 10_000

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
  const window = windowFrom(http.startedAt)

  async function all(path: string, query: string): Promise<JsonObject[]> {
    const first = `/${path}?${query}`
    const bodies = await http.list(first, nextPage)
    for (const body of bodies) answers.push({ path, body })
    return bodies.flatMap((body) =>
      isJsonObject(body) ? objectsOf(body, path.split('/').at(-1) ?? path) : [],
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
    // Shifts that reach over the span are wanted whole, so that they are known again.
    const span = `${window.query}&time_zone=UTC&overflow=true`
    const parts = ['schedule_layers', 'overrides_subschedule', 'final_schedule']
    await one(`schedules/${id}`, `${span}&${includeQuery(parts)}`)
    await one(`schedules/${id}/overrides`, window.query)
  }
  for (const id of idsOf(await some('v3/schedules', pageQuery()))) {
    await one(`v3/schedules/${id}`, `${window.query}&${includeQuery(['final_schedule'])}`)
    for (const below of ['custom_shifts', 'overrides']) {
      await all(`v3/schedules/${id}/${below}`, `${pageQuery()}&${window.query}`)
    }
  }
  await all('escalation_policies', pageQuery(INCLUDES.escalation_policies))
  await all('services', pageQuery(INCLUDES.services))
  for (const list of OPTIONAL_LISTS) {
    await some(list, list === 'maintenance_windows' ? `${pageQuery()}&filter=open` : pageQuery())
  }
  const { since, until } = window
  return sourceOfAnswers(answers, {
    window: { since, until },
    unreadable: [...new Set(unreadable)],
  })
}

function windowFrom(startedAt: number) {
  const from = Math.floor(startedAt / DAY_MS) * DAY_MS
  const since = formatInstant(from)
  const until = formatInstant(from + (COVERAGE_DAYS + 1) * DAY_MS)
  const query = `since=${encodeURIComponent(since)}&until=${encodeURIComponent(until)}`
  return { since, until, query }
}

function pageQuery(includes: readonly string[] = []): string {
  const page = `limit=${PAGE_LIMIT}&offset=0`
  return includes.length === 0 ? page : `${page}&${includeQuery(includes)}`
}

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
    const id = textOf(object, 'id')
    return id === null ? [] : [encodeURIComponent(id)]
  })
}
