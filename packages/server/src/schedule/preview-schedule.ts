// What a changed plan would mean: the line before and after, and each person's own difference.
// Nothing is written; what is kept when it is saved is answered, too, and what saving would refuse
// is refused here, with the same words.

import {
  type CallOutput,
  type previewSchedule as previewScheduleRoute,
  type ScheduleDocument,
  type ScheduleSpec,
  scheduleSpecOf,
} from '@evenwatch/api'
import {
  DAY_MS,
  formatInstant,
  gapsBetween,
  type SchedulePlan,
  type Span,
  shiftsBetween,
} from '@evenwatch/core'
import { policyRefs } from '../paging/policy-refs.ts'
import { listPeopleNames } from '../people/list-people-names.ts'
import { readNames } from '../people/read-names.ts'
import type { ServerContext } from '../platform/context.ts'
import type { Definition } from '../platform/definitions/definition.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { effectsOfDocuments } from './effects-of-documents.ts'
import { personRefs } from './override-views.ts'
import { planOfSchedule } from './plan-of-schedule.ts'
import { rolesOf } from './roles-of.ts'
import { readSchedule, withoutLoops } from './schedule-room.ts'
import { type ShiftRefs, shiftView } from './shift-view.ts'

export type PreviewInput = {
  readonly spec: ScheduleSpec
  readonly at?: string | undefined
  readonly days: number
}

export async function previewSchedule(
  context: ServerContext,
  ref: string,
  { spec, at: atText, days }: PreviewInput,
): Promise<CallOutput<typeof previewScheduleRoute> | Refusal> {
  const { pool, clock } = context
  const stored = await findDefinition<ScheduleDocument>(pool, 'Schedule', ref)
  if (!stored) return refuse('not-found')
  const now = clock.now()
  const at = atText === undefined ? now : Date.parse(atText)
  if (at < now) {
    const fields = [{ field: 'at', rule: 'Now or later: the past stays.' }]
    return refuse('invalid-request', { fields })
  }
  const names = await readNames(pool)
  const { name, document } = stored
  const metadata = { name, displayName: document.displayName, labels: document.labels }
  const read = readSchedule({ metadata, spec, names, stored, now, at })
  if (!read.ok) return refuse('invalid-request', { fields: [...read.faults] })
  const wanted = { id: stored.id, name, spec, document: read.document, now }
  const checked = await withoutLoops(pool, wanted)
  if (!checked.ok) return refuse('invalid-request', { fields: [...checked.faults] })
  const directory = await context.directory.atLeast(stored.revision)
  const effects = effectsOfDocuments(directory, stored, [document, read.document], now)
  const refs = { person: personRefs(await listPeopleNames(pool)), policy: policyRefs(directory) }
  const span = { startsAt: now, endsAt: now + days * DAY_MS }
  const linesOf = async (one: Definition<ScheduleDocument>) =>
    lines(await planOfSchedule(pool, one), one.document, span, refs)
  return {
    at: formatInstant(at),
    spec: scheduleSpecOf(read.document, names.nameOf),
    people: effects.people,
    firstMoveAt: effects.firstMoveAt,
    before: await linesOf(stored),
    after: await linesOf({ ...stored, document: read.document }),
  }
}

function lines(plan: SchedulePlan, document: ScheduleDocument, span: Span, refs: ShiftRefs) {
  return rolesOf(document).map((role) => ({
    role,
    shifts: shiftsBetween(plan.ofRole(role), span).map((shift) => shiftView(shift, refs)),
    gaps: gapsBetween(plan.ofRole(role), span).map(({ startsAt, endsAt }) => ({
      startsAt: formatInstant(startsAt),
      endsAt: formatInstant(endsAt),
    })),
  }))
}
