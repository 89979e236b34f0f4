// Who is on call at an instant, since when, and who comes next (rule 9).

import type { CallOutput, getOnCall as getOnCallRoute, ScheduleDocument } from '@evenwatch/api'
import { formatInstant, nextOnCall, onCallAt, type ShiftRole, shiftsBetween } from '@evenwatch/core'
import { onCallPolicies, policyRefs } from '../paging/policy-refs.ts'
import { listPeopleNames } from '../people/list-people-names.ts'
import type { ServerContext } from '../platform/context.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { personRefs } from './override-views.ts'
import { planSince } from './plan-of-schedule.ts'
import { readInstant } from './read-instant.ts'
import { rolesOf } from './roles-of.ts'
import { shiftView } from './shift-view.ts'

export async function getOnCall(
  context: ServerContext,
  ref: string,
  { at: atText, role }: { readonly at?: string | undefined; readonly role: ShiftRole },
): Promise<CallOutput<typeof getOnCallRoute> | Refusal> {
  const at = atText === undefined ? context.clock.now() : readInstant(atText, 'at')
  if (typeof at !== 'number') return at
  const schedule = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!schedule) return refuse('not-found')
  const whole = await planSince(context, schedule, at)
  const plan = whole.ofRole(role)
  const directory = context.directory.current()
  const refs = {
    person: personRefs(await listPeopleNames(context.pool)),
    policy: policyRefs(directory),
  }
  const present = (one: ShiftRole) => {
    const { userIds, policyIds } = onCallAt(whole.ofRole(one), at)
    const policies = onCallPolicies(directory, policyIds, at)
    return { users: userIds.map(refs.person), policies }
  }
  const shift = shiftsBetween(plan, { startsAt: at, endsAt: at + 1 })[0]
  const next = nextOnCall(plan, at)
  const nextShift =
    next && shiftsBetween(plan, { startsAt: next.startsAt, endsAt: next.startsAt + 1 })[0]
  return {
    at: formatInstant(at),
    role,
    ...present(role),
    roles: rolesOf(schedule.document).map((one) => ({ role: one, ...present(one) })),
    shift: shift ? shiftView(shift, refs) : null,
    next:
      next && nextShift
        ? {
            ...shiftView(nextShift, refs),
            users: next.userIds.map(refs.person),
            policies: next.policyIds.map(refs.policy),
          }
        : null,
    gapEndsAt: !shift && next ? formatInstant(next.startsAt) : null,
  }
}
