// The ledger of one person: what they did for others and others for them, read from the overrides
// that stand. Everybody sees their own and their teams'; managers see everybody's.

import { LEDGER_DAYS_DEFAULT, LEDGER_DAYS_MAX, type Ledger } from '@evenwatch/api'
import {
  DAY_MS,
  formatInstant,
  type Instant,
  LEDGER_CAUSES,
  measureSpans,
  replacedSpans,
  type Span,
  sumLedger,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { type Principal, roleAllows } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findOverrides, type OverrideRow, overrideOf } from '../find-overrides.ts'
import { personRefs } from '../override-views.ts'
import { readInstant } from '../read-instant.ts'
import { scheduleRef, spanView } from './change-views.ts'
import { type ChangeWorld, loadChangeWorld } from './load-change-world.ts'
import { invalid } from './propose-change.ts'

type Entry = Ledger['entries'][number]

export async function getLedger(
  { pool, clock }: ServerContext,
  principal: Principal,
  ref: string,
  query: { readonly from?: string | undefined; readonly until?: string | undefined },
): Promise<Ledger | Refusal> {
  const now = clock.now()
  const span = readSpan(query, now)
  if (isRefusal(span)) return span
  const world = await loadChangeWorld(pool, now, span.startsAt)
  const person = world.findPerson(ref, principal.userId)
  if (!person) return refuse('not-found')
  if (!maySee(world, principal, person.id)) return refuse('not-allowed')
  const rows = await findOverrides(pool, { endsAfter: span.startsAt })
  const entries = rows
    .filter((row) => row.startsAt < span.endsAt)
    .flatMap((row) => entryOf(world, row, person.id, span))
  return {
    user: personRefs(world.names)(person.id),
    ...spanView(span),
    entries: entries.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)),
    totals: sumLedger(entries),
  }
}

function readSpan(
  query: { readonly from?: string | undefined; readonly until?: string | undefined },
  now: Instant,
): Span | Refusal {
  const until = query.until === undefined ? null : readInstant(query.until, 'until')
  if (isRefusal(until)) return until
  const startsAt =
    query.from === undefined
      ? Math.min(now, until ?? now) - LEDGER_DAYS_DEFAULT * DAY_MS
      : readInstant(query.from, 'from')
  if (isRefusal(startsAt)) return startsAt
  const endsAt = until ?? Math.max(now, startsAt) + LEDGER_DAYS_DEFAULT * DAY_MS
  if (endsAt <= startsAt) return invalid('until', 'Later than `from`.')
  if (endsAt - startsAt > LEDGER_DAYS_MAX * DAY_MS) {
    return invalid('until', `At most ${LEDGER_DAYS_MAX} days after \`from\`.`)
  }
  return { startsAt, endsAt }
}

function maySee(world: ChangeWorld, principal: Principal, userId: string): boolean {
  if (roleAllows(principal.role, 'manager') || principal.userId === userId) return true
  return [...world.teams.values()].some(({ leadIds, memberIds }) => {
    const people = [...leadIds, ...memberIds]
    return people.includes(userId) && people.includes(principal.userId ?? '')
  })
}

function entryOf(world: ChangeWorld, row: OverrideRow, userId: string, span: Span): Entry[] {
  const cause = LEDGER_CAUSES.find((one) => one === row.cause)
  const { removeUserId, addUserId } = row
  if (cause === undefined || removeUserId === null || addUserId === null) return []
  if (removeUserId !== userId && addUserId !== userId) return []
  const plan = world.plans.get(row.scheduleId)?.ofRole(row.role)
  const worker = world.people.get(addUserId)
  if (!plan || !worker) return []
  const spans = replacedSpans(plan, overrideOf(row), span)
  const [first] = spans
  const last = spans.at(-1)
  if (!first || !last) return []
  const isGiven = addUserId === userId
  return [
    {
      override: row.id,
      linkId: row.linkId,
      cause,
      direction: isGiven ? 'given' : 'taken',
      counterpart: personRefs(world.names)(isGiven ? removeUserId : addUserId),
      schedule: scheduleRef(world, row.scheduleId),
      role: row.role,
      startsAt: formatInstant(first.startsAt),
      endsAt: formatInstant(last.endsAt),
      ...measureSpans(worker, spans),
    },
  ]
}
