import { expect, test } from 'vitest'
import type { JsonObject } from '../platform/json.ts'
import { describeGroupEvent, GROUP_EVENT_KINDS } from './describe-group-event.ts'

const people: { readonly [id: string]: string } = { u1: 'Ana', u2: 'Chen' }
const names = { actor: 'Ben', person: (id: string) => people[id] ?? 'somebody' }
const say = (kind: string, data: JsonObject = {}) => describeGroupEvent(kind, data, names)

test('every kind is one sentence, even when the entry carries nothing', () => {
  for (const kind of GROUP_EVENT_KINDS.filter((one) => one !== 'note')) {
    expect(say(kind), kind).toMatch(/^[A-Z][^{}]*\.$/)
    expect(say(kind), kind).not.toMatch(/undefined|null|\[object/)
  }
})

test('an opened alert names its sender, its summary and its severity', () => {
  expect(say('alert-opened', { summary: 'disk full', severity: 'critical' })).toBe(
    'Ben opened an alert: disk full (critical).',
  )
})

test('a page names people and step', () => {
  expect(say('paged', { userIds: ['u1', 'u2'], step: 1 })).toBe('Ana and Chen were paged (step 2).')
  expect(say('paged', { userId: 'u1', step: 0 })).toBe('Ana was paged (step 1).')
})

test('a failed delivery says how and why', () => {
  expect(say('delivery-failed', { userId: 'u2', channel: 'email', error: 'mailbox full' })).toBe(
    'The message to Chen failed by email: mailbox full.',
  )
})

test('a message that was on its way when somebody answered says so', () => {
  const data = { userId: 'u1', channel: 'email', detail: 'accepted', afterAnswer: true }
  expect(say('delivery-sent', data)).toBe(
    'The message to Ana was sent by email. It was on its way when somebody answered.',
  )
})

test('a failure that is tried again says so', () => {
  const data = { userId: 'u1', channel: 'email', detail: 'Busy.', retryAt: '2026-03-02T02:00:00Z' }
  expect(say('delivery-failed', data)).toBe(
    'The message to Ana failed by email: Busy. It is tried again.',
  )
})

test('who answered second is told who was first', () => {
  expect(say('acknowledged-elsewhere', { by: 'user:u1' })).toBe(
    'Ben answered too late: Ana had already acknowledged.',
  )
})

test('a note keeps its own words', () => {
  expect(say('note', { text: 'restarted the pool' })).toBe('Ben noted: restarted the pool')
})

test('a kind of a later version still reads as a sentence', () => {
  expect(say('merged-into-incident')).toBe('Ben: merged into incident.')
})
