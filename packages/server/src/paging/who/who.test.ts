import * as api from '@evenwatch/api'
import {
  compileSchedule,
  DAY_MS,
  formatInstant,
  HOUR_MS,
  type Layer,
  type Schedule,
  type Service,
} from '@evenwatch/core'
import { Pool } from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { call } from '../../alert/testing/call.ts'
import { makeHttp, makeWorld, START } from '../../alert/testing/make-context.ts'
import {
  IDS,
  makeDirectory,
  makePerson,
  makePolicy,
  makeService,
  makeStep,
} from '../../alert/testing/make-directory.ts'
import { isRefusal } from '../../platform/http/refusal.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { answerWho } from './answer-who.ts'
import { registerWhoRoutes } from './register-who-routes.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)
registerWhoRoutes(http, world.context)

const SCHEDULE_ID = '00000000-0000-7000-8000-000000000050'
const MIDNIGHT = Math.floor(START / DAY_MS) * DAY_MS

/** Ben and Chen by turns, a day each, in UTC. */
const DAYS: Layer = {
  name: 'days',
  role: 'primary',
  stages: null,
  priority: 1,
  timeZone: null,
  versions: [
    {
      effectiveFrom: null,
      startsWith: 0,
      firstHandoff: formatInstant(MIDNIGHT).slice(0, 16),
      until: null,
      turn: { kind: 'every', length: 1, unit: 'day', count: 'elapsed', shiftsPerMember: 1 },
      members: [{ userIds: [IDS.ben] }, { userIds: [IDS.chen] }],
      hours: null,
    },
  ],
}
const SCHEDULE: Schedule = {
  id: SCHEDULE_ID,
  name: 'payments-primary',
  teamId: IDS.team,
  timeZone: 'UTC',
  stages: [],
  layers: [DAYS],
  overrides: [],
}

const HOOK = 'https://hooks.example.org/secret/path'

beforeEach(() => {
  world.now = START
  const onCall = { kind: 'schedule', id: SCHEDULE_ID } as const
  const steps = [{ ...makeStep(0, IDS.ana), notify: [onCall] }, makeStep(300_000, IDS.ana)]
  const [inbox] = makePerson(IDS.ben, 'ben').contactMethods
  const hook = { ...inbox, id: IDS.integration, name: 'hook', address: HOOK, position: 1 }
  const ben = makePerson(IDS.ben, 'ben', 'responder', {
    contactMethods: [
      ...makePerson(IDS.ben, 'ben').contactMethods,
      { ...hook, userId: IDS.ben, channel: 'webhook', verifiedAt: null },
    ],
  })
  const people = [makePerson(IDS.ana, 'ana', 'admin'), ben, makePerson(IDS.chen, 'chen')]
  const plan = compileSchedule(SCHEDULE, new Map())
  world.directory = makeDirectory({
    people: new Map(people.map((person) => [person.id, person])),
    schedules: new Map([[SCHEDULE_ID, { schedule: SCHEDULE, displayName: 'Payments', plan }]]),
    policies: new Map([[IDS.policy, makePolicy({ steps })]]),
    services: new Map([[IDS.service, makeService()]]),
  })
})

async function who(q: string, user = 'ben', more: object = {}): Promise<readonly api.WhoHitView[]> {
  const { status, body } = await call(http, api.findWhoIsOnCall, user, { query: { q, ...more } })
  expect(status, JSON.stringify(body)).toBe(200)
  return api.findWhoIsOnCall.response.parse(body).hits
}

describe('who is on call for', () => {
  test('a service: its steps in order, until when, who is next, and whom a page names', async () => {
    const [hit, ...others] = await who('checkout')
    expect(others).toEqual([])
    expect(hit).toMatchObject({
      kind: 'service',
      name: 'checkout-api',
      about: 'Service of the team Payments, by the policy payments',
      page: { policy: 'payments' },
    })
    expect(
      hit?.levels.map(({ words, people }) => [words, people.map((one) => one.user.name)]),
    ).toEqual([
      ['Paged at once', ['ben']],
      ['After 5m', ['ana']],
    ])
    expect(hit?.levels[0]).toMatchObject({
      people: [
        {
          until: formatInstant(MIDNIGHT + DAY_MS),
          reasons: ['on call in payments-primary, layer days'],
          isReachable: true,
        },
      ],
      next: [{ startsAt: formatInstant(MIDNIGHT + DAY_MS), people: [{ name: 'chen' }] }],
    })
  })

  test('at another moment, whoever it is then', async () => {
    const at = formatInstant(MIDNIGHT + DAY_MS + HOUR_MS)
    const [hit] = await who('payments-primary', 'ben', { at })
    expect(hit).toMatchObject({ kind: 'schedule', page: { schedule: 'payments-primary' } })
    expect(hit?.levels[0]?.people.map(({ user }) => user.name)).toEqual(['chen'])
  })

  test('a team: its schedules, then its leads', async () => {
    const hits = await who('payments')
    expect(hits.map(({ kind }) => kind)).toEqual(['team', 'schedule'])
    expect(hits[0]?.levels.map(({ words }) => words)).toEqual([
      'On call in Payments',
      'Leads of the team',
    ])
  })

  test('a person: where and until when, or when next', async () => {
    const [ben] = await who('ben')
    expect(ben).toMatchObject({
      kind: 'person',
      about: 'Person, in Payments',
      page: { user: 'ben' },
    })
    expect(ben?.levels[0]).toMatchObject({
      words: 'On call',
      people: [{ until: formatInstant(MIDNIGHT + DAY_MS) }],
    })
    const [chen] = await who('chen')
    expect(chen?.levels[0]).toMatchObject({
      words: 'Not on call',
      next: [{ startsAt: formatInstant(MIDNIGHT + DAY_MS), schedule: { displayName: 'Payments' } }],
    })
  })

  test('a schedule that names nobody says so, and who comes', async () => {
    const plan = compileSchedule({ ...SCHEDULE, layers: [] }, new Map())
    const entry = { schedule: SCHEDULE, displayName: 'Payments', plan }
    world.directory = { ...world.directory, schedules: new Map([[SCHEDULE_ID, entry]]) }
    const [hit] = await who('payments-primary')
    expect(hit?.levels[0]).toMatchObject({ people: [], gaps: [{ until: null }], next: [] })
  })

  test('a service whose steps all reach nobody says who is the last resort', async () => {
    const plan = compileSchedule({ ...SCHEDULE, layers: [] }, new Map())
    const entry = { schedule: SCHEDULE, displayName: 'Payments', plan }
    const step = {
      ...makeStep(0, IDS.ana),
      notify: [{ kind: 'schedule', id: SCHEDULE_ID } as const],
    }
    world.directory = {
      ...world.directory,
      schedules: new Map([[SCHEDULE_ID, entry]]),
      policies: new Map([[IDS.policy, makePolicy({ steps: [step] })]]),
    }
    const [hit] = await who('checkout')
    expect(hit?.levels.map(({ kind }) => kind)).toEqual(['step', 'last-resort'])
    expect(hit?.levels[1]?.people[0]).toMatchObject({
      user: { name: 'ana' },
      reasons: ['lead of the team payments, as the last resort'],
    })
  })

  test('nothing that fits is no fault, and too many are counted', async () => {
    expect(await who('zzz')).toEqual([])
    const services = Array.from({ length: 11 }, (_, index): [string, Service] => {
      const id = `00000000-0000-7000-8000-0000000009${String(index).padStart(2, '0')}`
      return [id, makeService({ id, name: `shop-${index}`, displayName: `Shop ${index}` })]
    })
    world.directory = { ...world.directory, services: new Map(services) }
    const { body } = await call(http, api.findWhoIsOnCall, 'ben', { query: { q: 'shop' } })
    expect(body.hits).toHaveLength(8)
    expect(body.more).toBe(3)
  })

  test('an empty question and a moment without zone rules are refused', async () => {
    const ask = (query: object) => call(http, api.findWhoIsOnCall, 'ben', { query: { ...query } })
    expect((await ask({ q: ' ' })).status).toBe(400)
    expect((await ask({ q: 'ben', at: '1900-01-01T00:00:00Z' })).status).toBe(400)
  })
})

describe('how to reach them', () => {
  const reachOf = async (role: 'observer' | 'admin', userId: string | null) => {
    const principal = {
      actor: { kind: 'user', id: userId, name: 'x' },
      userId,
      role,
      leads: new Set<string>(),
    } as const
    // A pool that is closed: an answer that asked the database would fail.
    const closed = new Pool()
    await closed.end()
    const answer = await answerWho({ ...world.context, pool: closed }, principal, { q: 'ben' })
    return isRefusal(answer) ? [] : answer.hits[0]?.levels[0]?.people[0]?.reach
  }

  test('a webhook’s path is for its owner and administrators; others see its host', async () => {
    const cut = { name: 'hook', type: 'webhook', address: 'https://hooks.example.org/…' }
    expect(await reachOf('observer', IDS.chen)).toMatchObject([{ name: 'inbox' }, cut])
    expect(await reachOf('observer', null)).toMatchObject([{ name: 'inbox' }, cut])
    const whole = { ...cut, address: HOOK, verified: false }
    expect(await reachOf('observer', IDS.ben)).toMatchObject([{ name: 'inbox' }, whole])
    expect(await reachOf('admin', IDS.ana)).toMatchObject([{ name: 'inbox' }, whole])
  })
})
