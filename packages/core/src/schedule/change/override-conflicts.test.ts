import { describe, expect, test } from 'vitest'
import { compileSchedule } from '../compile-schedule.ts'
import type { Override } from '../schedule.ts'
import { makeOverride } from '../testing/make-schedule.ts'
import { type MeantChange, overrideConflicts } from './override-conflicts.ts'
import { replacing, weeklySchedule } from './testing/change-cases.ts'

/** Ana's week; the eighth is its Thursday. */
const at = (hour: number) => `2026-01-08T${String(hour).padStart(2, '0')}:00:00Z`
const evening = (
  removeUserId: string | null,
  kind: MeantChange['kind'] = 'replace',
): MeantChange => ({
  kind,
  removeUserId,
  layerName: null,
  startsAt: Date.parse(at(17)),
  endsAt: Date.parse(at(21)),
})
const stood = (
  overrides: readonly Override[],
  change: MeantChange,
  followed: ReadonlySet<string> = new Set(),
) => {
  const schedule = { ...weeklySchedule('week'), overrides }
  const plan = compileSchedule(schedule, new Map()).ofRole('primary')
  return overrideConflicts(plan, change, followed).map(
    ({ overrideId, startsAt, endsAt }) =>
      `${overrideId} ${new Date(startsAt).getUTCHours()}-${new Date(endsAt).getUTCHours()}`,
  )
}
const chen = replacing('ana', 'chen', at(18), at(19), { id: 'chen', position: 1 })

describe('an override that stands already', () => {
  test('is met where it took the person who is relieved off call', () => {
    expect(stood([chen], evening('ana'))).toEqual(['chen 18-19'])
    expect(stood([chen], evening('ana', 'remove'))).toEqual(['chen 18-19'])
  })

  test('is not met by relieving whom it put on call', () => {
    const whole = replacing('ana', 'chen', at(17), at(21), { id: 'chen', position: 1 })
    expect(stood([whole], evening('chen'))).toEqual([])
  })

  test('is met by a list wherever it acts, and by one more person nowhere', () => {
    expect(stood([chen], evening(null, 'set'))).toEqual(['chen 18-19'])
    expect(stood([chen], evening(null, 'add'))).toEqual([])
  })

  test('is met although it leaves nobody on call', () => {
    const nobody = makeOverride({
      id: 'nobody',
      position: 1,
      kind: 'set',
      userIds: [],
      startsAt: Date.parse(at(20)),
      endsAt: Date.parse(at(23)),
    })
    expect(stood([chen, { ...nobody, position: 2 }], evening('ana'))).toEqual([
      'chen 18-19',
      'nobody 20-21',
    ])
  })

  test('is named where it is the latest of several', () => {
    const dia = replacing('chen', 'dia', at(18), at(20), { id: 'dia', position: 2 })
    const early = replacing('ana', 'chen', at(17), at(20), { id: 'chen', position: 1 })
    expect(stood([early, dia], evening('ana'))).toEqual(['chen 17-18', 'dia 18-20'])
  })

  test('is not met when it does nothing, or a calendar brought it', () => {
    const idle = replacing('ben', 'chen', at(18), at(19), { id: 'idle', position: 1 })
    expect(stood([idle], evening('ana'))).toEqual([])
    expect(stood([chen], evening('ana'), new Set(['chen']))).toEqual([])
  })

  test('is not met where the person is off call by the rotation', () => {
    expect(stood([chen], { ...evening('dia'), endsAt: Date.parse(at(18)) })).toEqual([])
  })
})
