// Areas over HTTP: who can take one, with what was stated, owned and answered.

import {
  applyConfiguration,
  assessScheduleDraft,
  createSchedule,
  getScheduleQuality,
  listAreas,
  listPeopleOfArea,
  listUsers,
  removeUserArea,
  setUserArea,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { insertGroup } from '../../alert/testing/insert-rows.ts'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'
import { AREAS_PER_USER_MAX } from './change-user-area.ts'

const NOW: Instant = Date.parse('2026-06-01T08:00:00Z')
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()
const ids = new Map<string, string>()

const DOCUMENTS = `
apiVersion: evenwatch/v1
kind: User
metadata: { name: ana, displayName: Ana }
spec: { email: ana@example.org }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: ben, displayName: Ben }
spec: { email: ben@example.org }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: chen, displayName: Chen }
spec: { email: chen@example.org }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: data }
spec: { leads: [ana] }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: web }
spec: { members: [chen] }
---
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: plain }
spec: { steps: [{ after: 0m, notify: [{ user: ana }] }] }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: orders-db, labels: { area: database } }
spec: { team: data, escalationPolicy: plain }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: shop }
spec: { team: web, escalationPolicy: plain }
`

const state = (user: string, area: string, depth: 'owner' | 'alone' | 'learning', note = '') =>
  here.call(setUserArea, { params: { user, area }, body: { depth, note } })
const peopleOf = async (area: string, depth?: 'owner' | 'alone' | 'learning') =>
  (await here.call(listPeopleOfArea, { params: { area }, query: depth ? { depth } : {} })).people

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: documentsOf(DOCUMENTS) } })
  const { items } = await here.call(listUsers, { query: {} })
  for (const { name, id } of items) ids.set(name, id)
  const service = [...here.context.directory.current().services.values()].find(
    ({ name }) => name === 'orders-db',
  )
  const answered = (by: string, opened: Instant, row = {}) =>
    insertGroup(here.context.pool, opened, {
      service_id: service?.id,
      opened_at: at(opened),
      acknowledged_by: `user:${ids.get(by)}`,
      acknowledged_at: at(opened + 60_000),
      ...row,
    })
  await answered('ben', NOW - 10 * DAY_MS)
  await answered('ben', NOW - 5 * DAY_MS, {
    resolved_by: `user:${ids.get('ben')}`,
    resolved_at: at(NOW - 5 * DAY_MS + 120_000),
    status: 'resolved',
  })
  await answered('ben', NOW - 181 * DAY_MS)
  await answered('ben', NOW - DAY_MS, { is_test: true })
  await answered('ana', NOW - DAY_MS, { acknowledged_by: 'integration:x' })
})

describe('who can handle an area', () => {
  test('is known from what is stated, what a team owns and what was answered', async () => {
    await state('chen', 'database', 'alone', 'ran the last two upgrades')
    expect(await peopleOf('database')).toEqual([
      {
        user: { id: ids.get('chen'), name: 'chen', displayName: 'Chen' },
        depth: 'alone',
        stated: {
          depth: 'alone',
          note: 'ran the last two upgrades',
          by: expect.objectContaining({ kind: 'token' }),
          at: at(NOW),
        },
        owns: [],
        responses: { count: 0, lastAt: null },
      },
      {
        user: expect.objectContaining({ name: 'ben' }),
        depth: null,
        stated: null,
        owns: [],
        responses: { count: 2, lastAt: at(NOW - 5 * DAY_MS + 120_000) },
      },
      {
        user: expect.objectContaining({ name: 'ana' }),
        depth: null,
        stated: null,
        owns: [{ team: 'data', isLead: true, services: ['orders-db'] }],
        responses: { count: 0, lastAt: null },
      },
    ])
  })

  test('who can take it alone are those who can at least that', async () => {
    await state('ana', 'database', 'owner')
    await state('ben', 'database', 'learning')
    const names = async (depth: 'owner' | 'alone' | 'learning') =>
      (await peopleOf('database', depth)).map(({ user }) => user.name)
    expect(await names('owner')).toEqual(['ana'])
    expect(await names('alone')).toEqual(['ana', 'chen'])
    expect(await names('learning')).toEqual(['ana', 'chen', 'ben'])
  })

  test('every service is an area of its own name', async () => {
    expect((await peopleOf('shop')).map(({ user }) => user.name)).toEqual(['chen'])
    expect((await problemOf(peopleOf('nothing'))).code).toBe('not-found')
  })

  test('what is stated can be taken back, once', async () => {
    await state('ben', 'shop', 'learning')
    const params = { user: 'ben', area: 'shop' }
    await here.call(removeUserArea, { params })
    expect((await peopleOf('shop')).map(({ user }) => user.name)).toEqual(['chen'])
    expect((await problemOf(here.call(removeUserArea, { params }))).code).toBe('not-found')
  })

  test('has a limit per person', async () => {
    await here.context.pool.query(
      `insert into user_area (user_id, area, depth, source, updated_by, updated_at)
       select $1, 'area-' || n, 'learning', 'stated', 'system', $2 from generate_series(1, $3) n`,
      [ids.get('chen'), at(NOW), AREAS_PER_USER_MAX - 1],
    )
    expect((await problemOf(state('chen', 'one-more', 'alone'))).code).toBe('state-conflict')
    expect((await state('chen', 'area-1', 'alone')).depth).toBe('alone')
    await here.context.pool.query(`delete from user_area where area like 'area-%'`)
  })
})

describe('areas', () => {
  test('are those that services, schedules and people name', async () => {
    await state('ben', 'payroll', 'owner')
    await here.call(createSchedule, {
      body: {
        name: 'night',
        spec: { timeZone: 'UTC', areas: ['network', 'database'], layers: [] },
      },
    })
    const { areas } = await here.call(listAreas, {})
    expect(areas.map(({ area }) => area)).toEqual([
      'database',
      'network',
      'orders-db',
      'payroll',
      'shop',
    ])
    expect(areas[0]).toMatchObject({ services: ['orders-db'], schedules: ['night'] })
    expect(areas[0]?.people.map(({ user, depth }) => [user.name, depth])).toContainEqual([
      'ana',
      'owner',
    ])
    expect(await peopleOf('network')).toEqual([])
  })

  test('that nobody of a shift can handle mark that shift', async () => {
    await state('ana', 'database', 'owner')
    const layer = {
      name: 'weekly',
      firstHandoff: '2026-06-01T08:00',
      turn: { length: 1, unit: 'week' as const },
      members: ['ana', 'ben'],
    }
    await here.call(createSchedule, {
      body: { name: 'pair', spec: { timeZone: 'UTC', areas: ['database'], layers: [layer] } },
    })
    const params = { schedule: 'pair' }
    const report = await here.call(getScheduleQuality, { params, query: { weeks: 2 } })
    expect(report.findings.filter(({ code }) => code === 'area-not-covered')).toEqual([
      expect.objectContaining({
        area: 'database',
        users: [expect.objectContaining({ name: 'ben' })],
        span: { startsAt: at(NOW + 7 * DAY_MS), endsAt: at(NOW + 14 * DAY_MS) },
      }),
    ])
    // A draft is marked before it is published, and nothing is written by asking.
    const thin = { timeZone: 'UTC', areas: ['database'], layers: [{ ...layer, members: ['ben'] }] }
    const draft = await here.call(assessScheduleDraft, { params, body: { spec: thin, weeks: 4 } })
    expect(draft.findings.map(({ code }) => code)).toContain('area-not-covered')
    expect(draft.people.map(({ user }) => user.name)).toContain('ben')
    expect(await here.call(getScheduleQuality, { params, query: { weeks: 2 } })).toEqual(report)
    const past = { spec: thin, at: at(NOW - DAY_MS) }
    expect((await problemOf(here.call(assessScheduleDraft, { params, body: past }))).code).toBe(
      'invalid-request',
    )
  })
})
