// The address that calendar programs read: GET /calendar/{secret}.ics.
//
// The secret is the only credential, so an unknown, renewed or ended one is not told apart, and no
// intermediary keeps the answer. Every answer is checked again by its ETag: a shift that moved is
// seen with the next fetch.

import { createHash } from 'node:crypto'
import { formatInstant, HOUR_MS, renderCalendar, SHIFT_ROLES } from '@evenwatch/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../../platform/context.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'
import { buildCalendar, type CalendarOf } from './build-calendar.ts'
import { writeIcalendar } from './write-icalendar.ts'

/** How exactly the last fetch is remembered: a write for each would be one for each quarter hour. */
const FETCH_NOTED_EVERY_MS = HOUR_MS

const HEADERS = {
  'cache-control': 'private, no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const

type CalendarRequest = FastifyRequest<{
  Params: { file: string }
  Querystring: { role?: unknown; team?: unknown; gaps?: unknown }
}>

export function registerCalendarPage(app: FastifyInstance, context: ServerContext): void {
  app.get('/calendar/:file', (request: CalendarRequest, reply) => show(context, request, reply))
}

async function show(context: ServerContext, request: CalendarRequest, reply: FastifyReply) {
  const of = await findLink(context, request.params.file)
  if (of === null) return sendText(reply, 404, 'There is no such calendar, or its link has ended.')
  const { role, team, gaps } = request.query
  const asked = role === undefined ? null : SHIFT_ROLES.find((one) => one === role)
  if (asked === undefined) return sendText(reply, 400, `role is one of ${SHIFT_ROLES.join(', ')}.`)
  const calendar = await buildCalendar(context, {
    ...of,
    role: asked,
    team: typeof team === 'string' ? team : null,
    withGaps: gaps === '1',
  })
  if (calendar === null) return sendText(reply, 404, 'What this calendar showed is gone.')
  const text = await writeIcalendar(renderCalendar(calendar))
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  reply.headers({ ...HEADERS, etag })
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply
    .header('content-type', 'text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="on-call.ics"')
    .send(text)
}

type FoundLink = Pick<CalendarOf, 'kind' | 'id'>

/** A link ends with the access of the person it belongs to. */
async function findLink(context: ServerContext, file: string): Promise<FoundLink | null> {
  const secret = /^([0-9a-z]{16,128})\.ics$/.exec(file)?.[1]
  if (secret === undefined) return null
  const now = context.clock.now()
  const { rows } = await context.pool.query<FoundLink & { linkId: string; isStale: boolean }>(
    FIND,
    [hashToken(secret), formatInstant(now - FETCH_NOTED_EVERY_MS)],
  )
  const [found] = rows
  if (found === undefined) return null
  if (found.isStale) {
    const text = 'update calendar_link set last_fetched_at = $2 where id = $1'
    await context.pool.query(text, [found.linkId, formatInstant(now)])
  }
  return { kind: found.kind, id: found.id }
}

/** `*`, or a list of tags, each perhaps marked as weak. */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((one) => {
    const tag = one.trim().replace(/^W\//, '')
    return tag === '*' || tag === etag
  })
}

function sendText(reply: FastifyReply, status: number, text: string) {
  return reply
    .code(status)
    .headers(HEADERS)
    .header('content-type', 'text/plain; charset=utf-8')
    .send(`${text}\n`)
}

const FIND = `
select l.id as "linkId", l.subject_kind as kind, l.subject_id as id,
  coalesce(l.last_fetched_at < $2, true) as "isStale"
from calendar_link l left join app_user o on o.id = l.user_id
where l.secret_hash = $1 and l.revoked_at is null and o.deactivated_at is null`
