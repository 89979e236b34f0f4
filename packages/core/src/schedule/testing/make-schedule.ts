// Short ways to write a schedule in a test: what is not said is the plainest choice.

import type { Instant } from '../../platform/time.ts'
import { compileSchedule, type SchedulePlan } from '../compile-schedule.ts'
import type {
  EveryTurn,
  HoursWindow,
  Layer,
  LayerVersion,
  Member,
  Override,
  Schedule,
  Turn,
  Weekday,
} from '../schedule.ts'

export const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

export function people(...names: (string | readonly string[] | null)[]): Member[] {
  return names.map((name) => {
    if (name === null) return null
    return { userIds: typeof name === 'string' ? [name] : name }
  })
}

export function every(
  length: number,
  unit: EveryTurn['unit'],
  more: Partial<EveryTurn> = {},
): Turn {
  return { kind: 'every', length, unit, count: 'worked', shiftsPerMember: 1, ...more }
}

export function hours(days: readonly Weekday[], from: string, until: string): HoursWindow {
  return { days, from, until }
}

export function makeVersion(version: Partial<LayerVersion>): LayerVersion {
  return {
    effectiveFrom: null,
    startsWith: 0,
    firstHandoff: '2026-01-05T09:00',
    until: null,
    turn: every(1, 'week'),
    members: people('ana', 'ben', 'chen'),
    hours: null,
    ...version,
  }
}

export function makeLayer(version: Partial<LayerVersion>, layer: Partial<Layer> = {}): Layer {
  return {
    name: 'weekly',
    role: 'primary',
    stages: null,
    priority: 1,
    timeZone: null,
    versions: [makeVersion(version)],
    ...layer,
  }
}

export function makeSchedule(
  layers: readonly Layer[],
  overrides: readonly Override[] = [],
  timeZone = 'Europe/Vienna',
): Schedule {
  return { id: 'schedule', name: 'primary', teamId: null, timeZone, stages: [], layers, overrides }
}

export function makeOverride(override: Partial<Override>): Override {
  return {
    id: 'override',
    position: 1,
    role: 'primary',
    layerName: null,
    startsAt: utc('2026-01-06T00:00Z'),
    endsAt: utc('2026-01-07T00:00Z'),
    kind: 'add',
    ...override,
  }
}

/** A plan of one layer in one zone. */
export function planOf(version: Partial<LayerVersion>, timeZone = 'Europe/Vienna'): SchedulePlan {
  return compileSchedule(makeSchedule([makeLayer(version)], [], timeZone), new Map())
}

/** An instant from its text, with an offset or Z. */
export function utc(text: string): Instant {
  return Date.parse(text)
}
