// Creating, changing and cancelling overrides (rule 7).
//
// A new override gets the schedule's next position under the schedule's lock, and keeps it: what it
// acts on are the overrides before it, whatever happens to it later. Overrides are data, so they
// are allowed on schedules that files manage. One that has ended or was cancelled stays as it is.

import type { OverrideView, overrideChangeSchema, ShiftCheckView } from '@evenwatch/api'
import { assert, formatInstant, type JsonObject } from '@evenwatch/core'
import type { z } from 'zod'
import type { ServerContext } from '../platform/context.ts'
import type { Change } from '../platform/definitions/change-definitions.ts'
import type { Principal } from '../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../platform/http/refusal.ts'
import { appendTimeline } from '../platform/timeline/append-timeline.ts'
import { mayCancelLinked } from './change/cancel-override-link.ts'
import { cancelOverrides, refuseIfDependedOn } from './change/cancel-overrides.ts'
import { shiftCheckViews } from './change/change-views.ts'
import type { ChangeWorld, ScheduleDefinition } from './change/load-change-world.ts'
import { onWorld } from './change/on-world.ts'
import { weighChanged, weighNew } from './change/preview-shift-change.ts'
import { nothingLeft, piecesOf } from './change/split-around.ts'
import {
  mayOverrule,
  NOTHING_OVERRULED,
  refuseUnlessAllowed,
  standingRefusals,
  type Weighed,
} from './change/weigh-change.ts'
import { feedOfSchedule } from './feeds/find-feeds.ts'
import { findOverrides, type OverrideRow, overrideOf } from './find-overrides.ts'
import { idleWords, refuseIdle, tellIdle } from './idle-overrides.ts'
import { overrideView } from './override-views.ts'
import { planOfSchedule } from './plan-of-schedule.ts'
import { type OverrideInput, type ReadOverride, readOverride } from './read-override.ts'
import {
  insertOverride,
  lockSchedules,
  type NewOverride,
  replaceOverride,
} from './write-overrides.ts'

type OverrideChange = z.output<typeof overrideChangeSchema>

export function createOverride(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: OverrideInput & { readonly split: boolean },
  { confirm }: Pick<ChangeOptions, 'confirm'>,
): Promise<CreatedOverride | Refusal> {
  return onWorld(context, principal, ref, async ({ change, world, schedule }) => {
    const brought = await broughtBefore(change, schedule, input.sourceRef)
    if (brought) {
      const plan = await planOfSchedule(change.client, schedule)
      return { ...overrideView(brought, plan, world), checks: [] }
    }
    const read = readOverride(input, schedule.document, world.names, change.now)
    if (!read.ok) return refuse('invalid-request', { fields: read.faults })
    const whole = { ...read.override, id: change.newId(), scheduleId: schedule.id }
    // What is brought from elsewhere is a fact: it is written as it was.
    const isFact = whole.cause === 'import'
    const overrides = input.split ? linkedPieces(change, world, whole) : [whole]
    if (overrides.length === 0) return nothingLeft()
    const weighed = weighNew(world, overrides)
    const idle = idleThroughout(world, weighed, overrides)
    if (idle !== null && !confirm && !isFact) return refuseIdle(idle)
    const overruled = isFact ? [] : overruledBy(world, principal, weighed)
    if (isRefusal(overruled)) return overruled
    await lockSchedules(change, [schedule.id])
    const data = overruled.length > 0 ? { despite: overruled } : {}
    const made: OverrideView[] = []
    for (const override of overrides) {
      await insertOverride(change, override)
      const { id } = override
      made.push(await finish(change, world, schedule, id, 'override-created', override, data))
    }
    if (idle !== null && !isFact) await tellIdle(change, world, principal, whole, idle)
    const [first] = made
    assert(first !== undefined, 'at least one piece was written')
    return { ...first, checks: isFact ? [] : shiftCheckViews(world, weighed.checks) }
  })
}

export type CreatedOverride = OverrideView & { checks: ShiftCheckView[] }

/** Why none of the pieces would change anybody; null: one of them does. */
function idleThroughout(
  world: ChangeWorld,
  weighed: Weighed,
  pieces: readonly NewOverride[],
): string | null {
  const words = pieces.map((piece) => idleWords(world, weighed, piece))
  return words.includes(null) ? null : (words[0] ?? null)
}

/** What other overrides decided is left out; several pieces belong together. */
function linkedPieces(change: Change, world: ChangeWorld, whole: NewOverride): NewOverride[] {
  const pieces = piecesOf({ world, newId: change.newId }, whole)
  if (pieces.length < 2) return pieces
  const linkId = whole.linkId ?? change.newId()
  return pieces.map((one) => ({ ...one, linkId }))
}

/** Who leads the team decides and is shown the limits; others keep them. */
function overruledBy(
  world: ChangeWorld,
  principal: Principal,
  weighed: Weighed,
): string[] | Refusal {
  if (!mayOverrule(world, principal, weighed.scheduleIds)) {
    return refuseUnlessAllowed(world, principal, weighed, NOTHING_OVERRULED) ?? []
  }
  return [...new Set(standingRefusals(weighed.checks, []).map(({ code }) => code))]
}

export type ChangeOptions = {
  readonly ifMatch: number | null
  /** Although a later override depends on it, or it would change nobody. */
  readonly confirm: boolean
}

export function updateOverride(
  context: ServerContext,
  principal: Principal,
  ref: string,
  overrideId: string,
  input: OverrideChange,
  { ifMatch, confirm }: ChangeOptions,
): Promise<OverrideView | Refusal> {
  return onWorld(context, principal, ref, async ({ change, world, schedule }) => {
    const row = await standing(change, schedule, overrideId)
    if (isRefusal(row)) return row
    if (ifMatch !== null && ifMatch !== row.version) {
      const plan = await planOfSchedule(change.client, schedule)
      return refuse('version-conflict', { current: overrideView(row, plan, world) })
    }
    if (row.cause === 'swap' || row.cause === 'cover') {
      const detail = 'It was agreed between two people; undo it and ask again.'
      return refuse('state-conflict', { detail })
    }
    if (!mayCancelLinked(world, principal, [row])) return refuse('not-allowed')
    const merged = mergeInput(row, input)
    const read = readOverride(merged, schedule.document, world.names, change.now)
    if (!read.ok) return refuse('invalid-request', { fields: read.faults })
    const kept = { ...read.override, cause: row.cause, linkId: row.linkId }
    const weighed = weighChanged(world, schedule.id, kept, overrideOf(row))
    if (!mayOverrule(world, principal, [schedule.id])) {
      const refused = refuseUnlessAllowed(world, principal, weighed, NOTHING_OVERRULED)
      if (refused) return refused
    }
    const next = { ...kept, id: row.id, scheduleId: schedule.id }
    const idle = idleWords(world, weighed, next)
    // One that changed nobody before takes nothing away by staying so.
    const wasIdle = idleWords(world, { after: world.plans }, row) !== null
    if (idle !== null && !wasIdle && !confirm && kept.cause !== 'import') return refuseIdle(idle)
    const depends = confirm ? null : await refuseIfDependedOn({ change, world }, weighed, [row])
    if (depends) return depends
    await lockSchedules(change, [schedule.id])
    await replaceOverride(change, row.id, kept)
    return finish(change, world, schedule, row.id, 'override-changed', kept)
  })
}

export function cancelOverride(
  context: ServerContext,
  principal: Principal,
  ref: string,
  overrideId: string,
  { confirm }: Pick<ChangeOptions, 'confirm'>,
): Promise<OverrideView | Refusal> {
  return onWorld(context, principal, ref, async (on) => {
    const { change, world, schedule } = on
    const row = await standing(change, schedule, overrideId)
    if (isRefusal(row)) return row
    const { linkId } = row
    const filter = { includeCancelled: true, ...(linkId !== null && { linkId }) }
    const rows = linkId === null ? [row] : await findOverrides(change.client, filter)
    if (!mayCancelLinked(world, principal, rows)) return refuse('not-allowed')
    const done = await cancelOverrides(on, principal, rows, {
      event: rows.length === 1 ? 'override-cancelled' : 'overrides-cancelled',
      reason: row.reason,
      linkId,
      confirm,
      ...(rows.length === 1 && { data: recordOf(row.id, row) }),
    })
    return isRefusal(done) ? done : viewOf(change, world, schedule, row.id)
  })
}

function followsFeed(what: string, feed: string): Refusal {
  return refuse('state-conflict', {
    detail: `${what} follows the calendar ${feed}: change it there.`,
  })
}

/** The override that was brought from the same place before, cancelled or not. */
async function broughtBefore(
  change: Change,
  schedule: ScheduleDefinition,
  sourceRef: string | undefined,
): Promise<OverrideRow | undefined> {
  if (sourceRef === undefined) return undefined
  const filter = { scheduleIds: [schedule.id], includeCancelled: true }
  const rows = await findOverrides(change.client, filter)
  return rows.find((row) => row.sourceRef === sourceRef)
}

async function standing(
  change: Change,
  schedule: ScheduleDefinition,
  overrideId: string,
): Promise<OverrideRow | Refusal> {
  const filter = { scheduleIds: [schedule.id], includeCancelled: true }
  const row = (await findOverrides(change.client, filter)).find(({ id }) => id === overrideId)
  if (!row) return refuse('not-found')
  if (row.cancelledAt !== null) return refuse('state-conflict', { detail: 'It was cancelled.' })
  if (row.endsAt <= change.now) return refuse('state-conflict', { detail: 'It has ended.' })
  const feed = await feedOfSchedule(change.client, schedule.id, row.role)
  if (feed && feed.id === row.linkId) return followsFeed('It', feed.name)
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
  world: ChangeWorld,
  schedule: ScheduleDefinition,
  overrideId: string,
  kind: string,
  about: ReadOverride,
  data: JsonObject = {},
): Promise<OverrideView> {
  await appendTimeline(change.client, [
    {
      at: change.now,
      subjectKind: 'schedule',
      subjectId: schedule.id,
      kind,
      actor: change.actor,
      reason: about.reason === '' ? null : about.reason,
      data: { ...recordOf(overrideId, about), ...data },
    },
  ])
  return viewOf(change, world, schedule, overrideId)
}

async function viewOf(
  change: Change,
  world: ChangeWorld,
  schedule: ScheduleDefinition,
  overrideId: string,
): Promise<OverrideView> {
  const filter = { scheduleIds: [schedule.id], includeCancelled: true }
  const row = (await findOverrides(change.client, filter)).find(({ id }) => id === overrideId)
  assert(row !== undefined, 'an override that was just written is there')
  return overrideView(row, await planOfSchedule(change.client, schedule), world)
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
