import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../platform/time.ts'
import { compileSchedule } from './compile-schedule.ts'
import { onCallAt } from './on-call-at.ts'
import { reviseLayers } from './revise-layers.ts'
import { shiftsBetween } from './shifts-between.ts'
import { makeLayer, makeOverride, makeSchedule, people, utc } from './testing/make-schedule.ts'

const always = { firstHandoff: '2026-01-05T09:00' }

describe('roles', () => {
  const schedule = makeSchedule(
    [
      makeLayer({ ...always, members: people('ana') }),
      makeLayer(
        { ...always, members: people('ben') },
        { name: 'backup', role: 'secondary', priority: 9 },
      ),
    ],
    [makeOverride({ kind: 'add', addUserId: 'chen', role: 'secondary' })],
  )
  const plan = compileSchedule(schedule, new Map())
  const noon = utc('2026-01-06T12:00Z')

  test('a layer of another role hides nothing, however high its priority', () => {
    expect(onCallAt(plan, noon).userIds).toEqual(['ana'])
  })

  test('each role has its own line and its own overrides', () => {
    expect(onCallAt(plan.ofRole('secondary'), noon).userIds).toEqual(['ben', 'chen'])
    expect(onCallAt(plan.ofRole('shadow'), noon).userIds).toEqual([])
  })

  test('an override of one layer belongs to that layer’s role', () => {
    const override = makeOverride({ kind: 'set', userIds: ['dia'], layerName: 'backup' })
    const other = compileSchedule({ ...schedule, overrides: [override] }, new Map())
    expect(onCallAt(other, noon).userIds).toEqual(['ana'])
    expect(onCallAt(other.ofRole('secondary'), noon).userIds).toEqual(['dia'])
  })
})

describe('stages', () => {
  const launch = utc('2026-03-02T12:00Z')
  const calm = utc('2026-03-10T12:00Z')
  const stages = [
    { name: 'steady', from: null },
    { name: 'launch', from: launch },
    { name: 'steady', from: calm },
  ]
  const schedule = {
    ...makeSchedule([
      makeLayer({ ...always, members: people('ana') }, { stages: ['steady'] }),
      makeLayer(
        { ...always, members: people('ben'), turn: dayTurn() },
        { name: 'daily', stages: ['launch'] },
      ),
    ]),
    stages,
  }

  function dayTurn() {
    return {
      kind: 'every',
      length: 1,
      unit: 'day',
      count: 'worked',
      shiftsPerMember: 1,
    } as const
  }

  test('a layer holds while one of its stages is current, to the minute', () => {
    const plan = compileSchedule(schedule, new Map())
    expect(onCallAt(plan, launch - 1).userIds).toEqual(['ana'])
    expect(onCallAt(plan, launch).userIds).toEqual(['ben'])
    expect(onCallAt(plan, calm - 1).userIds).toEqual(['ben'])
    expect(onCallAt(plan, calm).userIds).toEqual(['ana'])
  })

  test('a change of stage ends the shift that was running', () => {
    const plan = compileSchedule(schedule, new Map())
    const [shift] = shiftsBetween(plan, { startsAt: calm - HOUR_MS, endsAt: calm })
    expect(shift?.endsAt).toBe(calm)
  })

  test('a layer of a stage nobody has entered waits', () => {
    const plan = compileSchedule({ ...schedule, stages: stages.slice(0, 1) }, new Map())
    expect(onCallAt(plan, calm).userIds).toEqual(['ana'])
  })

  test('naming stages later is allowed while the past stays what it was', () => {
    const stored = { ...schedule, stages: [], layers: [makeLayer(always)] }
    const wanted = {
      timeZone: stored.timeZone,
      stages: stages.slice(0, 2),
      layers: [makeLayer(always, { stages: ['steady'] })],
      isLong: [false],
    }
    const before = { now: launch - HOUR_MS, at: launch - HOUR_MS, keepHolder: true }
    const after = { now: calm, at: calm, keepHolder: true }
    expect(reviseLayers(stored, wanted, before).faults).toEqual([])
    expect(reviseLayers(stored, wanted, after).faults).toMatchObject([
      { path: ['layers', 0, 'stages'] },
    ])
  })
})
