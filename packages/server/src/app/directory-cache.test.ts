// The directory: every node sees what any node changed, and compiles only what a change touches.

import {
  applyConfiguration,
  createOverride,
  createTeam,
  deactivateUser,
  getOnCallOverview,
  updateTeam,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant, onCallAt } from '@evenwatch/core'
import { beforeAll, expect, test } from 'vitest'
import { documentsOf, exampleDocuments } from '../configuration/testing/documents.ts'
import { createInstallation, type Node } from '../configuration/testing/installation.ts'

const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const here = await createInstallation(NOW)
const other = await here.startNode()
const at = (ms: number) => new Date(ms).toISOString()

const EXTRA = `
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: whole-team }
spec:
  team: payments
  timeZone: UTC
  layers:
    - { name: all, firstHandoff: "2026-01-05T09:00", turn: { length: 1, unit: week }, members: [ { team: payments } ] }
---
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: chen-alone }
spec:
  timeZone: UTC
  layers:
    - { name: all, firstHandoff: "2026-01-05T09:00", turn: { length: 1, unit: week }, members: [chen] }
`

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
  await here.call(applyConfiguration, { body: { set: 'extra', documents: documentsOf(EXTRA) } })
})

const entry = (name: string, node: Node = here) => {
  const found = [...node.context.directory.current().schedules.values()].find(
    ({ schedule }) => schedule.name === name,
  )
  if (!found) expect.fail(`there is no schedule ${name}`)
  return found
}
const namesAt = (name: string, instant: Instant, node: Node = here) => {
  const { people } = node.context.directory.current()
  return onCallAt(entry(name, node).plan, instant)
    .userIds.map((id) => people.get(id)?.name)
    .sort()
}

test('another node loads what this one changed', async () => {
  const { revision } = here.context.directory.current()
  const directory = await other.context.directory.atLeast(revision)
  expect(directory.revision).toBe(revision)
  expect([...directory.services.values()].map(({ name }) => name).sort()).toEqual([
    'checkout-api',
    'payments-db',
  ])
  expect(namesAt('whole-team', NOW, other)).toEqual(['ana', 'ben', 'chen'])
})

test('a change compiles the schedules that it touches, and no other', async () => {
  const before = { team: entry('whole-team'), alone: entry('chen-alone') }
  await here.call(createTeam, { body: { name: 'bystanders', spec: { members: ['ana'] } } })
  expect(entry('whole-team')).toBe(before.team)
  await here.call(createOverride, {
    params: { schedule: 'chen-alone' },
    body: { kind: 'set', users: [], startsAt: at(NOW), endsAt: at(NOW + HOUR_MS) },
  })
  expect(entry('whole-team')).toBe(before.team)
  expect(entry('chen-alone')).not.toBe(before.alone)
  expect(namesAt('chen-alone', NOW)).toEqual([])
})

test('a person who leaves opens a gap, in the plan of every node', async () => {
  expect(namesAt('chen-alone', NOW + DAY_MS)).toEqual(['chen'])
  await here.call(deactivateUser, { params: { user: 'chen' } })
  for (const node of [here, other]) {
    await node.context.directory.refresh()
    expect(namesAt('chen-alone', NOW + DAY_MS, node)).toEqual([])
    expect(namesAt('whole-team', NOW, node)).toEqual(['ana', 'ben'])
  }
})

test('the home screen says who would be paged now, in which order, and where gaps are', async () => {
  const overview = await here.call(getOnCallOverview, { query: {} })
  const payments = overview.teams.find(({ team }) => team.name === 'payments')
  const policy = payments?.policies.find((one) => one.policy === 'payments')
  expect(
    policy?.steps.map(({ after, users, targets }) => [after, users.map((u) => u.name), targets]),
  ).toEqual([
    ['0m', ['ana'], ['schedule payments-primary']],
    ['5m', ['ben', 'ana'], ['user ben', 'team payments']],
    ['10m', ['ana', 'ben'], ['policy everyone-awake']],
  ])
  const primary = payments?.schedules.find((one) => one.schedule === 'payments-primary')
  expect(primary).toMatchObject({
    users: [{ name: 'ana' }],
    until: '2026-01-07T16:00:00.000Z',
    successors: [{ name: 'ben' }],
  })
  expect(primary?.gaps[0]).toEqual({
    startsAt: '2026-01-07T16:00:00.000Z',
    endsAt: '2026-01-08T08:00:00.000Z',
  })
})

test('a team that changes moves the schedules that name it', async () => {
  await here.call(createTeam, { body: { name: 'small', spec: { members: ['ana'] } } })
  await here.call(applyConfiguration, {
    body: {
      set: 'small',
      documents: documentsOf(
        EXTRA.split('---')[0]
          ?.replaceAll('payments', 'small')
          .replace('whole-team', 'small-team') ?? '',
      ),
    },
  })
  expect(namesAt('small-team', NOW)).toEqual(['ana'])
  await here.call(updateTeam, { params: { team: 'small' }, body: { spec: { members: ['ben'] } } })
  expect(namesAt('small-team', NOW)).toEqual(['ben'])
})
