// Fills the fixture world. `storm` adds sixty new groups within five minutes, `thousand` a long list.

import type { ScheduleView } from '@evenwatch/api'
import { DEFAULT_TEAM_LIMITS } from '@evenwatch/core'
import { emptyWorld, group, iso, newId, service, user, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function schedule(
  name: string,
  displayName: string,
  timeZone: string,
  team: string,
  members: string[],
  hours:
    | null
    | { days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri')[]; from: string; until: string }[] = null,
): ScheduleView {
  return {
    id: newId(),
    name,
    displayName,
    managedBy: null,
    version: 1,
    updatedAt: iso(Date.now() - 6 * 24 * HOUR),
    spec: {
      team,
      timeZone,
      areas: [],
      stages: [],
      layers: [
        {
          name: 'weekly',
          role: 'primary',
          priority: 1,
          firstHandoff: '2026-01-05T09:00',
          until: null,
          turn: { length: 1, unit: 'week', count: 'worked', shiftsPerMember: 1 },
          members,
          hours,
        },
      ],
    },
  }
}

/** A second line, and weekends that the first shares otherwise. */
function withSecondary(one: ScheduleView): ScheduleView {
  const [weekly] = one.spec.layers
  if (!weekly || !('members' in weekly)) return one
  const weekend = {
    ...weekly,
    name: 'weekends',
    priority: 2,
    members: ['chen', 'ben', 'ana'],
    hours: [{ days: ['sat' as const, 'sun' as const], from: '09:00', until: '21:00' }],
  }
  const backup = {
    ...weekly,
    name: 'backup',
    role: 'secondary' as const,
    members: ['chen', 'ana', 'ben'],
  }
  return { ...one, spec: { ...one.spec, layers: [weekly, weekend, backup] } }
}

const CROWD = 40
const CROWD_ZONES = ['Europe/Vienna', 'America/Lima', 'Asia/Singapore', 'Asia/Kolkata']
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Forty people around the clock: the plan that the timeline's budget is about. */
function addCrowd(world: World) {
  const people = Array.from({ length: CROWD }, (_, index) =>
    user(`p${index}`, `Person ${index + 1}`, CROWD_ZONES[index % CROWD_ZONES.length] ?? 'UTC'),
  )
  world.users.push(...people)
  const names = people.map((one) => one.name)
  const one = schedule('around-the-clock', 'Around the clock', 'Europe/Vienna', 'search', names)
  const [weekly] = one.spec.layers
  if (!weekly || !('members' in weekly)) return
  const daily = { ...weekly, turn: { ...weekly.turn, length: 1, unit: 'day' as const } }
  const part = (name: string, first: number, until: number, from: string, to: string) => ({
    ...daily,
    name,
    members: names.slice(first, until),
    hours: [{ days: [...EVERY_DAY], from, until: to }],
  })
  const layers = [
    part('europe', 0, 14, '06:00', '14:00'),
    part('america', 14, 27, '14:00', '22:00'),
    part('asia', 27, CROWD, '22:00', '06:00'),
    { ...daily, name: 'backup', role: 'secondary' as const },
  ]
  world.schedules.push({ ...one, spec: { ...one.spec, layers } })
}

export function sampleWorld(size: 'sample' | 'storm' | 'thousand' | 'crowd' = 'sample'): World {
  const world = emptyWorld()
  world.needsSetup = false
  world.nextNumber = 198
  const ana = user('ana', 'Ana Soto', 'Europe/Vienna', { role: 'admin' })
  const ben = user('ben', 'Ben Huaman', 'America/Lima')
  const chen = user('chen', 'Chen Wei', 'Asia/Singapore')
  const dana = user('dana', 'Dana Levy', 'Europe/Vienna', { role: 'manager' })
  const [inbox, mail] = ana.contactMethods
  if (inbox && mail) {
    ana.contactMethods = [
      inbox,
      { ...mail, verifiedAt: null, verifiedBy: null, lastSuccessAt: null },
    ]
  }
  world.users = [ana, ben, chen, dana]
  world.teams = [
    {
      id: newId(),
      name: 'payments',
      displayName: 'Payments',
      spec: { leads: ['ana'], members: ['ben', 'chen'], limits: DEFAULT_TEAM_LIMITS },
      managedBy: null,
      version: 1,
    },
    {
      id: newId(),
      name: 'search',
      displayName: 'Search',
      spec: { leads: ['dana'], members: ['ana', 'chen'], limits: DEFAULT_TEAM_LIMITS },
      managedBy: null,
      version: 1,
    },
  ]
  ana.teams = [
    { name: 'payments', displayName: 'Payments', isLead: true },
    { name: 'search', displayName: 'Search', isLead: false },
  ]
  ben.teams = [{ name: 'payments', displayName: 'Payments', isLead: false }]
  chen.teams = [
    { name: 'payments', displayName: 'Payments', isLead: false },
    { name: 'search', displayName: 'Search', isLead: false },
  ]
  dana.teams = [{ name: 'search', displayName: 'Search', isLead: true }]
  world.schedules = [
    withSecondary(
      schedule('payments-primary', 'Payments primary', 'Europe/Vienna', 'payments', [
        'ana',
        'ben',
        'chen',
      ]),
    ),
    schedule('payments-backup', 'Payments backup', 'Europe/Vienna', 'payments', [
      'chen',
      'ana',
      'ben',
    ]),
    schedule(
      'search',
      'Search',
      'America/Lima',
      'search',
      ['dana', 'chen'],
      [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', until: '19:00' }],
    ),
  ]
  const policy = (name: string, displayName: string, spec: object) => ({
    id: newId(),
    name,
    displayName,
    spec: spec as never,
    managedBy: null,
    version: 1,
  })
  world.policies = [
    policy('payments', 'Payments', {
      team: 'payments',
      delaysFrom: 'previousStep',
      repeat: { times: 2, after: '10m' },
      whenNobody: 'lastResort',
      steps: [
        {
          after: '0m',
          notify: [{ schedule: 'payments-primary' }],
          mode: 'everyone',
          when: 'unacknowledged',
        },
        {
          after: '5m',
          notify: [{ schedule: 'payments-backup' }],
          mode: 'everyone',
          when: 'unacknowledged',
        },
        { after: '10m', notify: [{ team: 'payments' }], mode: 'everyone', when: 'unacknowledged' },
      ],
    }),
    policy('search', 'Search', {
      team: 'search',
      delaysFrom: 'previousStep',
      repeat: { times: 1, after: '5m' },
      whenNobody: 'hold',
      steps: [
        { after: '0m', notify: [{ schedule: 'search' }], mode: 'everyone', when: 'unacknowledged' },
      ],
    }),
  ]
  const checkout = service('checkout-api', 'Checkout API', 'payments', 'payments')
  const db = service('payments-db', 'Payments database', 'payments', 'payments')
  const ledger = service('ledger', 'Ledger', 'payments', 'payments')
  const index = service('search-index', 'Search index', 'search', 'search')
  world.services = [checkout, db, ledger, index]

  group(world, {
    title: '5xx ratio above 2 %',
    service: checkout,
    ageMs: 4 * MINUTE + 20_000,
    alerts: 14,
    paged: ana,
    nextUser: chen,
    nextIn: 48_000,
  })
  group(world, {
    title: 'Replication lag above 30 s',
    service: db,
    ageMs: MINUTE + 5_000,
    severity: 'error',
    paged: ana,
    nextUser: chen,
    nextIn: 235_000,
  })
  group(world, {
    title: 'Certificate expires in 6 days',
    service: ledger,
    ageMs: 3 * HOUR,
    severity: 'warning',
    urgency: 'low',
    paged: ben,
    nextUser: chen,
    nextIn: 8 * MINUTE,
  })
  group(world, {
    title:
      'Queue depth above 10,000 for 15 minutes on the settlement worker pool of the European cluster',
    service: ledger,
    ageMs: 47 * MINUTE,
    severity: 'error',
    status: 'acknowledged',
    alerts: 3,
    by: ben,
  })
  group(world, {
    title: 'Indexing is 20 min behind',
    service: index,
    ageMs: 95 * MINUTE,
    severity: null,
    status: 'acknowledged',
    by: dana,
    alerts: 2,
  })
  const snoozed = group(world, {
    title: 'Disk 82 % full',
    service: index,
    ageMs: 9 * HOUR,
    severity: 'warning',
    urgency: 'low',
    status: 'acknowledged',
    by: dana,
  })
  snoozed.snoozedUntil = iso(Date.now() + 5 * HOUR)
  for (const [offset, title] of [
    '5xx ratio above 2 %',
    'Latency p99 above 800 ms',
    'Disk 90 % full',
    'Pod restarts',
  ].entries()) {
    group(world, {
      title,
      service: checkout,
      ageMs: (offset + 2) * 5 * HOUR,
      severity: 'error',
      status: 'resolved',
      by: offset % 2 ? ben : ana,
      alerts: offset + 1,
    })
  }
  if (size === 'crowd') addCrowd(world)
  if (size === 'thousand') {
    for (let number = 0; number < 1_000; number += 1) {
      group(world, {
        title: `Instance ${number} unreachable`,
        service: checkout,
        ageMs: (6 + number) * MINUTE,
        paged: ana,
        nextUser: chen,
        nextIn: 120_000,
      })
    }
  }
  if (size === 'storm') {
    for (let number = 0; number < 64; number += 1) {
      const target = [checkout, db, ledger][number % 3] ?? checkout
      group(world, {
        title: `Instance ${target.name}-${number} unreachable`,
        service: target,
        ageMs: 20_000 + number * 2_500,
        paged: ana,
        nextUser: chen,
        nextIn: 120_000,
      })
    }
  }
  const first = world.groups[0]
  world.inbox = [
    {
      id: newId(),
      at: iso(Date.now() - 4 * MINUTE),
      subject: `High: Checkout API, 5xx ratio above 2 %`,
      body: '14 alerts. If you do nothing, Chen Wei is paged in 0:48.',
      groupId: first?.id ?? null,
      answeredAt: null,
    },
    {
      id: newId(),
      at: iso(Date.now() - 26 * HOUR),
      subject: 'Test message',
      body: 'This is a test of your inbox. Nothing is wrong.',
      groupId: null,
      answeredAt: null,
    },
  ]
  world.me = 'ana'
  return world
}
