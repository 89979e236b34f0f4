// Draws what happens in a walk: a list of moves as plain data, so that a failing walk can be
// replayed, and shrunk by leaving moves out.

import { MINUTE_MS, SECOND_MS } from '@evenwatch/core'
import type { SeededRandom } from '../world/seeded-random.ts'
import { PEOPLE, SERVICES } from './make-given.ts'

export const PROFILES = ['calm', 'carriers', 'faults'] as const
/** Nothing breaks; carriers break; everything breaks. */
export type Profile = (typeof PROFILES)[number]

export type WalkEvent = {
  readonly key: string
  readonly action: 'trigger' | 'resolve' | 'acknowledge'
  readonly severity: 'critical' | 'error' | 'warning'
  readonly region: string
}

export type Move = {
  readonly atMs: number /** In [0, 1), for choices that need the world. */
  readonly roll: number
} & (
  | { readonly kind: 'events'; readonly service: string; readonly events: readonly WalkEvent[] }
  | {
      readonly kind: 'act'
      readonly person: string
      readonly action: 'acknowledge' | 'resolve' | 'snooze' | 'reopen' | 'escalate'
    }
  | { readonly kind: 'override'; readonly person: string; readonly lengthMs: number }
  | { readonly kind: 'toggle-person'; readonly person: string }
  | { readonly kind: 'edit-policy' }
  | { readonly kind: 'freeze' | 'unsure'; readonly lengthMs: number }
  | { readonly kind: 'vanish' | 'vanish-soon' | 'cut-soon'; readonly lengthMs: number }
  | { readonly kind: 'clock'; readonly offsetMs: number }
)

/** What breaks, breaks before this; then the world goes on for a while. */
export const FAULTS_UNTIL_MS = 70 * MINUTE_MS
export const MOVES_UNTIL_MS = 80 * MINUTE_MS
export const WALK_MS = 150 * MINUTE_MS

export function makePlan(random: SeededRandom, profile: Profile): Move[] {
  const count = 15 + random.below(30)
  const moves = Array.from({ length: count }, (): Move[] => {
    const atMs = moment(random)
    const move = makeMove(random, profile, atMs)
    // What happens at one moment interleaves: a good part of the moves come in pairs.
    return random.chance(0.4) ? [move, makeMove(random, profile, atMs)] : [move]
  })
  return moves.flat().sort((a, b) => a.atMs - b.atMs)
}

/** Often on a full minute, where steps are due, too. */
function moment(random: SeededRandom): number {
  const minute = random.below(MOVES_UNTIL_MS / MINUTE_MS) * MINUTE_MS
  return random.chance(0.6) ? minute : minute + random.below(60 * SECOND_MS)
}

function makeMove(random: SeededRandom, profile: Profile, atMs: number): Move {
  const at = { atMs, roll: random.next() }
  const person = random.pick(PEOPLE)
  const draw = random.next()
  if (profile === 'faults' && atMs < FAULTS_UNTIL_MS && random.chance(0.4)) {
    return makeFault(random, at)
  }
  if (draw < 0.5) {
    const events = Array.from({ length: 1 + random.below(3) }, () => makeEvent(random))
    return { ...at, kind: 'events', service: random.pick(SERVICES), events }
  }
  if (draw < 0.88) return { ...at, kind: 'act', person, action: pickAction(random) }
  if (draw < 0.92) {
    return { ...at, kind: 'override', person, lengthMs: (1 + random.below(60)) * MINUTE_MS }
  }
  return draw < 0.96 ? { ...at, kind: 'toggle-person', person } : { ...at, kind: 'edit-policy' }
}

function makeEvent(random: SeededRandom): WalkEvent {
  return {
    key: random.pick(['k1', 'k2', 'k3', 'k4']),
    action: random.pick(['trigger', 'trigger', 'trigger', 'resolve', 'acknowledge']),
    severity: random.pick(['critical', 'error', 'warning']),
    region: random.pick(['east', 'west']),
  }
}

function pickAction(random: SeededRandom) {
  const actions = [
    'acknowledge',
    'acknowledge',
    'acknowledge',
    'resolve',
    'snooze',
    'reopen',
    'escalate',
  ] as const
  return random.pick(actions)
}

type FaultKind = Exclude<
  Move['kind'],
  'events' | 'act' | 'override' | 'toggle-person' | 'edit-policy'
>

function makeFault(random: SeededRandom, at: { atMs: number; roll: number }): Move {
  const lengthMs = 1 + random.below(90 * SECOND_MS)
  const kind = random.pick<FaultKind>([
    'freeze',
    'unsure',
    'vanish',
    'vanish-soon',
    'vanish-soon',
    'cut-soon',
    'cut-soon',
    'clock',
  ])
  switch (kind) {
    case 'clock': {
      const offsetMs = random.chance(0.8) ? random.below(1_000) - 500 : random.below(25_000)
      return { ...at, kind, offsetMs }
    }
    default:
      return { ...at, kind, lengthMs }
  }
}
