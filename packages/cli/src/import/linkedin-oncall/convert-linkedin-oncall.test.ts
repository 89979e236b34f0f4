import { expect, test } from 'vitest'
import { compareCoverage } from '../compare-coverage.ts'
import { specOf } from '../testing/spec-of.ts'
import { convertLinkedinOncall } from './convert-linkedin-oncall.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'

const NOW = Date.parse('2026-01-07T12:00:00Z')
const DAY_S = 86_400

const person = (name: string, contacts: object) => ({
  id: name.length,
  name,
  full_name: `${name} Doe`,
  time_zone: 'US/Pacific',
  active: 1,
  contacts: { email: `${name}@example.org`, ...contacts },
})

const TEAM = {
  id: 5501,
  name: 'Team Foo',
  email: 'foo@example.org',
  slack_channel: '#foo',
  scheduling_timezone: 'US/Pacific',
  iris_plan: 'foo-plan',
  iris_enabled: 1,
  override_phone_number: '+1 111-111-1111',
  admins: [{ name: 'jdoe' }],
  services: ['service-foo', 'shared'],
  users: {
    jdoe: person('jdoe', { call: '+1 111-111-1111', sms: '+1 111-111-1111', im: 'jdoe' }),
    rroe: person('rroe', {}),
  },
  rosters: {
    'roster-foo': {
      id: 4186,
      users: [
        { name: 'jdoe', in_rotation: true },
        { name: 'rroe', in_rotation: true },
      ],
      schedules: [schedule(2222, 'primary', ['jdoe', 'rroe'])],
    },
  },
}

function schedule(id: number, role: string, data: readonly string[]) {
  return {
    id,
    role,
    auto_populate_threshold: 21,
    advanced_mode: 0,
    events: [{ start: DAY_S + 18 * 3_600, duration: 7 * DAY_S }],
    scheduler: { name: 'round-robin', data },
    timezone: 'US/Pacific',
  }
}

function event(id: number, user: string, week: number) {
  // Monday, 5 January 2026, 18:00 Pacific.
  const start = Date.parse('2026-01-06T02:00:00Z') / 1_000 + week * 7 * DAY_S
  const end = start + 7 * DAY_S
  return {
    id,
    start,
    end,
    user,
    team: 'Team Foo',
    role: 'primary',
    schedule_id: 2222,
    link_id: null,
  }
}

const convert = (source: LinkedinOncallSource) => convertLinkedinOncall(source, { now: NOW })

test('people keep their address and zone; what has no channel here is said', () => {
  const result = convert({
    teams: [TEAM],
    notifications: [{ user: 'rroe', type: 'oncall_reminder', mode: 'sms', time_before: 86_400 }],
  })
  expect(specOf(result, 'User', 'jdoe')).toMatchObject({
    email: 'jdoe@example.org',
    timeZone: 'US/Pacific',
    notificationRules: { high: [{ after: '0m', via: 'mail' }] },
  })
  const said = result.findings.map(({ code, object }) => `${code} ${object.name}`)
  expect(said).toContain('contact-method-channel-absent jdoe')
  expect(said).toContain('object-not-imported rroe')
})

test('a team keeps its admins as leads, and says which settings stay behind', () => {
  const result = convert({
    teams: [TEAM],
    subscriptions: [{ team: 'Team Foo', subscription: 'team-bar' }],
  })
  expect(specOf(result, 'Team', 'team-foo')).toMatchObject({ leads: ['jdoe'], members: ['rroe'] })
  const ofTeam = result.findings.filter(({ object }) => object.kind === 'team')
  expect(ofTeam.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
    'escalation-rule-not-expressible: Of the team, the Iris plan foo-plan stays behind.',
    'object-not-imported: Of the team, the phone number +1 111-111-1111 stays behind.',
    'object-not-imported: Of the team, the Slack channel #foo stays behind.',
    'object-not-imported: Of the team, the address foo@example.org stays behind.',
    'object-not-imported: It showed the shifts of team-bar beside its own.',
  ])
})

test('a service pages primary at once and secondary five minutes later', () => {
  const roster = TEAM.rosters['roster-foo']
  const schedules = [...roster.schedules, schedule(2223, 'secondary', ['rroe', 'jdoe'])]
  const bar = { ...TEAM, id: 5502, name: 'Bar', services: ['shared'], rosters: {} }
  const result = convert({
    teams: [{ ...TEAM, rosters: { 'roster-foo': { ...roster, schedules } } }, bar],
  })
  expect(specOf(result, 'EscalationPolicy', 'team-foo')).toMatchObject({
    team: 'team-foo',
    steps: [
      { after: '0m', notify: [{ schedule: 'team-foo-roster-foo' }] },
      { after: '5m', notify: [{ schedule: 'team-foo-roster-foo', role: 'secondary' }] },
    ],
  })
  expect(specOf(result, 'Service', 'service-foo')).toMatchObject({
    team: 'team-foo',
    escalationPolicy: 'team-foo',
  })
  // Of two teams with one service the first owns it, and the other is told.
  expect(specOf(result, 'Service', 'shared')).toMatchObject({ team: 'team-foo' })
  const shared = result.findings.find(({ object }) => object.id === 'shared')
  expect(shared?.detail).toBe('It belonged to Bar, too; here it is Team Foo’s alone.')
  expect(specOf(result, 'EscalationPolicy', 'bar')).toMatchObject({
    steps: [{ after: '0m', notify: [{ team: 'bar' }] }],
  })
})

test('events know where they came from and which turn they belong to', () => {
  const linked = { ...event(7, 'jdoe', 0), link_id: '8a8ae77b', note: 'by hand' }
  const [override] = convert({ teams: [TEAM], events: [linked] }).overrides
  expect(override).toEqual({
    schedule: 'team-foo-roster-foo',
    sourceRef: 'linkedin-oncall:event:7',
    linkRef: 'linkedin-oncall:link:8a8ae77b',
    input: {
      kind: 'add',
      add: 'jdoe',
      role: 'primary',
      startsAt: '2026-01-06T02:00:00.000Z',
      endsAt: '2026-01-13T02:00:00.000Z',
      reason: 'by hand',
      cause: 'import',
    },
  })
})

// What the scheduler fills in six weeks, by hand: jdoe and rroe in turn.
const SIX_WEEKS = [0, 1, 2, 3, 4, 5].map((week) => event(week, week % 2 ? 'rroe' : 'jdoe', week))

function differencesWith(order: readonly string[]): number {
  const roster = TEAM.rosters['roster-foo']
  const schedules = [schedule(2222, 'primary', order)]
  const team = { ...TEAM, rosters: { 'roster-foo': { ...roster, schedules } } }
  const oneWeek = convert({ teams: [team], events: SIX_WEEKS.slice(0, 1) })
  const { rendered } = convert({ teams: [TEAM], events: SIX_WEEKS })
  const [coverage] = compareCoverage({ ...oneWeek, rendered }, NOW)
  expect(coverage?.span).toMatchObject({ endsAt: Date.parse('2026-02-17T02:00:00Z') })
  return coverage?.differences.length ?? 0
}

test('the template goes on as the scheduler would have, and another order is a difference', () => {
  expect(differencesWith(['jdoe', 'rroe'])).toBe(0)
  expect(differencesWith(['rroe', 'jdoe', 'jdoe'])).toBeGreaterThan(0)
})

test('the same source gives the same answer, and an empty one gives nothing', () => {
  const source = { teams: [TEAM], events: SIX_WEEKS }
  expect(convert(source)).toEqual(convert(source))
  expect(convert({})).toEqual({
    documents: [],
    overrides: [],
    absences: [],
    findings: [],
    rendered: [],
  })
})

test('a deleted team and events of unknown teams are said', () => {
  const result = convert({
    teams: [{ ...TEAM, active: 0, users: {} }],
    events: [event(1, 'jdoe', 0)],
  })
  expect(result.findings.map(({ code }) => code)).toEqual([
    'object-not-imported',
    'not-found-in-source',
  ])
  expect(result.overrides).toEqual([])
})
