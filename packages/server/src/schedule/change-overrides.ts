// Creating, changing and cancelling overrides (rule 7).
//
// A new override gets the schedule's next position under the schedule's lock, and keeps it: what it
// acts on are the overrides before it, whatever happens to it later. Overrides are data, so they
// are allowed on schedules that files manage. One that has ended or was cancelled stays as it is.

import type { OverrideView, overrideChangeSchema, ScheduleDocument } from '@evenwatch/api'
import { assert, formatInstant, type JsonObject } from '@evenwatch/core'
import type { z } from 'zod'
import { listPeopleNames } from '../people/list-people-names.ts'
import type { ServerContext } from '../platform/context.ts'
import { type Change, changeDefinitions } from '../platform/definitions/change-definitions.ts'
import type { Definition } from '../platform/definitions/definition.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../platform/http/refusal.ts'
import { appendTimeline } from '../platform/timeline/append-timeline.ts'
import { findOverrides, type OverrideRow } from './find-overrides.ts'
import { overrideView } from './override-views.ts'
import { planOfSchedule } from './plan-of-schedule.ts'
import { type OverrideInput, type ReadOverride, readOverride } from './read-override.ts'

type Schedule = Definition<ScheduleDocument>
type OverrideChange = z.output<typeof overrideChangeSchema>

export function createOverride(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: OverrideInput,
): Promise<OverrideView | Refusal> {
  return onSchedule(context, principal, ref, async (change, schedule) => {
    const people = await listPeopleNames(change.client)
    const brought = await broughtBefore(change, schedule, input.sourceRef)
    if (brought) {
      return overrideView(brought, await planOfSchedule(change.client, schedule), people)
    }
    const read = readOverride(input, schedule.document, people, change.now)
    if (!read.ok) return refuse('invalid-request', { fields: read.faults })
    const id = change.newId()
    await change.client.query(INSERT, [
      id,
      schedule.id,
      ...columnsOf(read.override),
      read.override.role,
      read.override.cause,
      read.override.linkId,
      read.override.sourceRef,
      change.actor,
      formatInstant(change.now),
      await change.revision(),
    ])
    return finish(change, schedule, id, 'override-created', read.override)
  })
}

export function updateOverride(
  context: ServerContext,
  principal: Principal,
  ref: string,
  overrideId: string,
  input: OverrideChange,
  ifMatch: number | null,
): Promise<OverrideView | Refusal> {
  return onSchedule(context, principal, ref, async (change, schedule) => {
    const row = await standing(change, schedule, overrideId)
    if (isRefusal(row)) return row
    const people = await listPeopleNames(change.client)
    if (ifMatch !== null && ifMatch !== row.version) {
      const plan = await planOfSchedule(change.client, schedule)
      return refuse('version-conflict', { current: overrideView(row, plan, people) })
    }
    const merged = mergeInput(row, input)
    const read = readOverride(merged, schedule.document, people, change.now)
    if (!read.ok) return refuse('invalid-request', { fields: read.faults })
    await change.client.query(UPDATE, [
      row.id,
      ...columnsOf(read.override),
      await change.revision(),
    ])
    return finish(change, schedule, row.id, 'override-changed', read.override)
  })
}

export function cancelOverride(
  context: ServerContext,
  principal: Principal,
  ref: string,
  overrideId: string,
): Promise<OverrideView | Refusal> {
  return onSchedule(context, principal, ref, async (change, schedule) => {
    const row = await standing(change, schedule, overrideId)
    if (isRefusal(row)) return row
    await change.client.query(CANCEL, [row.id, formatInstant(change.now), await change.revision()])
    return finish(change, schedule, row.id, 'override-cancelled', row)
  })
}

function onSchedule(
  context: ServerContext,
  principal: Principal,
  ref: string,
  work: (change: Change, schedule: Schedule) => Promise<OverrideView | Refusal>,
): Promise<OverrideView | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const schedule = await findDefinition<ScheduleDocument>(change.client, 'Schedule', ref)
    if (!schedule) return refuse('not-found')
    await change.client.query('select 1 from definition where id = $1 for update', [schedule.id])
    return work(change, schedule)
  })
}

/** The override that was brought from the same place before, cancelled or not. */
async function broughtBefore(
  change: Change,
  schedule: Schedule,
  sourceRef: string | undefined,
): Promise<OverrideRow | undefined> {
  if (sourceRef === undefined) return undefined
  const filter = { scheduleIds: [schedule.id], includeCancelled: true }
  const rows = await findOverrides(change.client, filter)
  return rows.find((row) => row.sourceRef === sourceRef)
}

async function standing(
  change: Change,
  schedule: Schedule,
  overrideId: string,
): Promise<OverrideRow | Refusal> {
  const filter = { scheduleIds: [schedule.id], includeCancelled: true }
  const row = (await findOverrides(change.client, filter)).find(({ id }) => id === overrideId)
  if (!row) return refuse('not-found')
  if (row.cancelledAt !== null) return refuse('state-conflict', { detail: 'It was cancelled.' })
  if (row.endsAt <= change.now) return refuse('state-conflict', { detail: 'It has ended.' })
  return row
}

/** People of another kind fall away with the kind: only what the new kind names is carried over. */
function mergeInput(row: OverrideRow, input: OverrideChange): OverrideInput {
  const kind = input.kind ?? row.kind
  const keeps = kind === row.kind
  const remove =
    input.remove ?? (keeps || kind === 'remove' || kind === 'replace' ? row.removeUserId : null)
  const add = input.add ?? (keeps || kind === 'add' || kind === 'replace' ? row.addUserId : null)
  const users = input.users ?? (keeps && kind === 'set' ? [...row.userIds] : undefined)
  return {
    role: row.role,
    cause: row.cause === 'import' ? 'import' : 'override',
    layer: input.layer === undefined ? row.layerName : input.layer,
    kind,
    ...(remove !== null && { remove }),
    ...(add !== null && { add }),
    ...(users !== undefined && { users }),
    startsAt: input.startsAt ?? formatInstant(row.startsAt),
    endsAt: input.endsAt ?? formatInstant(row.endsAt),
    reason: input.reason ?? row.reason,
  }
}

async function finish(
  change: Change,
  schedule: Schedule,
  overrideId: string,
  kind: string,
  about: ReadOverride,
): Promise<OverrideView> {
  await appendTimeline(change.client, [
    {
      at: change.now,
      subjectKind: 'schedule',
      subjectId: schedule.id,
      kind,
      actor: change.actor,
      reason: about.reason === '' ? null : about.reason,
      data: recordOf(overrideId, about),
    },
  ])
  const filter = { scheduleIds: [schedule.id], includeCancelled: true }
  const row = (await findOverrides(change.client, filter)).find(({ id }) => id === overrideId)
  assert(row !== undefined, 'an override that was just written is there')
  const plan = await planOfSchedule(change.client, schedule)
  return overrideView(row, plan, await listPeopleNames(change.client))
}

function recordOf(overrideId: string, about: ReadOverride): JsonObject {
  return {
    overrideId,
    override: about.kind,
    role: about.role,
    cause: about.cause,
    layer: about.layerName,
    removeUserId: about.removeUserId,
    addUserId: about.addUserId,
    userIds: about.userIds,
    startsAt: formatInstant(about.startsAt),
    endsAt: formatInstant(about.endsAt),
  }
}

function columnsOf(override: ReadOverride): unknown[] {
  return [
    override.layerName,
    override.kind,
    override.removeUserId,
    override.addUserId,
    override.userIds,
    formatInstant(override.startsAt),
    formatInstant(override.endsAt),
    override.reason,
  ]
}

const INSERT = `
insert into schedule_override (id, schedule_id, layer_name, kind, remove_user_id, add_user_id,
  user_ids, starts_at, ends_at, reason, role, cause, link_id, source_ref, created_by, created_at,
  revision, position)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, coalesce(max(position), 0) + 1
from schedule_override where schedule_id = $2`

const UPDATE = `
update schedule_override set layer_name = $2, kind = $3, remove_user_id = $4, add_user_id = $5,
  user_ids = $6, starts_at = $7, ends_at = $8, reason = $9, revision = $10, version = version + 1
where id = $1`

const CANCEL = `
update schedule_override set cancelled_at = $2, revision = $3, version = version + 1
where id = $1`
