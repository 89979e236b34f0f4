// Lists absences in the order in which they begin: of one person, of a team, of everybody.

import { ABSENCES_SPAN_DAYS_MAX, type AbsenceView, type TeamDocument } from '@evenwatch/api'
import { DAY_MS, formatInstant } from '@evenwatch/core'
import { findUserId, noSuchUser } from '../../people/users/find-user.ts'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { decodeCursor, pageOfRows } from '../../platform/http/cursor.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { readInstant } from '../read-instant.ts'
import { absenceViews } from './absence-views.ts'
import { type AbsenceFilter, findAbsences } from './find-absences.ts'

type Page = { readonly limit: number; readonly cursor?: string | undefined }
type Answer = { items: AbsenceView[]; nextCursor: string | null }

export async function listUserAbsences(
  context: ServerContext,
  principal: Principal,
  ref: string,
  query: Page & { readonly includePast: boolean; readonly includeCancelled: boolean },
): Promise<Answer | Refusal> {
  const userId = await findUserId(context.pool, ref, principal)
  if (userId === null) return noSuchUser(ref)
  return pageOfAbsences(context, principal, query, {
    userIds: [userId],
    includeCancelled: query.includeCancelled,
    ...(!query.includePast && { endsAfter: context.clock.now() }),
  })
}

export async function listAbsences(
  context: ServerContext,
  principal: Principal,
  query: Page & {
    readonly from: string
    readonly until: string
    readonly team?: string | undefined
  },
): Promise<Answer | Refusal> {
  const from = readInstant(query.from, 'from')
  if (isRefusal(from)) return from
  const until = readInstant(query.until, 'until')
  if (isRefusal(until)) return until
  if (until <= from || until - from > ABSENCES_SPAN_DAYS_MAX * DAY_MS) {
    const rule = `Later than \`from\`, by at most ${ABSENCES_SPAN_DAYS_MAX} days.`
    return refuse('invalid-request', { fields: [{ field: 'until', rule }] })
  }
  const span = { endsAfter: from, startsBefore: until }
  if (query.team === undefined) return pageOfAbsences(context, principal, query, span)
  const team = await findDefinition<TeamDocument>(context.pool, 'Team', query.team)
  if (!team) return refuse('not-found', { detail: `There is no team ${query.team}.` })
  const { leadIds, memberIds } = team.document
  return pageOfAbsences(context, principal, query, { ...span, userIds: [...leadIds, ...memberIds] })
}

async function pageOfAbsences(
  context: ServerContext,
  principal: Principal,
  { limit, cursor }: Page,
  filter: AbsenceFilter,
): Promise<Answer | Refusal> {
  const after = decodeCursor(cursor, 2)
  if (isRefusal(after)) return after
  const rows = await findAbsences(context.pool, {
    ...filter,
    limit: limit + 1,
    ...(after !== null && { after: [String(after[0]), String(after[1])] as const }),
  })
  const page = pageOfRows(rows, limit, ({ startsAt, id }) => [formatInstant(startsAt), id])
  return {
    items: await absenceViews(context, context.pool, principal, page.rows),
    nextCursor: page.nextCursor,
  }
}
