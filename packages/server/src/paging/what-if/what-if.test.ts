// The question over HTTP: what is read, what is refused, and what the answer says. That the answer
// is what the engine would do is tested in packages/sim.

import * as api from '@evenwatch/api'
import { compileSchedule, formatInstant, MINUTE_MS, type Schedule } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { call } from '../../alert/testing/call.ts'
import { insertRow } from '../../alert/testing/insert-rows.ts'
import { makeHttp, makeWorld, START } from '../../alert/testing/make-context.ts'
import {
  IDS,
  makeDirectory,
  makePolicy,
  makeService,
  makeStep,
} from '../../alert/testing/make-directory.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { registerWhatIfRoutes } from './register-what-if-routes.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)
registerWhatIfRoutes(http, world.context)

const SCHEDULE_ID = '00000000-0000-7000-8000-000000000050'

/** Nobody is on it. */
const EMPTY: Schedule = {
  id: SCHEDULE_ID,
  name: 'nights',
  teamId: IDS.team,
  timeZone: 'Europe/Vienna',
  stages: [],
  layers: [],
  overrides: [],
}

beforeEach(async () => {
  world.now = START
  const plan = compileSchedule(EMPTY, new Map())
  const schedules = new Map([[SCHEDULE_ID, { schedule: EMPTY, displayName: 'Nights', plan }]])
  world.directory = makeDirectory({ schedules })
  await pool.query('truncate round_robin')
})

const ask = (body: object) => call(http, api.askWhatIf, 'ben', { body })
const words = (body: api.WhatIfView) => body.entries.map((entry) => entry.words)

async function story(body: object): Promise<api.WhatIfView> {
  const answer = await ask(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return api.whatIfSchema.parse(answer.body)
}

describe('what would happen if', () => {
  test('a service’s event is told in names and words, from now on', async () => {
    const told = await story({ target: { service: 'checkout-api' } })
    expect(told).toMatchObject({
      target: { kind: 'service', name: 'checkout-api', displayName: 'Checkout API' },
      at: formatInstant(START),
      policy: 'payments',
      severity: 'critical',
      urgency: 'high',
      end: { kind: 'exhausted', words: 'Unanswered to the end.' },
    })
    expect(words(told)).toEqual([
      'The event opens an alert; payments starts.',
      'Step 1 of payments pages Ana.',
      'Step 2 of payments pages Ben.',
      'Step 3 of payments pages Chen.',
      'payments is exhausted: it pages nobody any more.',
    ])
    expect(told.entries[1]?.people[0]).toMatchObject({
      user: { name: 'ana' },
      reasons: ['named in the step'],
      messages: [{ method: 'inbox', channel: 'inbox', state: 'sent', words: 'at once' }],
    })
    expect(told.people.map(({ user, firstAt }) => [user.name, firstAt])).toEqual([
      ['ana', formatInstant(START)],
      ['ben', formatInstant(START + 5 * MINUTE_MS)],
      ['chen', formatInstant(START + 15 * MINUTE_MS)],
    ])
  })

  test('an answer ends it, and says whose it is', async () => {
    const answers = [{ after: '7m', by: 'ben' }]
    const told = await story({ target: { service: 'checkout-api' }, answers })
    expect(words(told).at(-1)).toBe('Ben acknowledges. What was not sent yet is cancelled.')
    expect(told.end.kind).toBe('acknowledged')
  })

  test('the service makes the urgency of the severity, and a moment to come may be asked', async () => {
    const at = '2026-12-24T18:00:00.000Z'
    const told = await story({ target: { service: 'checkout-api' }, severity: 'info', at })
    expect(told).toMatchObject({ urgency: 'low', at })
  })

  test('labels choose the policy', async () => {
    const other = makePolicy({ id: IDS.otherTeam, name: 'nights', steps: [makeStep(0, IDS.chen)] })
    const policyRoutes = [
      { condition: 'labels.env == "prod"', policyId: other.id },
      { condition: null, policyId: IDS.policy },
    ]
    const service = makeService({ policyRoutes })
    world.directory = makeDirectory({
      policies: new Map([
        [IDS.policy, makePolicy()],
        [other.id, other],
      ]),
      services: new Map([[service.id, service]]),
    })
    const target = { service: 'checkout-api' }
    expect(await story({ target, labels: { env: 'prod' } })).toMatchObject({ policy: 'nights' })
    expect(await story({ target, labels: { env: 'test' } })).toMatchObject({ policy: 'payments' })
  })

  test('a round-robin step pages whose turn it really is', async () => {
    const notify = [IDS.ana, IDS.ben, IDS.chen].map((id) => ({ kind: 'user', id }) as const)
    const turning = { ...makeStep(0, IDS.ana), notify, mode: 'roundRobin' as const }
    const policies = new Map([[IDS.policy, makePolicy({ steps: [turning] })]])
    world.directory = makeDirectory({ policies })
    await insertRow(pool, 'round_robin', { policy_id: IDS.policy, step: 0, taken: 4 })
    const told = await story({ target: { policy: 'payments' } })
    expect(told.entries[1]?.people.map(({ user }) => user.name)).toEqual(['ben'])
  })

  test('a schedule is paged as by hand: a gap, then the lead as the last resort', async () => {
    const told = await story({ target: { schedule: 'nights' } })
    expect(told.policy).toBe('direct-schedule-nights')
    expect(told.entries[1]).toMatchObject({
      kind: 'step-skipped',
      gaps: [{ schedule: { name: 'nights', displayName: 'Nights' }, until: null }],
    })
    expect(words(told)[2]).toBe('A whole round reached nobody: Ana is paged as the last resort.')
    expect(told.findings[0]).toMatchObject({ code: 'gap', schedule: { name: 'nights' } })
  })

  test('a person and a team can be asked about, too', async () => {
    const person = await story({ target: { user: 'chen' }, urgency: 'low' })
    expect(person).toMatchObject({ urgency: 'low', people: [{ user: { name: 'chen' }, pages: 3 }] })
    const team = await story({ target: { team: 'payments' }, lookAhead: '1m' })
    expect(team.people.map(({ user }) => user.name)).toEqual(['ana', 'ben'])
    expect(team.end.kind).toBe('going-on')
  })

  test('nothing is written', async () => {
    await story({ target: { service: 'checkout-api' } })
    const { rows } = await pool.query('select id from alert_group union all select id from page')
    expect(rows).toEqual([])
  })
})

describe('what is refused', () => {
  test.each([
    ['an unknown service', { target: { service: 'nope' } }, 404, 'not-found'],
    ['an unknown schedule', { target: { schedule: 'nope' } }, 404, 'not-found'],
    [
      'urgency of a service',
      { target: { service: 'checkout-api' }, urgency: 'low' },
      400,
      'urgency',
    ],
    [
      'a horizon beyond a week',
      { target: { policy: 'payments' }, lookAhead: '8d' },
      400,
      'lookAhead',
    ],
    ['an unknown answerer', ask1('nope'), 400, 'answers[0].by'],
    [
      'a year without zone rules',
      { target: { policy: 'payments' }, at: '1900-01-01T00:00:00Z' },
      400,
      'at',
    ],
    ['two targets', { target: { policy: 'payments', team: 'payments' } }, 400, 'target'],
  ])('%s', async (_, body, status, part) => {
    const answer = await ask(body)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).toContain(part)
  })

  test('somebody who only looks on', async () => {
    const answer = await call(http, api.askWhatIf, 'nobody', { body: { target: { policy: 'x' } } })
    expect([401, 403]).toContain(answer.status)
  })
})

function ask1(by: string) {
  return { target: { policy: 'payments' }, answers: [{ after: '1m', by }] }
}
