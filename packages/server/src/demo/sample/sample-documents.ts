// The sample world as configuration documents: two teams in three zones, their schedules, policies
// and services. Everything carries the label `sample`, and every address ends at the demo's own
// catchers: sample people are never really paged.
//
// The weekly rotation is laid out so that Ana, as whom the visitor is signed in, is on call now.

import { DAY_MS, type Instant, WEEK_MS } from '@evenwatch/core'

export const SAMPLE_LABELS = { sample: 'true' }
export const DEMO_USER = 'ana'
/** Whom a visitor may sign in as, to see what each may do. */
export const DEMO_SIGN_INS = [
  { user: DEMO_USER, as: 'administrator' },
  { user: 'ben', as: 'responder' },
  { user: 'dana', as: 'lead of Payments' },
] as const
/** The history is this long; rotations began one week before it. */
export const HISTORY_DAYS = 90
const ROTATION_WEEKS = 14

const VIENNA = 'Europe/Vienna'
const NEW_YORK = 'America/New_York'
const KATHMANDU = 'Asia/Kathmandu'

type SamplePerson = {
  readonly name: string
  readonly displayName: string
  readonly timeZone: string
  readonly role?: 'admin' | 'manager' | 'responder'
}

export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { name: 'ana', displayName: 'Ana Soto', timeZone: VIENNA, role: 'admin' },
  { name: 'ben', displayName: 'Ben Adler', timeZone: VIENNA },
  { name: 'chen', displayName: 'Chen Wei', timeZone: NEW_YORK },
  { name: 'dana', displayName: 'Dana Novak', timeZone: VIENNA },
  { name: 'emil', displayName: 'Emil Berg', timeZone: VIENNA, role: 'manager' },
  { name: 'farah', displayName: 'Farah Haddad', timeZone: NEW_YORK },
  { name: 'gita', displayName: 'Gita Thapa', timeZone: KATHMANDU },
  { name: 'hugo', displayName: 'Hugo Marsh', timeZone: NEW_YORK },
  { name: 'ines', displayName: 'Ines Lama', timeZone: KATHMANDU },
]

/** On call in this order, a week each. */
export const PRIMARY_ROTATION = ['ana', 'ben', 'chen', 'dana'] as const

export type SampleKeys = { readonly webhookUrlOf: (userName: string) => string }

export function sampleDocuments(now: Instant, { webhookUrlOf }: SampleKeys): object[] {
  return [
    ...SAMPLE_PEOPLE.map((person) => userDocument(person, webhookUrlOf)),
    ...teams(),
    ...schedules(now),
    ...policies(),
    ...services(),
  ]
}

function document(kind: string, name: string, displayName: string, spec: object): object {
  // People have no labels; theirs is the mail domain.
  const labels = kind === 'User' ? {} : { labels: SAMPLE_LABELS }
  const metadata = { name, displayName, ...labels }
  return { apiVersion: 'evenwatch/v1', kind, metadata, spec }
}

function userDocument(person: SamplePerson, webhookUrlOf: SampleKeys['webhookUrlOf']): object {
  const { name, displayName, timeZone, role = 'responder' } = person
  return document('User', name, displayName, {
    email: sampleAddress(name),
    timeZone,
    role,
    contactMethods: [
      { name: 'hook', type: 'webhook', url: webhookUrlOf(name) },
      { name: 'mail', type: 'email', address: sampleAddress(name) },
      { name: 'inbox', type: 'inbox' },
    ],
    notificationRules: {
      high: [
        { after: '0m', via: 'hook' },
        { after: '0m', via: 'mail' },
        { after: '0m', via: 'inbox' },
      ],
      low: [{ after: '0m', via: 'mail' }],
    },
  })
}

/** A domain that nobody can own (RFC 2606). */
export function sampleAddress(name: string): string {
  return `${name}@sample.example`
}

function teams(): object[] {
  return [
    document('Team', 'payments', 'Payments', { leads: ['dana'], members: ['ana', 'ben', 'chen'] }),
    document('Team', 'search', 'Search', {
      leads: ['emil'],
      members: ['farah', 'gita', 'hugo', 'ines'],
    }),
  ]
}

function schedules(now: Instant): object[] {
  // In whole weeks of four people the rotation comes round; the first week of it is today's.
  const monday = mondayOf(now)
  const weekly = (name: string, shiftedBy: number) => ({
    name,
    priority: 1,
    firstHandoff: `${dateOf(monday - ROTATION_WEEKS * WEEK_MS)}T00:00`,
    turn: { length: 1, unit: 'week', count: 'elapsed', shiftsPerMember: 1 },
    members: PRIMARY_ROTATION.map((_, i) => memberAt(i - ROTATION_WEEKS + shiftedBy)),
  })
  const sun = (name: string, priority: number, timeZone: string, hours: object, who: string[]) => ({
    name,
    priority,
    timeZone,
    firstHandoff: `${dateOf(monday - ROTATION_WEEKS * WEEK_MS)}T00:00`,
    turn: { length: 1, unit: 'week', count: 'elapsed', shiftsPerMember: 1 },
    members: who,
    hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], ...hours }],
  })
  return [
    document('Schedule', 'payments-primary', 'Payments primary', {
      team: 'payments',
      timeZone: VIENNA,
      layers: [weekly('weekly', 0)],
    }),
    document('Schedule', 'payments-secondary', 'Payments secondary', {
      team: 'payments',
      timeZone: VIENNA,
      layers: [weekly('weekly', 1)],
    }),
    document('Schedule', 'search-follow-the-sun', 'Search, following the sun', {
      team: 'search',
      timeZone: VIENNA,
      layers: [
        sun('vienna', 3, VIENNA, { from: '08:00', until: '16:30' }, ['emil']),
        sun('new-york', 2, NEW_YORK, { from: '10:00', until: '20:30' }, ['farah', 'hugo']),
        sun('kathmandu', 1, KATHMANDU, { from: '06:00', until: '13:00' }, ['gita', 'ines']),
        {
          name: 'backup',
          role: 'secondary',
          priority: 1,
          firstHandoff: `${dateOf(monday - ROTATION_WEEKS * WEEK_MS)}T00:00`,
          turn: { length: 1, unit: 'week', count: 'elapsed', shiftsPerMember: 1 },
          members: ['hugo', 'gita', 'farah', 'ines'],
        },
      ],
    }),
  ]
}

function memberAt(index: number): string {
  const { length } = PRIMARY_ROTATION
  return PRIMARY_ROTATION[((index % length) + length) % length] ?? DEMO_USER
}

/** Monday 00:00 in Vienna's calendar, as the date in UTC. */
function mondayOf(now: Instant): Instant {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: VIENNA }).format(now)
  const today = Date.parse(`${parts}T00:00:00Z`)
  const daysSinceMonday = (new Date(today).getUTCDay() + 6) % 7
  return today - daysSinceMonday * DAY_MS
}

function dateOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10)
}

function policies(): object[] {
  return [
    document('EscalationPolicy', 'everyone-payments', 'Everyone in payments', {
      team: 'payments',
      steps: [{ after: '0m', notify: [{ team: 'payments' }] }],
    }),
    document('EscalationPolicy', 'payments', 'Payments', {
      team: 'payments',
      repeat: { times: 2, after: '10m' },
      steps: [
        { after: '0m', notify: [{ schedule: 'payments-primary' }] },
        { after: '5m', notify: [{ schedule: 'payments-secondary' }] },
        { after: '10m', notify: [{ policy: 'everyone-payments' }] },
        { after: '30m', notify: [{ user: 'dana' }], when: 'unresolved' },
      ],
    }),
    document('EscalationPolicy', 'search', 'Search', {
      team: 'search',
      repeat: { times: 1, after: '10m' },
      steps: [
        { after: '0m', notify: [{ schedule: 'search-follow-the-sun' }] },
        { after: '5m', notify: [{ team: 'search' }], mode: 'roundRobin' },
      ],
    }),
  ]
}

function services(): object[] {
  const service = (
    name: string,
    displayName: string,
    team: string,
    dependsOn: readonly string[],
    type: string,
    more: object = {},
  ) =>
    document('Service', name, displayName, {
      team,
      escalationPolicy: team,
      dependsOn,
      runbook: `https://runbooks.sample.example/${name}`,
      grouping: { by: ['alertname'], window: '5m' },
      integrations: [{ name: SOURCE_OF[type] ?? type, type }],
      ...more,
    })
  return [
    service('payments-db', 'Payments database', 'payments', [], 'alertmanager'),
    service('card-gateway', 'Card gateway', 'payments', [], 'pagerduty'),
    service(
      'checkout-api',
      'Checkout',
      'payments',
      ['payments-db', 'card-gateway', 'search-api'],
      'events',
      { acknowledgementLapses: '2h' },
    ),
    service('catalog-feed', 'Catalogue feed', 'search', [], 'pagerduty'),
    service('search-index', 'Search index', 'search', ['catalog-feed'], 'alertmanager'),
    service('search-api', 'Search', 'search', ['search-index'], 'events'),
  ]
}

/** What an integration of each type is called in the sample world. */
export const SOURCE_OF: Readonly<Record<string, string>> = {
  alertmanager: 'prometheus',
  pagerduty: 'cloud-checks',
  events: 'synthetic-checks',
}
