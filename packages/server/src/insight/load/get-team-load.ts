// The load of everybody in a team, side by side.

import type { CallOutput, getTeamLoad as route } from '@evenwatch/api'
import { findByRef, formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { gatherFacts } from './gather-facts.ts'
import { FORMULA, userLoadView } from './load-views.ts'
import { mayReadLoadOfTeam } from './may-read-load.ts'
import { plansOfSpan } from './plans-of-span.ts'
import { type LoadQuery, readLoadSpan } from './read-load-span.ts'

export async function getTeamLoad(
  context: ServerContext,
  principal: Principal,
  ref: string,
  query: LoadQuery,
): Promise<CallOutput<typeof route> | Refusal> {
  const span = readLoadSpan(query, context.clock.now())
  if (isRefusal(span)) return span
  const directory = await context.directory.refresh()
  const team = findByRef(directory.teams, ref)
  if (!team) return refuse('not-found')
  if (!mayReadLoadOfTeam(directory, principal, team.id)) return refuse('not-allowed')
  const userIds = [...new Set([...team.leadIds, ...team.memberIds])]
  const plans = await plansOfSpan(context, directory, span)
  const facts = await gatherFacts(context, plans, userIds, span)
  const people = [...facts.values()].map((one) => userLoadView(directory, one, span))
  const schedules = [...directory.schedules.values()]
    .filter(({ schedule }) => schedule.teamId === team.id)
    .map(({ schedule, displayName }) => ({ name: schedule.name, displayName }))
  return {
    from: formatInstant(span.startsAt),
    until: formatInstant(span.endsAt),
    formula: FORMULA,
    team: { name: team.name, displayName: team.displayName },
    schedules: schedules.sort(byDisplayName),
    people: people.sort((a, b) => byDisplayName(a.user, b.user)),
  }
}

type Named = { readonly displayName: string }

function byDisplayName(a: Named, b: Named): number {
  return a.displayName < b.displayName ? -1 : a.displayName > b.displayName ? 1 : 0
}
