// Adds, changes and takes away calendar feeds, and reads one on demand. Each answers with the feed
// as it stands after reading it, so a mistake in an address or a rule is seen at once.

import type {
  CalendarFeedView,
  createCalendarFeed as route,
  ScheduleDocument,
} from '@evenwatch/api'
import {
  assert,
  formatInstant,
  isKnownTimeZone,
  matchingRuleFault,
  type ShiftRole,
} from '@evenwatch/core'
import type { z } from 'zod'
import type { ServerContext } from '../../platform/context.ts'
import { type Change, changeDefinitions } from '../../platform/definitions/change-definitions.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, mayEditTeam, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { rolesOf } from '../roles-of.ts'
import { feedViews, teamOf } from './feed-views.ts'
import { fetchFeed, withdrawFeed } from './fetch-feed.ts'
import { type FeedRow, feedOfSchedule, findFeed, selectFeeds } from './find-feeds.ts'

export const FEEDS_MAX = 200

type Input = z.output<(typeof route)['body']>
type FeedChange = {
  readonly name?: string | undefined
  readonly url?: string | undefined
  readonly matching?: string | null | undefined
  readonly timeZone?: string | undefined
}
type Subject = {
  readonly teamId: string | null
  readonly scheduleId: string | null
  readonly role: ShiftRole | null
}

export async function createCalendarFeed(
  context: ServerContext,
  principal: Principal,
  input: Input,
): Promise<CalendarFeedView | Refusal> {
  const id = await changeDefinitions<string>(
    context,
    formatActor(principal.actor),
    async (change) => {
      const subject = await subjectOf(change.client, input)
      if (isRefusal(subject)) return subject
      if (!mayEditTeam(principal, teamOf(context, subject))) return notAllowed()
      const refused = await whyNot(change.client, null, input)
      if (refused !== null) return refused
      if ((await selectFeeds(change.client, '', [])).length >= FEEDS_MAX) {
        return fault('name', `There are at most ${FEEDS_MAX} feeds.`)
      }
      return insert(context, change, input, subject)
    },
  )
  return isRefusal(id) ? id : readNow(context, principal, id)
}

export async function updateCalendarFeed(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: FeedChange,
): Promise<CalendarFeedView | Refusal> {
  const id = await changeDefinitions<string>(
    context,
    formatActor(principal.actor),
    async ({ client }) => {
      const feed = await editable(context, client, principal, ref)
      if (isRefusal(feed)) return feed
      const refused = await whyNot(client, feed, input)
      if (refused !== null) return refused
      const url = input.url === undefined ? null : addressOf(input.url)
      await client.query(UPDATE, [
        feed.id,
        input.name ?? feed.name,
        input.matching === undefined ? feed.matching : input.matching,
        input.timeZone ?? feed.timeZone,
        url === null ? null : context.secrets.seal(url.href),
        url === null ? null : url.host,
      ])
      return feed.id
    },
  )
  return isRefusal(id) ? id : readNow(context, principal, id)
}

export async function deleteCalendarFeed(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<Record<string, never> | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const feed = await editable(context, change.client, principal, ref)
    if (isRefusal(feed)) return feed
    await withdrawFeed(change, feed)
    await change.client.query(
      'update calendar_feed set deleted_at = $2, body = null where id = $1',
      [feed.id, formatInstant(change.now)],
    )
    return {}
  })
}

export async function fetchCalendarFeed(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<CalendarFeedView | Refusal> {
  const feed = await editable(context, context.pool, principal, ref)
  return isRefusal(feed) ? feed : readNow(context, principal, feed.id)
}

async function readNow(
  context: ServerContext,
  principal: Principal,
  id: string,
): Promise<CalendarFeedView | Refusal> {
  const feed = await findFeed(context.pool, id)
  if (feed !== null) await fetchFeed(context, feed)
  const [view] = await feedViews(
    context,
    context.pool,
    principal,
    await selectFeeds(context.pool, 'and f.id = $1', [id]),
  )
  return view ?? refuse('not-found')
}

async function editable(
  context: ServerContext,
  db: Database,
  principal: Principal,
  ref: string,
): Promise<FeedRow | Refusal> {
  const feed = await findFeed(db, ref)
  if (feed === null) return refuse('not-found', { detail: `There is no calendar feed ${ref}.` })
  return mayEditTeam(principal, teamOf(context, feed)) ? feed : notAllowed()
}

async function subjectOf(db: Database, input: Input): Promise<Subject | Refusal> {
  const { purpose, team, schedule } = input
  if (purpose === 'absences') {
    if (schedule !== undefined) return fault('schedule', 'Absences belong to people.')
    if (team === undefined) return { teamId: null, scheduleId: null, role: null }
    const found = await findDefinition(db, 'Team', team)
    if (!found) return fault('team', `There is no team ${team}.`)
    return { teamId: found.id, scheduleId: null, role: null }
  }
  if (team !== undefined) return fault('team', 'Shifts belong to a schedule.')
  if (schedule === undefined) return fault('schedule', 'Say whose shifts the calendar holds.')
  const found = await findDefinition<ScheduleDocument>(db, 'Schedule', schedule)
  if (!found) return fault('schedule', `There is no schedule ${schedule}.`)
  const role = input.role ?? 'primary'
  const roles = rolesOf(found.document)
  if (role !== 'primary' && !roles.includes(role)) {
    return fault('role', `${schedule} has no layer of the role ${role}.`)
  }
  const other = await feedOfSchedule(db, found.id, role)
  if (other) return fault('schedule', `Its ${role} follows the calendar ${other.name} already.`)
  return { teamId: null, scheduleId: found.id, role }
}

async function whyNot(
  db: Database,
  feed: FeedRow | null,
  { name, url, matching, timeZone }: FeedChange,
): Promise<Refusal | null> {
  if (url !== undefined && addressOf(url) === null) {
    return fault('url', 'An address that begins with https, http or webcal.')
  }
  const rule = matching == null ? null : matchingRuleFault(matching)
  if (rule !== null) return fault('matching', rule)
  if (timeZone !== undefined && !isKnownTimeZone(timeZone)) {
    return fault('timeZone', `There is no time zone ${timeZone}.`)
  }
  const other = name === undefined ? null : await findFeed(db, name)
  if (other === null || other.id === feed?.id) return null
  return refuse('name-taken', { detail: `There is another calendar feed named ${name}.` })
}

/** `webcal` is what calendar programs call https. */
function addressOf(text: string): URL | null {
  const address = text.trim().replace(/^webcals?:/i, 'https:')
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}

async function insert(
  context: ServerContext,
  change: Change,
  input: Input,
  subject: Subject,
): Promise<string> {
  const url = addressOf(input.url)
  assert(url !== null, 'the address was looked at before')
  const id = change.newId()
  await change.client.query(INSERT, [
    id,
    input.name,
    context.secrets.seal(url.href),
    url.host,
    input.purpose,
    subject.teamId,
    subject.scheduleId,
    subject.role,
    input.matching,
    input.timeZone,
    change.actor,
    formatInstant(change.now),
  ])
  return id
}

function notAllowed(): Refusal {
  const detail = 'Feeds are changed by leads of the team they are for, and by managers.'
  return refuse('not-allowed', { detail })
}

function fault(field: string, rule: string): Refusal {
  return refuse('invalid-request', { fields: [{ field, rule }] })
}

const INSERT = `
insert into calendar_feed (id, name, url_sealed, url_hint, purpose, team_id, schedule_id, role,
  matching, time_zone, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

/** Another address means another calendar: nothing of the former is kept. */
const UPDATE = `
update calendar_feed set name = $2, matching = $3, time_zone = $4, version = version + 1,
  url_sealed = coalesce($5, url_sealed), url_hint = coalesce($6, url_hint),
  etag = case when $5::text is null then etag end, body = case when $5::text is null then body end
where id = $1`
