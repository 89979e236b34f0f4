// What each kind of change would write: the overrides, without writing them.
//
// Preview and change ask here alike, so that what was shown is what happens. A span that began
// earlier counts from now: who was on call is not rewritten.

import { COVER_REQUEST_LIMITS, type FieldFault, TEMPORARY_DAYS_MAX } from '@evenwatch/api'
import {
  DAY_MS,
  finalTimeline,
  type Instant,
  nextOnCall,
  onCallAt,
  type ShiftChangeKind,
  type ShiftRole,
  type Span,
  shiftsBetween,
  temporaryShifts,
} from '@evenwatch/core'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import type { NewOverride } from '../write-overrides.ts'
import type { ChangeWorld, ScheduleDefinition, WorldPerson } from './load-change-world.ts'

export type Proposal = {
  readonly kind: ShiftChangeKind
  readonly linkId: string
  readonly overrides: readonly NewOverride[]
  /** Whose shift it was, when it was somebody's. */
  readonly ownerId: string | null
}

export type Proposer = {
  readonly world: ChangeWorld
  /** The person who asks; null for tokens that belong to nobody. */
  readonly me: string | null
  newId(): string
}

export type LineSpan = Span & { readonly scheduleId: string; readonly role: ShiftRole }

/** A day may always be asked about, and take-overs need some end. */
const TAKE_OVER_MS_MAX = 31 * DAY_MS

export function invalid(field: string, rule: string): Refusal {
  return refuse('invalid-request', { fields: [{ field, rule }] })
}

/** The span from now on, or what is wrong with it. */
export function readFutureSpan(
  given: { readonly from: string; readonly until: string },
  now: Instant,
  daysMax: number = COVER_REQUEST_LIMITS.spanDaysMax,
): Span | Refusal {
  const from = Date.parse(given.from)
  const endsAt = Date.parse(given.until)
  if (endsAt <= from) return invalid('until', 'Later than `from`.')
  if (endsAt <= now) return invalid('until', 'In the future: who was on call is not rewritten.')
  if (endsAt - from > daysMax * DAY_MS) return invalid('until', `At most ${daysMax} days.`)
  return { startsAt: Math.max(from, now), endsAt }
}

export function readPerson(proposer: Proposer, ref: string, field: string): WorldPerson | Refusal {
  const person = proposer.world.findPerson(ref, proposer.me)
  if (!person) return invalid(field, `There is no person named ${ref}.`)
  return person
}

export function readActivePerson(
  proposer: Proposer,
  ref: string,
  field: string,
): WorldPerson | Refusal {
  const person = readPerson(proposer, ref, field)
  if ('refused' in person || person.isActive) return person
  return invalid(field, `${person.displayName} is deactivated.`)
}

export function readSchedule(world: ChangeWorld, ref: string): ScheduleDefinition | Refusal {
  return world.findSchedule(ref) ?? invalid('schedule', `There is no schedule named ${ref}.`)
}

/** Whether the person is on call on the line at any time of the span. */
export function holdsAnyOf(world: ChangeWorld, userId: string, line: LineSpan): boolean {
  const plan = world.plans.get(line.scheduleId)?.ofRole(line.role)
  return plan ? finalTimeline(plan, line).some(({ userIds }) => userIds.includes(userId)) : false
}

export function notOnCall(world: ChangeWorld, userId: string, line: LineSpan, field: string) {
  const name = world.people.get(userId)?.displayName ?? userId
  const schedule = world.schedules.get(line.scheduleId)?.name ?? line.scheduleId
  return invalid(field, `${name} is not on call for ${schedule} (${line.role}) then.`)
}

/** One person in the place of another on one line. */
export function replacement(
  { newId }: Pick<Proposer, 'newId'>,
  line: LineSpan,
  more: Pick<NewOverride, 'removeUserId' | 'addUserId' | 'cause' | 'linkId' | 'reason'>,
): NewOverride {
  return {
    id: newId(),
    ...line,
    layerName: null,
    kind: more.removeUserId === null ? 'add' : 'replace',
    userIds: [],
    sourceRef: null,
    ...more,
  }
}

export function proposeCover(
  proposer: Proposer,
  line: LineSpan,
  people: { readonly ownerId: string; readonly coverId: string },
  more: { readonly cause: 'cover' | 'arranged'; readonly linkId: string; readonly reason: string },
): Proposal | Refusal {
  const { ownerId, coverId } = people
  const fields = more.cause === 'arranged' ? ['away', 'cover'] : ['from', 'cover']
  if (ownerId === coverId) return invalid('cover', 'Cover is another person.')
  if (!holdsAnyOf(proposer.world, ownerId, line)) {
    return notOnCall(proposer.world, ownerId, line, fields[0] ?? 'from')
  }
  const override = replacement(proposer, line, {
    removeUserId: ownerId,
    addUserId: coverId,
    ...more,
  })
  return { kind: more.cause, linkId: more.linkId, overrides: [override], ownerId }
}

export function proposeSwap(
  proposer: Proposer,
  owner: LineSpan & { readonly userId: string },
  counterpart: LineSpan & { readonly userId: string },
  more: { readonly linkId: string; readonly reason: string },
): Proposal | Refusal {
  if (owner.userId === counterpart.userId) return invalid('with', 'A swap is with another person.')
  for (const [side, field] of [
    [owner, 'from'],
    [counterpart, 'with'],
  ] as const) {
    if (!holdsAnyOf(proposer.world, side.userId, side)) {
      return notOnCall(proposer.world, side.userId, side, field)
    }
  }
  const half = ({ userId, ...line }: LineSpan & { readonly userId: string }, other: string) =>
    replacement(proposer, line, {
      removeUserId: userId,
      addUserId: other,
      cause: 'swap',
      ...more,
    })
  return {
    kind: 'swap',
    linkId: more.linkId,
    overrides: [half(owner, counterpart.userId), half(counterpart, owner.userId)],
    ownerId: owner.userId,
  }
}

/** From now until the end of the shift; where nobody is on call, until somebody would be. */
export function proposeTakeOver(
  proposer: Proposer,
  schedule: ScheduleDefinition,
  input: {
    readonly role: ShiftRole
    readonly until?: string | undefined
    readonly of?: string | undefined
    readonly reason?: string
  },
): Proposal | Refusal {
  const { world, me, newId } = proposer
  const { now } = world
  if (me === null) return refuse('not-allowed', { detail: 'Only a person can take over.' })
  const plan = world.plans.get(schedule.id)?.ofRole(input.role)
  const holders = plan ? onCallAt(plan, now).userIds : []
  if (holders.includes(me)) return refuse('state-conflict', { detail: 'You are on call already.' })
  const of = input.of === undefined ? null : readPerson(proposer, input.of, 'of')
  if (of !== null && 'refused' in of) return of
  if (of !== null && !holders.includes(of.id)) {
    return notOnCall(
      world,
      of.id,
      { ...lineAt(now), scheduleId: schedule.id, role: input.role },
      'of',
    )
  }
  const shift = plan && shiftsBetween(plan, { startsAt: now, endsAt: now + 1 })[0]
  const next = plan && nextOnCall(plan, now)
  const ends = shift?.endsAt ?? next?.startsAt ?? now + DAY_MS
  const endsAt = input.until === undefined ? ends : Date.parse(input.until)
  if (endsAt <= now) return invalid('until', 'In the future.')
  if (input.until !== undefined && endsAt - now > TAKE_OVER_MS_MAX) {
    return invalid('until', `At most ${TAKE_OVER_MS_MAX / DAY_MS} days.`)
  }
  const linkId = newId()
  const removed: readonly (string | null)[] = of ? [of.id] : holders.length > 0 ? holders : [null]
  const line = { scheduleId: schedule.id, role: input.role, startsAt: now, endsAt }
  return {
    kind: 'take-over',
    linkId,
    ownerId: removed[0] ?? null,
    overrides: removed.map((removeUserId) =>
      replacement(proposer, line, {
        removeUserId,
        addUserId: me,
        cause: 'take-over',
        linkId,
        reason: input.reason ?? '',
      }),
    ),
  }
}

function lineAt(now: Instant): Span {
  return { startsAt: now, endsAt: now + 1 }
}

export function proposeTemporary(
  proposer: Proposer,
  schedule: ScheduleDefinition,
  input: {
    readonly role: ShiftRole
    readonly from: string
    readonly until: string
    readonly reason: string
    readonly shifts: readonly {
      readonly from: string
      readonly until: string
      readonly users: readonly string[]
    }[]
  },
): Proposal | Refusal {
  const { world, newId } = proposer
  const span = readFutureSpan(input, world.now, TEMPORARY_DAYS_MAX)
  if ('refused' in span) return span
  const faults: FieldFault[] = []
  const shifts = input.shifts.map(({ from, until, users }, i) => ({
    startsAt: Math.max(Date.parse(from), span.startsAt),
    endsAt: Date.parse(until),
    userIds: users.flatMap((ref, k) => {
      const person = readActivePerson(proposer, ref, `shifts[${i}].users[${k}]`)
      if (!('refused' in person)) return [person.id]
      faults.push(...(person.extras.fields ?? []))
      return []
    }),
  }))
  const read = temporaryShifts(span, shifts)
  if (!read.ok) {
    faults.push(...read.faults.map(({ index, rule }) => ({ field: `shifts[${index}]`, rule })))
  }
  if (faults.length > 0 || !read.ok) return refuse('invalid-request', { fields: faults })
  const linkId = newId()
  return {
    kind: 'temporary',
    linkId,
    ownerId: null,
    overrides: read.stretches.map(({ startsAt, endsAt, userIds }) => ({
      id: newId(),
      scheduleId: schedule.id,
      role: input.role,
      layerName: null,
      kind: 'set',
      removeUserId: null,
      addUserId: null,
      userIds: [...new Set(userIds)],
      startsAt,
      endsAt,
      cause: 'temporary',
      linkId,
      sourceRef: null,
      reason: input.reason,
    })),
  }
}
