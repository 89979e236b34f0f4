// Changing a plan with open eyes, over HTTP: draft, publication at an instant, versions, undo, stages.

import {
  applyConfiguration,
  createSchedule,
  getOnCall,
  getSchedule,
  getScheduleVersion,
  listScheduleVersions,
  previewSchedule,
  type scheduleSpecSchema,
  switchStage,
  undoSchedule,
  updateSchedule,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant } from '@evenwatch/core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { exampleDocuments } from '../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../configuration/testing/installation.ts'

/** A Wednesday; weekly turns begin on Mondays at 09:00 in Vienna. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const MONDAY = '2026-01-19T09:00:00+01:00'
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()

const WEEKLY = {
  name: 'weekly',
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' as const },
  members: ['ana', 'ben'],
}
const SPEC = { timeZone: 'Europe/Vienna', layers: [WEEKLY] }
const DAILY = { ...SPEC, layers: [{ ...WEEKLY, turn: { length: 1, unit: 'day' as const } }] }

let count = 0
let name = ''
const params = () => ({ schedule: name })
const get = () => here.call(getSchedule, { params: params() })
const onCall = async (instant: Instant) => {
  const query = { at: at(instant) }
  const { users } = await here.call(getOnCall, { params: params(), query })
  return users.map((one) => one.name)
}
const put = (spec: z.input<typeof scheduleSpecSchema>, when?: string) =>
  here.call(updateSchedule, { params: params(), body: { spec, ...(when && { at: when }) } })

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
})
beforeEach(async () => {
  count += 1
  name = `plan-${count}`
  await here.call(createSchedule, { body: { name, spec: SPEC } })
})

describe('a draft', () => {
  test('says each person’s own difference and writes nothing', async () => {
    const before = await get()
    const body = { spec: { ...SPEC, layers: [{ ...WEEKLY, members: ['ana'] }] }, at: MONDAY }
    const preview = await here.call(previewSchedule, { params: params(), body })
    expect(preview.firstMoveAt).toBe('2026-01-26T08:00:00.000Z')
    expect(preview.people.map(({ user }) => user).sort()).toEqual(['Ana Soto', 'Ben Okafor'])
    expect(preview.people.find(({ user }) => user === 'Ana Soto')?.effects).toContain(
      '+2 weekends in February',
    )
    expect(preview.before).toMatchObject([{ role: 'primary' }])
    expect(preview.after[0]?.shifts.every(({ users }) => users[0]?.name === 'ana')).toBe(false)
    expect(await get()).toEqual(before)
  })

  test('names every fault of the draft', async () => {
    const body = { spec: { ...SPEC, layers: [{ ...WEEKLY, members: ['lost'] }] } }
    const problem = await problemOf(here.call(previewSchedule, { params: params(), body }))
    expect(problem).toMatchObject({ code: 'invalid-request' })
    const early = { spec: SPEC, at: at(NOW - DAY_MS) }
    expect(
      await problemOf(here.call(previewSchedule, { params: params(), body: early })),
    ).toMatchObject({ fields: [{ field: 'at' }] })
  })
})

describe('publishing', () => {
  test('takes effect at the chosen instant and not before', async () => {
    await put(DAILY, MONDAY)
    const monday = Date.parse(MONDAY)
    expect(await onCall(monday - HOUR_MS)).toEqual(['ben'])
    const [first] = await onCall(monday + HOUR_MS)
    const [second] = await onCall(monday + DAY_MS + HOUR_MS)
    expect(first).not.toBe(second)
  })

  test('an instant that has passed is refused', async () => {
    expect(await problemOf(put(DAILY, at(NOW - 1)))).toMatchObject({ fields: [{ field: 'at' }] })
  })
})

describe('versions', () => {
  test('each says who changed what, and whom it moved', async () => {
    await put({ ...SPEC, layers: [{ ...WEEKLY, members: ['ben', 'ana'] }] })
    const { items } = await here.call(listScheduleVersions, { params: params(), query: {} })
    expect(items).toMatchObject([
      { version: 2, isCurrent: true, actor: { kind: 'token' } },
      { version: 1, isCurrent: false, fields: [], people: [] },
    ])
    expect(items[0]?.fields.length).toBeGreaterThan(0)
    expect(items[0]?.people.length).toBe(2)
    const version = await here.call(getScheduleVersion, {
      params: { ...params(), version: 1 },
    })
    expect(version.spec).toEqual((await first()).spec)
  })

  const first = async () => here.call(getScheduleVersion, { params: { ...params(), version: 1 } })
})

describe('undo', () => {
  test('before anything took effect, the earlier plan comes back exactly', async () => {
    const { spec } = await get()
    await put(DAILY, MONDAY)
    const undone = await here.call(undoSchedule, { params: params(), body: {} })
    expect(undone).toMatchObject({ version: 3 })
    expect(undone.spec).toEqual(spec)
  })

  test('comes back exactly, too, when the plan names teams', async () => {
    const members = ['ana', { team: 'payments' }]
    await put({ ...SPEC, layers: [{ ...WEEKLY, members }] }, at(NOW))
    const { spec } = await get()
    await put({ ...SPEC, layers: [{ ...WEEKLY, members: [{ team: 'payments' }] }] }, MONDAY)
    const undone = await here.call(undoSchedule, { params: params(), body: {} })
    expect(undone.spec).toEqual(spec)
  })

  test('afterwards the past stands and the earlier plan holds from now on', async () => {
    const early = await onCall(NOW + 12 * DAY_MS)
    await put({ ...SPEC, layers: [{ ...WEEKLY, members: ['chen', 'ana', 'ben'] }] }, at(NOW))
    here.setNow(NOW + 8 * DAY_MS)
    const was = await onCall(NOW + 7 * DAY_MS)
    await here.call(undoSchedule, { params: params(), body: {} })
    expect(await onCall(NOW + 7 * DAY_MS)).toEqual(was)
    expect(await onCall(NOW + 12 * DAY_MS)).toEqual(early)
    here.setNow(NOW)
  })

  test('the first version has nothing before it', async () => {
    expect(await problemOf(here.call(undoSchedule, { params: params(), body: {} }))).toMatchObject({
      code: 'state-conflict',
    })
  })
})

describe('a stage', () => {
  beforeEach(async () => {
    count += 1
    name = `plan-${count}`
    const launch = {
      ...WEEKLY,
      name: 'launch',
      stages: ['launch'],
      priority: 2,
      turn: { length: 12, unit: 'hour' as const },
    }
    const spec = { ...SPEC, stages: [{ name: 'steady', from: null }], layers: [WEEKLY, launch] }
    await here.call(createSchedule, { body: { name, spec } })
  })

  test('changes the length of shifts from the chosen instant only', async () => {
    const body = { stage: 'launch', at: MONDAY }
    const { spec } = await here.call(switchStage, { params: params(), body })
    expect(spec.stages).toMatchObject([
      { name: 'steady' },
      { name: 'launch', from: '2026-01-19T08:00:00.000Z' },
    ])
    const monday = Date.parse(MONDAY)
    const [before] = await onCall(monday - HOUR_MS)
    expect(before).toBe('ben')
    const day = [await onCall(monday + HOUR_MS), await onCall(monday + 13 * HOUR_MS)]
    expect(new Set(day.flat()).size).toBe(2)
  })

  test('that no layer names is refused with those that are', async () => {
    const call = here.call(switchStage, { params: params(), body: { stage: 'sale' } })
    expect(await problemOf(call)).toMatchObject({
      fields: [{ field: 'stage', rule: expect.stringContaining('launch') }],
    })
  })
})
