// What somebody does with an API token of theirs is theirs, and is told with their name.

import {
  acceptCoverRequest,
  createOverride,
  createToken,
  getCoverRequest,
  getSchedule,
  listOverrides,
  listScheduleVersions,
  requestCover,
  updateSchedule,
} from '@evenwatch/api'
import { beforeEach, expect, test } from 'vitest'
import { createChangeInstallation, type Name, NOW } from './testing/change-installation.ts'

const here = await createChangeInstallation()

/** Thursday evening, which is Chen's. */
const EVENING = { from: '2026-01-08T17:00:00Z', until: '2026-01-08T21:00:00Z' }
let schedule = ''
let count = 0

beforeEach(async () => {
  here.setNow(NOW)
  schedule = await here.addSchedule('week', ['chen', 'ben', 'dia'])
})

async function withToken(name: Name) {
  count += 1
  const token = `laptop-${count}`
  const made = await here.as[name](createToken, { body: { name: token, role: 'responder' } })
  return { call: here.callerWith(made.token), token }
}
const ask = (by: typeof here.call) =>
  by(requestCover, { params: { schedule }, body: { ...EVENING, ask: ['ben', 'dia'] } })

test('who accepts with a token of their own has said yes themself', async () => {
  const { id } = await ask(here.as.chen)
  const ben = await withToken('ben')
  const taken = await ben.call(acceptCoverRequest, { params: { request: id } })
  expect(taken.answers).toMatchObject([{ user: { name: 'ben' }, assignedBy: null }])
})

test('who assigns with a token is named, with the token', async () => {
  const { id } = await ask(here.as.chen)
  const ana = await withToken('ana')
  const body = { for: 'dia' }
  const taken = await ana.call(acceptCoverRequest, { params: { request: id }, body })
  const assignedBy = { kind: 'token', name: `Ana, by the token ${ana.token}` }
  expect(taken.answers).toMatchObject([{ user: { name: 'dia' }, assignedBy }])
  const { rows } = await here.context.pool.query<{ subject: string }>(
    'select distinct subject from notice where path = $1 and subject like $2',
    [`/cover/${id}`, '%arranged%'],
  )
  expect(rows).toEqual([{ subject: `Ana arranged cover in ${schedule}` }])
})

test('who asks with a token about their own shift has asked themself', async () => {
  const chen = await withToken('chen')
  const { id, owner } = await ask(chen.call)
  const read = await here.as.ben(getCoverRequest, { params: { request: id } })
  expect(read.createdBy).toEqual({ kind: 'user', id: owner.id, name: 'chen' })
})

test('overrides and versions name the person and the token', async () => {
  const ana = await withToken('ana')
  const made = await ana.call(createOverride, {
    params: { schedule },
    body: { kind: 'add', add: 'dia', startsAt: EVENING.from, endsAt: EVENING.until },
  })
  const name = `Ana, by the token ${ana.token}`
  expect(made.createdBy.name).toBe(name)
  const { items } = await here.as.ben(listOverrides, { params: { schedule } })
  expect(items.map(({ createdBy }) => createdBy.name)).toEqual([name])
  const { spec } = await here.call(getSchedule, { params: { schedule } })
  await ana.call(updateSchedule, {
    params: { schedule },
    body: { spec: { ...spec, areas: ['ledger'] } },
  })
  const versions = await here.as.ben(listScheduleVersions, { params: { schedule } })
  expect(versions.items.map(({ actor }) => actor.name)).toEqual([name, 'bootstrap'])
})

test('a token of nobody is called by its own name', async () => {
  const { token } = await here.call(createToken, { body: { name: 'pipeline', role: 'manager' } })
  const made = await here.callerWith(token)(createOverride, {
    params: { schedule },
    body: { kind: 'add', add: 'dia', startsAt: EVENING.from, endsAt: EVENING.until },
  })
  expect(made.createdBy).toMatchObject({ kind: 'token', name: 'pipeline' })
})
