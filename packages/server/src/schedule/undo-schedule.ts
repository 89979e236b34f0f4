// Goes back to an earlier version of a schedule.
//
// While nothing of the versions in between has begun to act, the earlier document comes back byte
// for byte. Afterwards the past stands, and the earlier plan holds from now on.

import {
  type ScheduleDocument,
  type ScheduleSpec,
  type ScheduleView,
  scheduleSpecOf,
} from '@evenwatch/api'
import {
  compileSchedule,
  finalTimeline,
  type Instant,
  policiesOfSchedule,
  restoreLayers,
  SHIFT_ROLES,
  sameJson,
  type TeamMembers,
} from '@evenwatch/core'
import { policyGraphOf } from '../paging/policy-room.ts'
import type { ServerContext } from '../platform/context.ts'
import type { Database, Definition } from '../platform/definitions/definition.ts'
import { rewriteDefinition } from '../platform/definitions/definition-room.ts'
import { loadDefinitions } from '../platform/definitions/list-definitions.ts'
import type { Principal } from '../platform/http/principal.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { findVersion, type VersionRow } from './find-versions.ts'
import { teamMembersOf } from './plan-of-schedule.ts'
import { policySlotFaults } from './policy-slot-faults.ts'
import { scheduleRoom } from './schedule-room.ts'

export function undoSchedule(
  context: ServerContext,
  principal: Principal,
  ref: string,
  version: number | undefined,
  ifMatch: number | null,
): Promise<ScheduleView | Refusal> {
  return rewriteDefinition(
    context,
    scheduleRoom,
    principal,
    ref,
    ifMatch,
    async (stored, { client, now }, { nameOf }) => {
      const wanted = version ?? stored.version - 1
      const earlier = await findVersion(client, stored.id, wanted)
      const next = await findVersion(client, stored.id, wanted + 1)
      if (!earlier || !next || wanted >= stored.version) {
        const detail = 'There is no earlier version of that number to go back to.'
        return refuse('state-conflict', { detail })
      }
      const teams = teamMembersOf(await loadDefinitions(client))
      const document = documentOf(stored.document, earlier, next.createdAt, now, teams)
      const spec = scheduleSpecOf(document, nameOf)
      const wrong = await slotFault(client, { ...stored, document }, spec, now)
      if (wrong !== null) return refuse('state-conflict', { detail: wrong })
      return { name: stored.name, document, spec }
    },
  )
}

function documentOf(
  present: ScheduleDocument,
  { document: earlier }: VersionRow,
  changedAt: Instant,
  now: Instant,
  teams: TeamMembers,
): ScheduleDocument {
  const span = { startsAt: changedAt, endsAt: Math.max(now, changedAt + 1) }
  // With the teams as they are, and with each as one person: whoever joined or left a team in
  // between, both documents then say the same of it.
  const memberships = [teams, asOnePerson(teams)]
  const actedAlike = memberships.every((members) =>
    SHIFT_ROLES.every((role) => {
      const [one, other] = [present, earlier].map((document) => {
        const plan = compileSchedule({ ...document, id: '', name: '', overrides: [] }, members)
        return finalTimeline(plan.ofRole(role), span).map(({ startsAt, userIds, policyIds }) => [
          startsAt,
          ...userIds,
          ...policyIds,
        ])
      })
      return sameJson(one, other)
    }),
  )
  return actedAlike ? earlier : { ...earlier, ...restoreLayers(present, earlier, now) }
}

function asOnePerson(teams: TeamMembers): TeamMembers {
  return new Map([...teams.keys()].map((teamId) => [teamId, [teamId]]))
}

/** Policies that the earlier plan names may be gone by now, or call each other in a loop. */
async function slotFault(
  client: Database,
  { id, name, document: { displayName, layers } }: Definition<ScheduleDocument>,
  spec: ScheduleSpec,
  now: Instant,
): Promise<string | null> {
  const own = { name, displayName, layers }
  const slots = policiesOfSchedule(own, now)
  if (slots.length === 0) return null
  const graph = policyGraphOf(await loadDefinitions(client), now)
  if (slots.some(({ policyId }) => !graph.policies.has(policyId))) {
    return 'That plan names an escalation policy that is gone.'
  }
  const schedules = new Map([...graph.schedules, [id, own]])
  return policySlotFaults(id, spec, { ...graph, schedules })[0]?.rule ?? null
}
