import { expect, test } from 'vitest'
import type { Override, Schedule } from './schedule.ts'
import { teamMembersWithout, withoutPeople } from './without-people.ts'

const isActive = (userId: string) => userId !== 'left'

const override = (rest: Partial<Override>): Override => ({
  id: 'o',
  position: 1,
  role: 'primary',
  layerName: null,
  startsAt: 0,
  endsAt: 1,
  kind: 'add',
  ...rest,
})

const schedule = (overrides: Override[]): Schedule => ({
  id: 's',
  name: 's',
  teamId: null,
  timeZone: 'UTC',
  stages: [],
  layers: [
    {
      name: 'l',
      priority: 1,
      role: 'primary',
      stages: null,
      timeZone: null,
      versions: [
        {
          effectiveFrom: null,
          startsWith: 0,
          firstHandoff: '2026-01-05T09:00',
          until: null,
          turn: { kind: 'every', length: 1, unit: 'week', count: 'worked', shiftsPerMember: 1 },
          members: [{ userIds: ['left'] }, { userIds: ['left', 'ana'] }, null, { teamId: 't' }],
          hours: null,
        },
      ],
    },
  ],
  overrides,
})

test('the turn of somebody who left stays a turn and becomes a gap', () => {
  const members = withoutPeople(schedule([]), isActive).layers[0]?.versions[0]?.members
  expect(members).toEqual([null, { userIds: ['ana'] }, null, { teamId: 't' }])
})

test('an override that would bring them in only takes the other person out', () => {
  const overrides = [
    override({ kind: 'add', addUserId: 'left' }),
    override({ kind: 'replace', addUserId: 'left', removeUserId: 'ana' }),
    override({ kind: 'set', userIds: ['left', 'ben'] }),
    override({ kind: 'add', addUserId: 'ben' }),
  ]
  expect(withoutPeople(schedule(overrides), isActive).overrides).toEqual([
    override({ kind: 'remove', removeUserId: 'ana' }),
    override({ kind: 'set', userIds: ['ben'] }),
    override({ kind: 'add', addUserId: 'ben' }),
  ])
})

test('teams are without them, too', () => {
  const teams = new Map([['t', ['left', 'ana']]])
  expect(teamMembersWithout(teams, isActive)).toEqual(new Map([['t', ['ana']]]))
})
