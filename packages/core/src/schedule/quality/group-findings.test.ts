import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../platform/time.ts'
import { groupFindings } from './group-findings.ts'
import { qualityFinding } from './quality-finding.ts'
import { PLACES_PER_GROUP_MAX } from './quality-limits.ts'
import { FROM, makePeople } from './testing/quality-input.ts'

const people = makePeople('ana', 'ben')
const asleep = (userId: string, day: number) => {
  const startsAt = FROM + day * DAY_MS
  const place = { span: { startsAt, endsAt: startsAt }, userIds: [userId] }
  return qualityFinding('handoff-asleep', 'info', `${userId} takes over.`, place)
}
const unreached = (userId: string) =>
  qualityFinding('no-contact-method', 'critical', `${userId} is mute.`, { userIds: [userId] })
const gap = (day: number) => {
  const startsAt = FROM + day * DAY_MS
  const span = { startsAt, endsAt: startsAt + 2 * HOUR_MS }
  return qualityFinding('gap', 'warning', 'Nobody is on call for 2h.', { span })
}

test('the same about one person is one group, with the soonest place first', () => {
  const all = [asleep('ana', 3), asleep('ben', 2), asleep('ana', 1)]
  expect(groupFindings({ people }, all)).toMatchObject([
    {
      count: 2,
      userIds: ['ana'],
      sentence: 'Ana takes over or hands over in the midst of their sleep hours, 2 times.',
      findings: [{ span: { startsAt: FROM + DAY_MS } }, { span: { startsAt: FROM + 3 * DAY_MS } }],
    },
    { count: 1, userIds: ['ben'], sentence: 'ben takes over.' },
  ])
})

test('what holds throughout is one group for everybody whom it is said of, the worst first', () => {
  const groups = groupFindings({ people }, [gap(1), unreached('ana'), gap(4), unreached('ben')])
  expect(groups.map(({ sentence, userIds }) => [sentence, userIds])).toEqual([
    ['2 people cannot be reached: they have no contact method but the inbox.', ['ana', 'ben']],
    ['Nobody is on call, 2 times, 4h together.', []],
  ])
})

test('counts go on where the list of places ends', () => {
  const all = Array.from({ length: PLACES_PER_GROUP_MAX + 5 }, (_, day) => asleep('ana', day))
  const [group] = groupFindings({ people }, all)
  expect(group?.count).toBe(PLACES_PER_GROUP_MAX + 5)
  expect(group?.findings).toHaveLength(PLACES_PER_GROUP_MAX)
})
