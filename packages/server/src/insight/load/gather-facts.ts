// Everything the ledger knows of some people within a span: their hours and holidays, when they were
// on call, which pages reached them and what they acknowledged. The same few queries for one person
// and for a hundred; each room answers for its own tables.

import {
  dutyOf,
  ENGAGED_MS_MAX,
  type EngagedSpan,
  engagedSpans,
  INTERRUPTION_MS,
  joinSpans,
  type LoadPage,
  type PersonFacts,
  type Plans,
  plansNaming,
  SHIFT_ROLES,
  type Span,
} from '@evenwatch/core'
import {
  answersOfGroups,
  gravityOfGroups,
  groupsAcknowledgedBy,
} from '../../alert/reads/answers-of-groups.ts'
import { pagesOfPeople } from '../../paging/reads/pages-of-people.ts'
import { actorsOfPeople } from '../../people/actors-of-people.ts'
import { holidaysOfPeople } from '../../people/holidays/holidays-of.ts'
import { listRhythms } from '../../people/list-rhythms.ts'
import type { ServerContext } from '../../platform/context.ts'

/** `plans` are all schedules', with every override of the span. */
export async function gatherFacts(
  { pool, clock }: ServerContext,
  plans: Plans,
  userIds: readonly string[],
  span: Span,
): Promise<Map<string, PersonFacts>> {
  const rhythms = await listRhythms(pool)
  const holidays = await holidaysOfPeople(pool, userIds, span)
  const duty = dutyOf(plansNaming(plans, userIds), span, SHIFT_ROLES)
  const actors = await actorsOfPeople(pool, userIds)
  // A page just before may be the one that woke, and work begun before may go on.
  const pages = await pagesOfPeople(pool, userIds, earlier(span, INTERRUPTION_MS))
  const answered = await groupsAcknowledgedBy(pool, actors, earlier(span, ENGAGED_MS_MAX))
  const groupIds = new Set([...answered, ...pages.map(({ groupId }) => groupId)])
  const groups = await gravityOfGroups(pool, [...groupIds])
  const tests = new Set(groups.filter(({ isTest }) => isTest).map(({ id }) => id))
  const critical = groups.filter(({ severity }) => severity === 'critical').map(({ id }) => id)
  const answers = await answersOfGroups(
    pool,
    answered.filter((id) => !tests.has(id)),
    actors,
  )
  const pagesOf = byPerson<LoadPage>(pages.filter(({ groupId }) => !tests.has(groupId)))
  const engagedOf = byPerson<EngagedSpan>(engagedSpans(answers, clock.now()))
  const criticalGroupIds = new Set(critical)
  const facts = new Map<string, PersonFacts>()
  for (const userId of userIds) {
    const rhythm = rhythms.get(userId)
    if (!rhythm) continue
    facts.set(userId, {
      userId,
      rhythm: { ...rhythm, holidays: joinSpans(holidays.get(userId) ?? []) },
      duty: joinSpans(duty.get(userId) ?? []),
      pages: pagesOf.get(userId) ?? [],
      engaged: engagedOf.get(userId) ?? [],
      criticalGroupIds,
    })
  }
  return facts
}

function earlier({ startsAt, endsAt }: Span, ms: number): Span {
  return { startsAt: startsAt - ms, endsAt }
}

function byPerson<T extends { readonly userId: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const people = new Map<string, T[]>()
  for (const row of rows) {
    const own = people.get(row.userId)
    if (own) own.push(row)
    else people.set(row.userId, [row])
  }
  return people
}
