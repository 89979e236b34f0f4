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

/** The turn before a hole in a rule began no further back; rules have at least yearly turns. */
const LOOK_BACK_DAYS = 370
/** Turns are read this far ahead at first, then twice as far, up to the last. */
const FIRST_READ_DAYS = 64
const READ_DAYS_MAX = SCHEDULE_SPAN_DAYS_MAX - LOOK_BACK_DAYS

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
  const until = 'until' in length ? length.until : Number.POSITIVE_INFINITY
  const runs = runsFrom(lineOf(layer, newest, schedule.timeZone), newest, asked, until)
  const [first] = runs
  if (!first) return { kind: 'none' }
  const all = 1 + (runs.at(-1)?.number ?? 0) - first.number
  const wanted = 'turns' in length ? length.turns : all
  let count = wanted
  for (;;) {
    if (count > PLAN_SLOTS_MAX) return { kind: 'too-many' }
    const taken = runs.filter(({ number }) => number < first.number + count)
    const span = { startsAt: first.startsAt, endsAt: taken.at(-1)?.endsAt ?? first.endsAt }
    const next = nextVersion(layer, newest, schedule.timeZone, taken)
    const turns = turnsOf(schedule, layer, next, Math.min(count, all), span, teamMembers)
    const ends = turns.flatMap((spans, turn) => (spans.length > 0 ? [turn + 1] : []))
    const enough = ends[wanted - 1] ?? Number.POSITIVE_INFINITY
    // Exactly as many, all there are, or all that begin before.
    if (enough === count || (enough > count && count >= all) || 'until' in length) {
      return ends.length === 0
        ? { kind: 'none' }
        : { kind: 'turns', layer, ...span, turns, ...next }
    }
    // More than asked for is read only where some turns are empty; then the rest is left out.
    const guess = Math.ceil((count * wanted) / Math.max(1, ends.length))
    const more = Math.min(guess, all, PLAN_SLOTS_MAX)
    count = enough < count ? enough : Math.max(count + 1, more)
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
 * The runs of turns from the first handoff on that begin before `until`, each of them whole: at most
 * some more than a period may have.
 */
function runsFrom(
  line: LayerLine,
  { turn }: LayerVersion,
  from: Instant,
  until: Instant,
): Numbered[] {
  // Only turns of a rule have holes between them; otherwise one is always running.
  const lookBackMs = turn.kind === 'every' ? 1 : LOOK_BACK_DAYS * DAY_MS
  const running = numbered(line, from - lookBackMs, from).at(-1)?.number ?? -1
  for (let days = FIRST_READ_DAYS; ; days *= 2) {
    const to = from + Math.min(days, READ_DAYS_MAX) * DAY_MS
    // A turn that runs already is no handoff, nor is the rest of it after a hole.
    const runs = numbered(line, from, to).filter(({ number }) => number > running)
    const begun = runs.filter(({ startsAt }) => startsAt < until)
    const first = begun[0]?.number ?? 0
    const last = begun.at(-1)?.number ?? 0
    const isWhole = to >= until && (runs.at(-1)?.number ?? 0) > last
    if (isWhole || last - first > PLAN_SLOTS_MAX || days >= READ_DAYS_MAX) {
      return runs.filter(({ number }) => begun.length > 0 && number <= last)
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
