// Draws a small organisation: people with methods of all kinds, teams, schedules with gaps,
// policies of every shape, services that group, lapse and page again.

import type { StepMode } from '@evenwatch/core'
import type {
  Given,
  GivenPerson,
  GivenPolicy,
  GivenSchedule,
  GivenService,
  GivenStep,
} from '../world/given.ts'
import type { SeededRandom } from '../world/seeded-random.ts'

export const PEOPLE = ['Ana', 'Ben', 'Chen', 'Dia', 'Eli'] as const
export const SERVICES = ['api', 'db', 'web'] as const

const METHODS: readonly NonNullable<GivenPerson['methods']>[] = [
  { push: 'webhook' },
  { push: 'webhook', mail: 'email' },
  { mail: 'email' },
  { inbox: 'inbox', mail: 'email' },
  { push: 'webhook', mail: 'email', inbox: 'inbox' },
]
const MODES: readonly StepMode[] = ['everyone', 'roundRobin', 'next', 'previous', 'random']

export function makeGiven(random: SeededRandom): Given {
  return {
    nodes: 1 + random.below(3),
    people: {
      ...Object.fromEntries(PEOPLE.map((name) => [name, makePerson(random)])),
      Root: { methods: { mail: 'email' }, high: ['0m mail'], low: ['0m mail'], role: 'admin' },
    },
    teams: {
      red: { leads: [random.pick(PEOPLE)], members: PEOPLE.filter(() => random.chance(0.5)) },
      blue: { leads: [], members: PEOPLE.filter(() => random.chance(0.4)) },
    },
    schedules: { primary: makeSchedule(random), secondary: makeSchedule(random) },
    policies: {
      main: makePolicy(random, ['policy:nested']),
      other: makePolicy(random, []),
      nested: makePolicy(random, []),
    },
    services: Object.fromEntries(SERVICES.map((name) => [name, makeService(random)])),
  }
}

function makePerson(random: SeededRandom): GivenPerson {
  // Now and then nothing reaches somebody.
  if (random.chance(0.08)) return { methods: {} }
  const methods = random.pickOr(METHODS, { push: 'webhook' })
  const names = Object.keys(methods)
  const rules = () =>
    names.filter(() => random.chance(0.7)).map((name) => `${random.below(4)}m ${name}`)
  return { methods, high: rules(), low: rules() }
}

function makeSchedule(random: SeededRandom): GivenSchedule {
  const members = Array.from({ length: 1 + random.below(4) }, () =>
    random.chance(0.1) ? null : random.pick(PEOPLE),
  )
  const hours = random.chance(0.3)
    ? {
        hours: [
          {
            days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
            from: random.pick(['08:00', '09:30', '10:15']),
            until: random.pick(['09:45', '11:00', '18:00']),
          } as const,
        ],
      }
    : {}
  return {
    layers: {
      turns: { members, turn: { length: 1, unit: random.pick(['hour', 'day', 'week']) }, ...hours },
    },
  }
}

function makePolicy(random: SeededRandom, extra: readonly string[]): GivenPolicy {
  const steps = Array.from({ length: 1 + random.below(3) }, (_, index) =>
    makeStep(random, index, extra),
  )
  return {
    ...(random.chance(0.7) && { team: random.pick(['red', 'blue']) }),
    delaysFrom: random.pick(['previousStep', 'previousStep', 'alertStart']),
    repeat: { times: random.below(3), after: `${1 + random.below(10)}m` },
    whenNobody: random.pick(['lastResort', 'lastResort', 'lastResort', 'hold', 'none']),
    steps,
  }
}

function makeStep(random: SeededRandom, index: number, extra: readonly string[]): GivenStep {
  const targets = [...PEOPLE, 'team:red', 'team:blue', 'schedule:primary', 'schedule:secondary']
  const count = 1 + random.below(2)
  const notify = Array.from({ length: count }, () => random.pickOr(targets, 'Ana'))
  if (random.chance(0.35)) notify.push(...extra)
  return {
    after: `${index === 0 ? random.below(2) : random.below(10)}m`,
    notify: [...new Set(notify)],
    mode: random.chance(0.7) ? 'everyone' : random.pickOr(MODES, 'everyone'),
    when: random.chance(0.2) ? 'unresolved' : 'unacknowledged',
    ...(random.chance(0.15) && { if: 'severity == "critical"' }),
  }
}

function makeService(random: SeededRandom): GivenService {
  return {
    policy: random.pick(['main', 'main', 'other']),
    team: 'red',
    ...(random.chance(0.5) && {
      grouping: { by: ['region'], window: `${1 + random.below(20)}m` },
    }),
    ...(random.chance(0.3) && { lapses: `${5 + random.below(30)}m` }),
    ...(random.chance(0.3) && { repage: 'always' as const }),
  }
}
