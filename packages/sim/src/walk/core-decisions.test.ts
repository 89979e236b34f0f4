// Escalation decisions alone, by the hundred thousand: random policies, people who come and go, and
// time that goes on in jumps. Bounded to a number of runs that takes a few seconds.

import {
  decideEscalation,
  type EscalationPolicy,
  type EscalationWorld,
  MINUTE_MS,
  type RunProgress,
  startOfRun,
} from '@evenwatch/core'
import { expect, test } from 'vitest'
import { createSeededRandom, type SeededRandom } from '../world/seeded-random.ts'

const RUNS = process.env.EVENWATCH_DEEP === '1' ? 2_000_000 : 20_000
const ASKS_MAX = 400

test(`${RUNS} runs take each step once a round, in order, and come to an end`, () => {
  let decisions = 0
  for (let seed = 1; seed <= RUNS; seed += 1) decisions += follow(createSeededRandom(seed), seed)
  expect(decisions).toBeGreaterThan(RUNS)
}, 60_000)

function follow(random: SeededRandom, seed: number): number {
  const policy = drawPolicy(random)
  const taken = new Set<string>()
  let progress: RunProgress = startOfRun(0)
  let now = 0
  for (let asked = 1; asked <= ASKS_MAX; asked += 1) {
    const move = decideEscalation(policy, progress, drawWorld(random, now), now)
    for (const { round, step } of move.pages) {
      const key = `${round}/${step}`
      if (taken.has(key)) expect.fail(`seed ${seed}: step ${step} of round ${round} twice`)
      taken.add(key)
      if (progress.acknowledged && policy.steps[step]?.when !== 'unresolved') {
        expect.fail(`seed ${seed}: step ${step} is taken after the acknowledgement`)
      }
    }
    if (move.progress.round > policy.repeat.times) expect.fail(`seed ${seed}: a round too many`)
    if ((move.dueAt === null) !== (move.finish !== null)) {
      expect.fail(`seed ${seed}: finished and due exclude each other`)
    }
    if (move.dueAt === null) return asked
    if (move.dueAt <= now) expect.fail(`seed ${seed}: due again at once`)
    progress = move.progress
    // Sometimes late, sometimes asked before anything is due.
    const lateMs = random.chance(0.3) ? random.below(30 * MINUTE_MS) : 0
    now = random.chance(0.1) ? now + Math.ceil((move.dueAt - now) / 2) : move.dueAt + lateMs
    if (random.chance(0.05)) progress = { ...progress, acknowledged: true }
  }
  // Only a held run may go on for so long.
  if (progress.heldSince === null) expect.fail(`seed ${seed}: no end in sight`)
  return ASKS_MAX
}

function drawPolicy(random: SeededRandom): EscalationPolicy {
  return {
    id: 'p',
    name: 'p',
    version: 1,
    teamId: null,
    delaysFrom: random.pick(['previousStep', 'alertStart']),
    repeat: { times: random.below(4), afterMs: random.below(20) * MINUTE_MS },
    whenNobody: random.pick(['lastResort', 'hold', 'none']),
    steps: Array.from({ length: 1 + random.below(5) }, () => ({
      afterMs: random.below(15) * MINUTE_MS,
      notify: [],
      mode: 'everyone',
      when: random.chance(0.25) ? 'unresolved' : 'unacknowledged',
      condition: null,
    })),
  }
}

function drawWorld(random: SeededRandom, now: number): EscalationWorld {
  const chance = random.pick([0, 0.3, 0.9])
  return {
    peopleOf: () => ({
      userIds: random.chance(chance) ? ['ana'] : [],
      policyIds: random.chance(0.1) ? ['other'] : [],
      takesTurn: false,
    }),
    appliesTo: () => random.chance(0.9),
    lastResort: () => (random.chance(0.7) ? ['root'] : []),
    nextCoverAt: () => (random.chance(0.5) ? now + 1 + random.below(3 * MINUTE_MS) : null),
  }
}
