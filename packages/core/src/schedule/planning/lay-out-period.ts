// The turns of a period that is to be planned, read out of the very rotation that will work them.
//
// The layer's newest version is copied with one placeholder for each turn and compiled, so that
// turn units, hours, clock changes, recurrence rules and turns that do not count are those of the
// schedule and not a second opinion. The copy counts from the first handoff of the period, so that
// its members stand in order. Where counting from there would shift later handoffs (the 31st of a
// month, a rule with COUNT), it keeps the old first handoff and its members are turned round.
// Overrides are left out: they act on whoever is planned.

import { assert } from '../../platform/assert.ts'
import { DAY_MS, type Instant, type Span } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import { segmentsIn } from '../final-timeline.ts'
import { compileLayer, type LayerLine } from '../layer-line.ts'
import type { Layer, LayerVersion, Member, Schedule, TeamMembers } from '../schedule.ts'
import { SCHEDULE_SPAN_DAYS_MAX } from '../schedule-limits.ts'
import { formatWallTime, parseWallTime } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { PLAN_SLOTS_MAX } from './planning-limits.ts'

/** No turn is longer, so a handoff lies within as many days before and after any instant. */
const TURN_DAYS_MAX = 370

/** How much is planned: so many turns in which somebody works, or all that begin before. */
export type PeriodLength = { readonly turns: number } | { readonly until: Instant }

export type PeriodLayout =
  | ({ readonly kind: 'turns' } & Period)
  /** No handoff from there on: the layer ends before, or none of its turns is on call. */
  | { readonly kind: 'none' }
  /** More turns than PLAN_SLOTS_MAX, those in which nobody works included. */
  | { readonly kind: 'too-many' }

export type Period = Span & {
  readonly layer: Layer
  /** The on-call time of each turn in order; empty where the layer's hours leave nothing of it. */
  readonly turns: readonly (readonly Span[])[]
  /** The layer's next version, its members aside. */
  readonly version: Omit<LayerVersion, 'members'>
  /** Which turn the first of the version's members has. */
  readonly firstMemberTurn: number
}

type Numbered = Span & { readonly number: number }

/** `from`: the period begins with the first handoff there or later, of the newest version. */
export function layOutPeriod(
  schedule: Schedule,
  layerName: string,
  from: Instant,
  length: PeriodLength,
  teamMembers: TeamMembers,
): PeriodLayout {
  const layer = schedule.layers.find(({ name }) => name === layerName)
  const newest = layer?.versions.at(-1)
  assert(layer !== undefined && newest !== undefined, 'a layer of the schedule, with a version')
  const asked = Math.max(from, newest.effectiveFrom ?? from)
  const line = lineOf(layer, newest, schedule.timeZone)
  const runs = runsFrom(line, asked, length)
  const [first] = runs
  if (!first) return { kind: 'none' }

  const wanted = 'turns' in length ? length.turns : PLAN_SLOTS_MAX
  let count = 'turns' in length ? length.turns : 1 + (runs.at(-1)?.number ?? 0) - first.number
  for (;;) {
    if (count > PLAN_SLOTS_MAX) return { kind: 'too-many' }
    const taken = runs.filter(({ number }) => number < first.number + count)
    const endsAt = Math.max(...taken.map((run) => run.endsAt))
    const known = 1 + (taken.at(-1)?.number ?? 0) - first.number
    const span = { startsAt: first.startsAt, endsAt }
    const next = nextVersion(layer, newest, schedule.timeZone, taken)
    const turns = turnsOf(schedule, layer, next, known, span, teamMembers)
    const worked = turns.filter((spans) => spans.length > 0).length
    // Enough, or the layer ends before.
    if ('until' in length || worked >= wanted || known < count) {
      if (worked === 0) return { kind: 'none' }
      return { kind: 'turns', layer, ...span, turns, ...next }
    }
    count += wanted - worked
  }
}

/** The version by itself, as if it had always held; whoever takes turns in it does not matter. */
function lineOf(layer: Layer, version: LayerVersion, timeZone: string): LayerLine {
  const alone: Layer = {
    ...layer,
    versions: [{ ...version, effectiveFrom: null, members: [{ userIds: ['anybody'] }] }],
  }
  return compileLayer(alone, 0, timeZone, new Map())
}

/**
 * The runs of turns from the first handoff on: more than a period may have turns, or as far as the
 * asked length or the layer goes.
 */
function runsFrom(line: LayerLine, from: Instant, length: PeriodLength): Numbered[] {
  const before = numbered(line, from - TURN_DAYS_MAX * DAY_MS, from)
  const running = before.at(-1)?.number ?? Number.NEGATIVE_INFINITY
  const horizon = from + (SCHEDULE_SPAN_DAYS_MAX - TURN_DAYS_MAX) * DAY_MS
  const lastStart = 'until' in length ? Math.min(length.until, horizon) : horizon
  for (let days = TURN_DAYS_MAX; ; days *= 2) {
    // One turn further, so that the last one is whole.
    const to = Math.min(from + days * DAY_MS, lastStart) + TURN_DAYS_MAX * DAY_MS
    // A turn that runs already is no handoff, nor is the rest of it after a hole.
    const runs = numbered(line, from, to).filter(({ number }) => number > running)
    const begin = runs.filter(({ startsAt }) => startsAt >= from && startsAt < lastStart)
    const first = begin[0]?.number ?? Number.POSITIVE_INFINITY
    const last = begin.at(-1)?.number ?? Number.NEGATIVE_INFINITY
    if (last - first > PLAN_SLOTS_MAX || from + days * DAY_MS >= lastStart) {
      return runs.filter(({ number }) => number >= first && number <= last)
    }
  }
}

function numbered(line: LayerLine, from: Instant, to: Instant): Numbered[] {
  return line.stintsIn(from, to).flatMap(({ startsAt, endsAt, marks }) => {
    const [mark] = marks
    // The last version's end may cut a turn to nothing.
    return mark && startsAt < endsAt ? [{ startsAt, endsAt, number: mark.stint }] : []
  })
}

type NextVersion = Pick<Period, 'version' | 'firstMemberTurn'>

function nextVersion(
  layer: Layer,
  newest: LayerVersion,
  timeZone: string,
  runs: readonly Numbered[],
): NextVersion {
  const [first] = runs
  assert(first !== undefined, 'a period has a turn')
  const { members: _, ...rest } = newest
  const version = { ...rest, effectiveFrom: first.startsAt, startsWith: 0 }
  for (const firstHandoff of handoffTexts(layer, newest, timeZone, first.startsAt)) {
    const again = { ...version, firstHandoff }
    if (countsTheSame(layer, again, timeZone, runs)) return { version: again, firstMemberTurn: 0 }
  }
  return { version, firstMemberTurn: -first.number }
}

/** A handoff's wall time; in a skipped hour, the one that was meant by the rotation's own clock. */
function handoffTexts(layer: Layer, version: LayerVersion, timeZone: string, at: Instant) {
  const shown = zoneTable(layer.timeZone ?? timeZone).wallAt(at)
  const anchor = parseWallTime(version.firstHandoff)
  assert(anchor !== null, 'the first handoff is a wall time')
  const timeOfDay = ((anchor % DAY_MS) + DAY_MS) % DAY_MS
  const meant = Math.floor(shown / DAY_MS) * DAY_MS + timeOfDay
  return [...new Set([shown, meant])].map((wall) => formatWallTime(wall).replace(/:00$/, ''))
}

/** Whether the same turns come of it, each a turn of its own, counted from 0. */
function countsTheSame(
  layer: Layer,
  version: Omit<LayerVersion, 'members'>,
  timeZone: string,
  runs: readonly Numbered[],
): boolean {
  const [first] = runs
  const last = runs.at(-1)
  if (!first || !last) return false
  const line = lineOf(layer, { ...version, members: [] }, timeZone)
  const again = numbered(line, first.startsAt, last.endsAt)
  return (
    again.length === runs.length &&
    again.every((run, i) => {
      const old = runs[i]
      return (
        old !== undefined &&
        run.startsAt === old.startsAt &&
        run.endsAt === old.endsAt &&
        run.number === old.number - first.number
      )
    })
  )
}

function turnsOf(
  schedule: Schedule,
  layer: Layer,
  next: NextVersion,
  count: number,
  span: Span,
  teamMembers: TeamMembers,
): Span[][] {
  const placeholder = (turn: number) => `turn ${turn}`
  const turnOf = new Map(Array.from({ length: count }, (_, turn) => [placeholder(turn), turn]))
  const members = membersByTurn(next.firstMemberTurn, count, (turn) => ({
    userIds: [placeholder(turn)],
  }))
  const planned = withVersion(layer, { ...next.version, members })
  const layers = schedule.layers.map((one) => (one.name === layer.name ? planned : one))
  const plan = compileSchedule({ ...schedule, layers, overrides: [] }, teamMembers)
  const turns: Span[][] = Array.from({ length: count }, () => [])
  for (const { onCall, startsAt, endsAt } of segmentsIn(plan.ofRole(layer.role), span)) {
    for (const { userId, layerName } of onCall.because) {
      const turn = layerName === layer.name ? turnOf.get(userId) : undefined
      if (turn === undefined) continue
      turns[turn]?.push({
        startsAt: Math.max(startsAt, span.startsAt),
        endsAt: Math.min(endsAt, span.endsAt),
      })
    }
  }
  return turns
}

/** The members so that the first turn of the period falls to `memberOf(0)`, and so on. */
export function membersByTurn(
  firstMemberTurn: number,
  count: number,
  memberOf: (turn: number) => Member,
): Member[] {
  return Array.from({ length: count }, (_, index) => {
    const turn = (((firstMemberTurn + index) % count) + count) % count
    return memberOf(turn)
  })
}

/** Versions planned for later are replaced, as by every change of a rotation (rule 8). */
function withVersion(layer: Layer, version: LayerVersion): Layer {
  const startsAt = version.effectiveFrom ?? Number.NEGATIVE_INFINITY
  const kept = layer.versions.filter(
    ({ effectiveFrom }) => effectiveFrom === null || effectiveFrom < startsAt,
  )
  return { ...layer, versions: [...kept, version] }
}
