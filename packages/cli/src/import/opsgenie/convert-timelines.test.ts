import { describe, expect, test } from 'vitest'
import { compareCoverage, unexplained } from '../compare-coverage.ts'
import { objectsOf } from '../source-fields.ts'
import { convert, NOW, ref, schedule } from './testing/build-source.ts'

describe('the source’s own timeline', () => {
  const period = (startDate: string, endDate: string, name: string) => ({
    startDate,
    endDate,
    type: 'default',
    recipient: ref(name),
  })
  const timeline = {
    startDate: '2026-02-01T00:00:00Z',
    endDate: '2026-02-16T08:00:00Z',
    finalTimeline: {
      rotations: [
        {
          id: 'r1',
          name: 'Weekly',
          periods: [
            period('2026-02-02T08:00:00Z', '2026-02-09T08:00:00Z', 'ana'),
            period('2026-02-09T08:00:00Z', '2026-02-16T08:00:00Z', 'ben'),
          ],
        },
        {
          id: 'r0',
          deleted: true,
          periods: [period('2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', 'ben')],
        },
      ],
    },
  }

  test('is what the converted schedule says', () => {
    const compared = compareCoverage(convert({ schedules: [schedule({ timeline })] }), NOW)
    expect(compared).toMatchObject([{ schedule: 'primary', differences: [] }])
    expect(compared[0]?.span?.endsAt).toBe(Date.parse('2026-02-16T08:00:00Z'))
  })

  test('differs from a rotation that was changed since, without a reason', () => {
    const [rotation = {}] = objectsOf(schedule().rotations)
    const mutated = { ...rotation, startDate: '2026-02-03T08:00:00Z' }
    const result = convert({ schedules: [schedule({ timeline, rotations: [mutated] })] })
    const compared = compareCoverage(result, NOW)
    expect(compared[0]?.differences).toEqual([
      {
        startsAt: Date.parse('2026-02-02T08:00:00Z'),
        endsAt: Date.parse('2026-02-03T08:00:00Z'),
        before: ['ana'],
        after: [],
      },
      {
        startsAt: Date.parse('2026-02-09T08:00:00Z'),
        endsAt: Date.parse('2026-02-10T08:00:00Z'),
        before: ['ben'],
        after: ['ana'],
      },
    ])
    expect(unexplained(compared).map(({ schedule }) => schedule)).toEqual(['primary'])
  })

  test('is explained where a finding says that cover changes', () => {
    const [rotation = {}] = objectsOf(schedule().rotations)
    const participants = [ref('ana'), { type: 'escalation', id: 'e1', name: 'x' }]
    const result = convert({
      schedules: [schedule({ timeline, rotations: [{ ...rotation, participants }] })],
    })
    const compared = compareCoverage(result, NOW)
    expect(compared[0]?.differences).toHaveLength(1)
    expect(unexplained(compared)).toEqual([])
  })
})
