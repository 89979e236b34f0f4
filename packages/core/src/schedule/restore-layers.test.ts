import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, type Instant } from '../platform/time.ts'
import { compileSchedule } from './compile-schedule.ts'
import { finalTimeline } from './final-timeline.ts'
import { onCallAt } from './on-call-at.ts'
import { restoreLayers } from './restore-layers.ts'
import { reviseLayers } from './revise-layers.ts'
import { type Schedule, SHIFT_ROLES, type ShiftRole } from './schedule.ts'
import { caseOfSchedule, versionNear } from './testing/arbitrary-schedule.ts'
import { every, makeLayer, makeSchedule, people, utc } from './testing/make-schedule.ts'
import { validateSchedule } from './validate-schedule.ts'

const RUNS = process.env.EVENWATCH_DEEP === '1' ? 10_000 : 200

const TIMEOUT_MS = 60 * 60_000

function whoIs(schedule: Schedule, from: Instant, until: Instant, role: ShiftRole = 'primary') {
  const plan = compileSchedule({ ...schedule, overrides: [] }, new Map()).ofRole(role)
  return finalTimeline(plan, { startsAt: from, endsAt: until }).map(
    ({ startsAt, endsAt, userIds }) => ({ startsAt, endsAt, userIds }),
  )
}

/** Neighbours that name the same people, as one: a seam between versions is no difference. */
function peopleOf(line: ReturnType<typeof whoIs>) {
  const merged: ReturnType<typeof whoIs> = []
  for (const one of line) {
    const last = merged.at(-1)
    if (last && last.userIds.join() === one.userIds.join()) {
      merged[merged.length - 1] = { ...last, endsAt: one.endsAt }
    } else merged.push(one)
  }
  return merged
}

describe('going back to an earlier plan', { timeout: TIMEOUT_MS }, () => {
  test('keeps what was until now and has the earlier plan from now on', () => {
    const cases = fc.record({
      one: caseOfSchedule,
      edited: versionNear,
      editAfterDays: fc.integer({ min: -8, max: 0 }),
      backAfterDays: fc.integer({ min: 1, max: 8 }),
      dropsLast: fc.boolean(),
    })
    fc.assert(
      fc.property(cases, ({ one, edited, editAfterDays, backAfterDays, dropsLast }) => {
        const middle = one.span.startsAt
        const editedAt = middle + editAfterDays * DAY_MS
        const now = middle + backAfterDays * DAY_MS
        const earlier = one.schedule
        const [first, ...others] = earlier.layers
        if (!first) return
        const wanted = {
          ...earlier,
          layers: [
            { ...first, versions: [edited(one.date)] },
            ...(dropsLast ? others.slice(0, -1) : others),
          ],
          isLong: earlier.layers.map((_, i) => i > 0),
        }
        const options = { now: editedAt, at: editedAt, keepHolder: true }
        const revised = reviseLayers(earlier, wanted, options)
        if (revised.faults.length > 0) return
        const present = { ...earlier, layers: revised.layers }
        const restored = { ...earlier, ...restoreLayers(present, earlier, now) }
        expect(validateSchedule({ ...restored, overrides: [] })).toEqual([])
        const [from, until] = [middle - 20 * DAY_MS, now + 20 * DAY_MS]
        for (const role of SHIFT_ROLES) {
          const line = (schedule: Schedule, start: Instant, end: Instant) =>
            peopleOf(whoIs(schedule, start, end, role))
          expect(line(restored, from, now)).toEqual(line(present, from, now))
          expect(line(restored, now, until)).toEqual(line(earlier, now, until))
        }
      }),
      { numRuns: RUNS },
    )
  })

  const weekly = makeLayer({ firstHandoff: '2026-01-05T09:00', members: people('ana', 'ben') })
  const now = utc('2026-03-04T12:00Z')

  test('a rotation that did not change goes on without a seam', () => {
    const schedule = makeSchedule([weekly])
    expect(restoreLayers(schedule, schedule, now).layers).toEqual(schedule.layers)
  })

  test('a plan that has nobody yet does not let the present one go on until it has', () => {
    const later = {
      ...weekly,
      versions: weekly.versions.map((one) => ({ ...one, effectiveFrom: now + DAY_MS })),
    }
    const present = makeSchedule([makeLayer({ members: people('chen') })])
    const restored = makeSchedule(restoreLayers(present, makeSchedule([later]), now).layers)
    const plan = compileSchedule(restored, new Map())
    expect(onCallAt(plan, now - HOUR_MS).userIds).toEqual(['chen'])
    expect(onCallAt(plan, now).userIds).toEqual([])
    expect(onCallAt(plan, now + DAY_MS).userIds).not.toEqual([])
  })

  test('a layer added since then ends now', () => {
    const extra = makeLayer(
      { members: people('chen'), turn: every(1, 'day') },
      { name: 'extra', priority: 2 },
    )
    const present = makeSchedule([weekly, extra])
    const restored = makeSchedule(restoreLayers(present, makeSchedule([weekly]), now).layers)
    const plan = compileSchedule(restored, new Map())
    expect(onCallAt(plan, now - HOUR_MS).userIds).toEqual(['chen'])
    expect(onCallAt(plan, now).userIds).not.toEqual(['chen'])
  })

  test('a stage that began stays in the past and ends now', () => {
    const steady = { ...weekly, stages: ['steady'] }
    const launch = makeLayer(
      { members: people('chen') },
      { name: 'launch', stages: ['launch'], priority: 2 },
    )
    const earlier = {
      ...makeSchedule([steady, launch]),
      stages: [{ name: 'steady', from: null }],
    }
    const present = {
      ...earlier,
      stages: [...earlier.stages, { name: 'launch', from: now - DAY_MS }],
    }
    const restored = { ...earlier, ...restoreLayers(present, earlier, now) }
    expect(restored.stages).toEqual([
      { name: 'steady', from: null },
      { name: 'launch', from: now - DAY_MS },
      { name: 'steady', from: now },
    ])
    expect(whoIs(restored, now - 3 * DAY_MS, now)).toEqual(whoIs(present, now - 3 * DAY_MS, now))
    expect(onCallAt(compileSchedule(restored, new Map()), now).userIds).toEqual(['ana'])
  })
})
