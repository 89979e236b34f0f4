import { assert } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutySource, PagerdutyUser } from './pagerduty-source.ts'

const NOW = Date.parse('2026-03-01T00:00:00Z')
const ANA: PagerdutyUser = {
  id: 'PANA',
  name: 'Ana Soto',
  email: 'ana@example.org',
  time_zone: 'Europe/Vienna',
  role: 'limited_user',
}
const WORK = { id: 'PC1', type: 'email_contact_method', label: 'Work', address: 'ana@example.org' }
const PUSH = { id: 'PC2', type: 'push_notification_contact_method', label: 'iPhone' }
const PHONE = {
  id: 'PC3',
  type: 'phone_contact_method',
  label: 'Mobile',
  address: '6641234567',
  country_code: 43,
}
const SMS = { ...PHONE, id: 'PC4', type: 'sms_contact_method' }
const WHATSAPP = { ...PHONE, id: 'PC5', type: 'whatsapp_contact_method' }

test('addresses come over; push, phone, text messages and WhatsApp are each named', () => {
  const { spec, findings } = convert({ contact_methods: [WORK, PUSH, PHONE, SMS, WHATSAPP] })
  expect(spec.contactMethods).toEqual([{ name: 'work', type: 'email', address: 'ana@example.org' }])
  expect(findings.map(({ code, object }) => `${code} ${object.name}`)).toEqual([
    'contact-method-not-portable iPhone',
    'contact-method-channel-absent Mobile +43 6641234567',
    'contact-method-channel-absent Mobile +43 6641234567',
    'contact-method-channel-absent Mobile +43 6641234567',
  ])
})

test('a rule by a way that stays behind keeps its time and goes by e-mail', () => {
  const { spec, codes } = convert({
    contact_methods: [WORK, PUSH, PHONE],
    notification_rules: [
      { id: 'N1', start_delay_in_minutes: 0, urgency: 'high', contact_method: PUSH },
      { id: 'N2', start_delay_in_minutes: 5, urgency: 'high', contact_method: PHONE },
      { id: 'N3', start_delay_in_minutes: 5, urgency: 'high', contact_method: WORK },
      { id: 'N4', start_delay_in_minutes: 10, urgency: 'low', contact_method: WORK },
    ],
  })
  expect(spec.notificationRules).toEqual({
    high: [
      { after: '0m', via: 'work' },
      { after: '5m', via: 'work' },
    ],
    low: [{ after: '10m', via: 'work' }],
  })
  expect(codes).toContain('notification-rule-changed')
})

test('somebody without any address to notify keeps the one they sign in with', () => {
  const { spec } = convert({ contact_methods: [PUSH], notification_rules: [] })
  expect(spec.contactMethods).toEqual([
    { name: 'email', type: 'email', address: 'ana@example.org' },
  ])
  expect(spec.notificationRules.high).toEqual([{ after: '0m', via: 'email' }])
})

test('rules that come over whole leave no finding', () => {
  const { codes } = convert({
    contact_methods: [WORK],
    notification_rules: [
      { id: 'N1', start_delay_in_minutes: 0, urgency: 'high', contact_method: WORK },
    ],
  })
  expect(codes).toEqual([])
})

test('handoff and status rules are named, once for each person', () => {
  const { codes } = convert({
    oncall_handoff_notification_rules: [{ id: 'H1' }, { id: 'H2' }],
    status_update_notification_rules: [{ id: 'S1' }],
  })
  expect(codes).toEqual(['object-not-imported', 'object-not-imported'])
})

test('base roles have their nearest equal', () => {
  const roles = ['owner', 'admin', 'user', 'limited_user', 'observer', 'read_only_user']
  expect(roles.map((role) => convert({ role }).spec.role)).toEqual([
    'admin',
    'admin',
    'manager',
    'responder',
    'observer',
    'observer',
  ])
})

test('an observer who is on call may acknowledge what wakes them', () => {
  const policy = {
    id: 'PP1',
    name: 'Default',
    escalation_rules: [{ id: 'PR1', targets: [{ id: 'PANA', type: 'user_reference' }] }],
  }
  const { spec, codes } = convert({ role: 'observer' }, { escalation_policies: [policy] })
  expect(spec.role).toBe('responder')
  expect(codes).toEqual(['role-changed'])
})

test('somebody without an address is named and left out', () => {
  const { documents, findings } = convertPagerduty(
    { users: [{ id: 'PX', name: 'X' }] },
    { now: NOW },
  )
  expect(documents).toEqual([])
  expect(findings.map(({ code }) => code)).toEqual(['user-without-email'])
})

test('managers lead their team, responders and observers are members', () => {
  const source: PagerdutySource = {
    users: [ANA, { ...ANA, id: 'PBEN', name: 'Ben' }, { ...ANA, id: 'PCHEN', name: 'Chen' }],
    teams: [{ id: 'PT1', name: 'Payments', parent: { id: 'PT0', summary: 'Company' } }],
    team_members: {
      PT1: [
        { user: { id: 'PANA' }, role: 'manager' },
        { user: { id: 'PBEN' }, role: 'responder' },
        { user: { id: 'PCHEN' }, role: 'observer' },
        { user: { id: 'PGONE', summary: 'Gone' }, role: 'responder' },
      ],
    },
  }
  const { documents, findings } = convertPagerduty(source, { now: NOW })
  const team = documents.find((one) => one.kind === 'Team')
  expect(team?.spec).toMatchObject({ leads: ['ana-soto'], members: ['ben', 'chen'] })
  expect(findings.map(({ code }) => code)).toEqual(['user-unknown', 'team-changed'])
})

test('what no part of the conversion reads is named, object by object', () => {
  const source: PagerdutySource = {
    users: [{ ...ANA, description: 'Knows the database' }],
    others: {
      event_orchestrations: [{ id: 'EO1', name: 'Global' }],
      priorities: [{ id: 'P1', name: 'P1' }],
    },
  }
  const { findings } = convertPagerduty(source, { now: NOW })
  expect(findings.map(({ code, object }) => `${code}: ${object.kind} ${object.name}`)).toEqual([
    'object-not-imported: event orchestration Global',
    'object-not-imported: priority P1',
    'object-not-imported: description descriptions',
  ])
})

function convert(user: Partial<PagerdutyUser>, more: PagerdutySource = {}) {
  const source = { ...more, users: [{ ...ANA, ...user }] }
  const { documents, findings } = convertPagerduty(source, { now: NOW })
  const document = documents.find((one) => one.kind === 'User')
  assert(document !== undefined, 'the person comes over')
  return { ...document, findings, codes: findings.map(({ code }) => code) }
}
