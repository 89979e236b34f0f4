// Shifts, gaps and overrides between two instants, and each layer's own line when asked.

import {
  type CallOutput,
  type listShifts as listShiftsRoute,
  type ScheduleDocument,
  SHIFTS_SPAN_DAYS_MAX,
} from '@evenwatch/api'
import {
  DAY_MS,
  formatInstant,
  gapsBetween,
  type SchedulePlan,
  type ShiftRole,
  type Span,
  shiftsBetween,
} from '@evenwatch/core'
import { policyRefs } from '../paging/policy-refs.ts'
import { listKnownActors } from '../people/list-known-actors.ts'
import type { ServerContext } from '../platform/context.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { findOverrides } from './find-overrides.ts'
import { overrideView, personRefs } from './override-views.ts'
import { planSince } from './plan-of-schedule.ts'
import { readInstant } from './read-instant.ts'
import { rolesOf } from './roles-of.ts'
import { type ShiftRefs, type ShiftView, shiftView } from './shift-view.ts'

export async function listShifts(
  context: ServerContext,
  ref: string,
  query: {
    readonly from: string
    readonly until: string
    readonly role: ShiftRole
    readonly layers: boolean
  },
): Promise<CallOutput<typeof listShiftsRoute> | Refusal> {
  const span = readSpan(query)
  if (!('startsAt' in span)) return span
  const schedule = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!schedule) return refuse('not-found')
  const plan = (await planSince(context, schedule, span.startsAt)).ofRole(query.role)
  const actors = await listKnownActors(context.pool)
  const refs = { person: personRefs(actors.names), policy: policyRefs(context.directory.current()) }
  const overrides = await findOverrides(context.pool, {
    scheduleIds: [schedule.id],
    endsAfter: span.startsAt,
  })
  return {
    timeZone: schedule.document.timeZone,
    role: query.role,
    roles: rolesOf(schedule.document),
    shifts: shiftsBetween(plan, span).map((shift) => shiftView(shift, refs)),
    gaps: gapsBetween(plan, span).map(({ startsAt, endsAt }) => ({
      startsAt: formatInstant(startsAt),
      endsAt: formatInstant(endsAt),
    })),
    layers: query.layers ? layerViews(plan, span, refs) : [],
    overrides: overrides
      .filter(({ startsAt, role }) => startsAt < span.endsAt && role === query.role)
      .map((row) => overrideView(row, plan, actors)),
  }
}

function readSpan(query: { readonly from: string; readonly until: string }): Span | Refusal {
  const startsAt = readInstant(query.from, 'from')
  if (typeof startsAt !== 'number') return startsAt
  const endsAt = readInstant(query.until, 'until')
  if (typeof endsAt !== 'number') return endsAt
  if (endsAt > startsAt && endsAt - startsAt <= SHIFTS_SPAN_DAYS_MAX * DAY_MS) {
    return { startsAt, endsAt }
  }
  const rule = `Later than \`from\`, by at most ${SHIFTS_SPAN_DAYS_MAX} days.`
  return refuse('invalid-request', { fields: [{ field: 'until', rule }] })
}

function layerViews(plan: SchedulePlan, span: Span, refs: ShiftRefs) {
  return plan.layers.map((layer) => ({
    name: layer.name,
    priority: layer.priority,
    shifts: layer.holdsIn(span.startsAt, span.endsAt).map(
      (hold): ShiftView => ({
        users: hold.onCall.userIds.map(refs.person),
        policies: hold.onCall.policyIds.map(refs.policy),
        startsAt: formatInstant(hold.startsAt),
        endsAt: formatInstant(hold.endsAt),
        source: { kind: 'layer', layer: layer.name, override: null },
      }),
    ),
  }))
}
