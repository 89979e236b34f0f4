// What surrounds the sample schedules, so that no screen about them is empty: two people away, one of
// them while on call, a sale that wants two people, what a few people know, and an open concern.

import { assert, DAY_MS, formatInstant, type Instant } from '@evenwatch/core'
import { setUserArea } from '../../catalog/areas/change-user-area.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { createAbsence } from '../../schedule/absences/change-absences.ts'
import { fileConcern } from '../../schedule/concerns/file-concern.ts'
import { createBusinessEvent } from '../../schedule/events/change-events.ts'

/** Days from the Monday after today; Ben is on call in that week. */
const ABSENCES = [
  { user: 'ben', first: 3, last: 4, note: 'A wedding. Cover not found yet.' },
  { user: 'gita', first: 0, last: 6, note: 'Trekking.' },
] as const

const SALE = { first: 1, days: 3 } as const

const AREAS = [
  { user: 'ana', area: 'checkout-api', depth: 'owner' },
  { user: 'ben', area: 'checkout-api', depth: 'alone' },
  { user: 'chen', area: 'payments-db', depth: 'owner' },
  { user: 'ana', area: 'payments-db', depth: 'learning' },
  { user: 'farah', area: 'search-index', depth: 'owner' },
  { user: 'hugo', area: 'search-index', depth: 'alone' },
] as const

const CONCERN = 'Two of us carried most of the nights this quarter. Can the rotation even that out?'
const ANSWER_IN_DAYS = 7

export async function addSampleDuties(
  context: ServerContext,
  loader: Principal,
  now: Instant,
): Promise<void> {
  await context.directory.refresh()
  const monday = mondayAfter(now)
  for (const { user, first, last, note } of ABSENCES) {
    const firstDay = dateOf(monday + first * DAY_MS)
    const lastDay = dateOf(monday + last * DAY_MS)
    const kind = 'vacation' as const
    done(await createAbsence(context, loader, user, { kind, firstDay, lastDay, note }))
  }
  const startsAt = monday + SALE.first * DAY_MS
  const sale = {
    name: 'Autumn sale',
    team: 'payments',
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(startsAt + SALE.days * DAY_MS),
    wantsDouble: true,
    note: 'Three times the usual orders.',
  }
  done(await createBusinessEvent(context, loader, sale))
  for (const { user, area, depth } of AREAS) {
    done(await setUserArea(context, loader, { user, area }, { depth, note: '' }))
  }
  const concern = { concern: CONCERN, anonymous: true, answerInDays: ANSWER_IN_DAYS }
  done(await fileConcern(context, loader, 'payments-primary', concern))
}

function done(answer: object | Refusal): void {
  assert(!isRefusal(answer), `the sample world is valid: ${JSON.stringify(answer)}`)
}

/** Monday 00:00 UTC of the next week. */
function mondayAfter(now: Instant): Instant {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const daysSinceMonday = (new Date(today).getUTCDay() + 6) % 7
  return today + (7 - daysSinceMonday) * DAY_MS
}

function dateOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10)
}
