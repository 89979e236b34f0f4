// What a change would do, by the same proposal and the same checks as the change itself, with
// nothing written.

import type { ChangePreview, ChangePreviewInput } from '@evenwatch/api'
import { type Override, unreachable } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findOverrides, overrideOf } from '../find-overrides.ts'
import { overrideView, personRefs } from '../override-views.ts'
import { type ReadOverride, readOverride } from '../read-override.ts'
import type { NewOverride } from '../write-overrides.ts'
import {
  differenceViews,
  lineViews,
  scheduleRef,
  shiftCheckViews,
  spanView,
  touchedLines,
} from './change-views.ts'
import { loadChangeWorld, type ScheduleDefinition } from './load-change-world.ts'
import { weighProposal } from './make-change.ts'
import {
  type LineSpan,
  type Proposal,
  type Proposer,
  proposeCover,
  proposeSwap,
  proposeTakeOver,
  proposeTemporary,
  readActivePerson,
  readFutureSpan,
  readPerson,
  readSchedule,
} from './propose-change.ts'
import { type Conflict, conflictsOf, nothingLeft, piecesOf, splitProposal } from './split-around.ts'
import {
  mayOverrule,
  spanOfAll,
  standingRefusals,
  toldOf,
  type Weighed,
  weighChange,
} from './weigh-change.ts'

type Weighing = {
  readonly weighed: Weighed
  readonly conflicts: readonly Conflict[]
  /** What is written around them. */
  readonly rest: readonly LineSpan[]
  readonly meant: readonly LineSpan[]
  readonly ownerId: string | null
}

export async function previewShiftChange(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: ChangePreviewInput,
): Promise<ChangePreview | Refusal> {
  const now = context.clock.now()
  const found = await findDefinition(context.pool, 'Schedule', ref)
  const world = await loadChangeWorld(context.pool, now)
  const schedule = found && world.schedules.get(found.id)
  if (!schedule) return refuse('not-found')
  const newId = () => context.random.uuid(now)
  const proposer = { world, me: principal.userId, newId }
  const weighing = await weigh(context, proposer, schedule, input)
  if (isRefusal(weighing)) return weighing
  const { weighed, meant, ownerId, conflicts, rest } = weighing
  const refOf = personRefs(world.names)
  const overrules = mayOverrule(world, principal, weighed.scheduleIds)
  const despite = 'despite' in input ? input.despite : []
  const decides = input.kind === 'override' && overrules
  return {
    kind: input.kind,
    lines: lineViews(world, weighed, touchedLines(meant, weighed.lines)),
    people: differenceViews(world, weighed.differences),
    checks: shiftCheckViews(world, weighed.checks),
    conflicts: await conflictViews(context, world, conflicts),
    rest: rest.map(({ scheduleId, role, ...span }) => ({
      schedule: scheduleRef(world, scheduleId),
      role,
      ...spanView(span),
    })),
    told: toldOf(world, weighed, { actorUserId: principal.userId, owner: ownerId }).map((one) => ({
      user: refOf(one.userId),
      why: one.why,
    })),
    isAllowed: decides || standingRefusals(weighed.checks, overrules ? despite : []).length === 0,
    mayOverrule: overrules,
  }
}

async function weigh(
  context: ServerContext,
  proposer: Proposer,
  schedule: ScheduleDefinition,
  input: ChangePreviewInput,
): Promise<Weighing | Refusal> {
  if (input.kind === 'override') return weighOverride(context, proposer, schedule, input)
  const whole = propose(proposer, schedule, input)
  if (isRefusal(whole)) return whole
  const conflicts = conflictsOf(proposer.world, whole.overrides)
  const split = splitProposal(proposer, whole)
  // Cover and swaps leave out what is decided already, as their acceptance will.
  const isSplit =
    input.kind === 'cover' || input.kind === 'swap' || ('split' in input && input.split)
  const proposal = isSplit ? split : whole
  if (isRefusal(proposal)) return proposal
  return {
    weighed: weighProposal(proposer.world, proposal),
    meant: whole.overrides,
    ownerId: whole.ownerId,
    conflicts,
    rest: isRefusal(split) ? [] : split.overrides,
  }
}

async function conflictViews(
  { pool }: ServerContext,
  world: Proposer['world'],
  conflicts: readonly Conflict[],
): Promise<ChangePreview['conflicts']> {
  if (conflicts.length === 0) return []
  const scheduleIds = [...new Set(conflicts.map(({ scheduleId }) => scheduleId))]
  const rows = await findOverrides(pool, { scheduleIds, endsAfter: world.now })
  return conflicts.flatMap(({ overrideId, scheduleId, ...span }) => {
    const row = rows.find(({ id }) => id === overrideId)
    const plan = world.plans.get(scheduleId)
    if (!row || !plan) return []
    return [{ override: overrideView(row, plan, world), ...spanView(span) }]
  })
}

function propose(
  proposer: Proposer,
  schedule: ScheduleDefinition,
  input: Exclude<ChangePreviewInput, { kind: 'override' }>,
): Proposal | Refusal {
  const { world, newId } = proposer
  switch (input.kind) {
    case 'take-over':
      return proposeTakeOver(proposer, schedule, input)
    case 'temporary':
      return proposeTemporary(proposer, schedule, input)
    case 'cover':
    case 'arranged': {
      const line = readLine(proposer, schedule.id, input)
      if (isRefusal(line)) return line
      const isCover = input.kind === 'cover'
      const ownerRef = isCover ? (input.owner ?? 'me') : input.away
      const owner = readPerson(proposer, ownerRef, isCover ? 'owner' : 'away')
      if (isRefusal(owner)) return owner
      const cover = readActivePerson(proposer, input.cover, 'cover')
      if (isRefusal(cover)) return cover
      const people = { ownerId: owner.id, coverId: cover.id }
      return proposeCover(proposer, line, people, {
        cause: input.kind,
        linkId: newId(),
        reason: input.reason,
      })
    }
    case 'swap': {
      const line = readLine(proposer, schedule.id, input)
      if (isRefusal(line)) return line
      const owner = readPerson(proposer, input.owner ?? 'me', 'owner')
      if (isRefusal(owner)) return owner
      const other = readActivePerson(proposer, input.with.user, 'with.user')
      if (isRefusal(other)) return other
      const theirs = input.with.schedule ? readSchedule(world, input.with.schedule) : schedule
      if (isRefusal(theirs)) return theirs
      const counter = readLine(proposer, theirs.id, input.with)
      if (isRefusal(counter)) return counter
      return proposeSwap(
        proposer,
        { ...line, userId: owner.id },
        { ...counter, userId: other.id },
        { linkId: newId(), reason: input.reason },
      )
    }
    default:
      return unreachable(input)
  }
}

function readLine(
  { world }: Proposer,
  scheduleId: string,
  input: { readonly from: string; readonly until: string; readonly role: LineSpan['role'] },
): LineSpan | Refusal {
  const span = readFutureSpan(input, world.now)
  return isRefusal(span) ? span : { ...span, scheduleId, role: input.role }
}

async function weighOverride(
  { pool }: ServerContext,
  { world, newId }: Proposer,
  schedule: ScheduleDefinition,
  input: Extract<ChangePreviewInput, { kind: 'override' }>,
): Promise<Weighing | Refusal> {
  const read = readOverride(input.override, schedule.document, world.names, world.now)
  if (!read.ok) return refuse('invalid-request', { fields: read.faults })
  if (input.replaces === undefined) {
    const newer = { ...read.override, id: newId(), scheduleId: schedule.id }
    const conflicts = conflictsOf(world, [newer])
    const rest = piecesOf({ world, newId }, newer)
    if (input.split && rest.length === 0) return nothingLeft()
    const weighed = weighNew(world, input.split ? rest : [newer])
    return { weighed, meant: [newer], ownerId: null, conflicts, rest }
  }
  const rows = await findOverrides(pool, { scheduleIds: [schedule.id] })
  const row = rows.find(({ id }) => id === input.replaces)
  if (!row) return refuse('not-found')
  const meant = [{ ...read.override, scheduleId: schedule.id }]
  const weighed = weighChanged(world, schedule.id, read.override, overrideOf(row))
  return { weighed, meant, ownerId: null, conflicts: [], rest: [] }
}

/** Overrides of one schedule that would be added. */
export function weighNew(world: Proposer['world'], overrides: readonly NewOverride[]): Weighed {
  return weighChange(world, 'override', {
    scheduleIds: [...new Set(overrides.map(({ scheduleId }) => scheduleId))],
    span: spanOfAll(overrides),
    added: overrides,
  })
}

/** `old` becomes `override` and keeps its position. */
export function weighChanged(
  world: Proposer['world'],
  scheduleId: string,
  override: ReadOverride,
  old: Override,
): Weighed {
  const { id, position } = old
  const newer = overrideOf({ ...override, id, position })
  return weighChange(world, 'override', {
    scheduleIds: [scheduleId],
    span: {
      startsAt: Math.min(override.startsAt, old.startsAt),
      endsAt: Math.max(override.endsAt, old.endsAt),
    },
    changed: new Map([[id, newer]]),
  })
}
