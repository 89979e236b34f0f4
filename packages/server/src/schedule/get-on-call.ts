// Who is on call at an instant, since when, and who comes next (rule 9).

import type { CallOutput, getOnCall as getOnCallRoute, ScheduleDocument } from '@evenwatch/api'
import { formatInstant, nextOnCall, onCallAt, type ShiftRole, shiftsBetween } from '@evenwatch/core'
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
  const refOf = personRefs(await listPeopleNames(context.pool))
  const { userIds } = onCallAt(plan, at)
  const shift = shiftsBetween(plan, { startsAt: at, endsAt: at + 1 })[0]
  const next = nextOnCall(plan, at)
  const nextShift =
    next && shiftsBetween(plan, { startsAt: next.startsAt, endsAt: next.startsAt + 1 })[0]
  return {
    at: formatInstant(at),
    role,
    users: userIds.map(refOf),
    roles: rolesOf(schedule.document).map((one) => ({
      role: one,
      users: onCallAt(whole.ofRole(one), at).userIds.map(refOf),
    })),
    shift: shift ? shiftView(shift, refOf) : null,
    next:
      next && nextShift ? { ...shiftView(nextShift, refOf), users: next.userIds.map(refOf) } : null,
    gapEndsAt: userIds.length === 0 && next ? formatInstant(next.startsAt) : null,
  }
}
