import { describe, expect, test } from 'vitest'
import { codes, convert, documentOf, user } from './testing/build-source.ts'

describe('people', () => {
  test('keep name, zone, address and the mails of their rules for new alerts', () => {
    const result = convert({
      users: [
        user('ana', {
          role: { name: 'Admin' },
          userContacts: [
            { contactMethod: 'email', to: 'ana@example.org' },
            { contactMethod: 'email', to: 'Ana.Soto@example.net' },
          ],
          notificationRules: [
            {
              actionType: 'create-alert',
              enabled: true,
              criteria: { type: 'match-all' },
              steps: [
                {
                  contact: { method: 'email', to: 'ana@example.org' },
                  sendAfter: { timeAmount: 0, timeUnit: 'minutes' },
                  enabled: true,
                },
                {
                  contact: { method: 'email', to: 'ana.soto@example.net' },
                  sendAfter: { timeAmount: 1, timeUnit: 'hours' },
                  enabled: true,
                },
              ],
            },
          ],
        }),
      ],
    })
    const rules = [
      { after: '0m', via: 'email' },
      { after: '1h', via: 'email-2' },
    ]
    expect(documentOf(result, 'User', 'ana')).toMatchObject({
      metadata: { name: 'ana', displayName: 'ANA' },
      spec: {
        email: 'ana@example.org',
        role: 'admin',
        timeZone: 'Europe/Vienna',
        contactMethods: [
          { name: 'email', address: 'ana@example.org' },
          { name: 'email-2', address: 'ana.soto@example.net' },
          { name: 'inbox', type: 'inbox' },
        ],
        notificationRules: { high: rules, low: rules },
      },
    })
    expect(codes(result)).toEqual([])
  })

  test('who was reached by phone only is mailed at once, and it is said', () => {
    const result = convert({
      users: [
        user('ana', {
          userContacts: [
            { method: 'sms', to: '43-5550100' },
            { method: 'voice', to: '43-5550100' },
            { method: 'mobile', to: 'phone' },
          ],
          notificationRules: [
            {
              actionType: 'create-alert',
              enabled: true,
              steps: [{ contact: { method: 'voice', to: '43-5550100' }, enabled: true }],
            },
            { actionType: 'schedule-start', enabled: true, steps: [] },
          ],
        }),
      ],
    })
    expect(documentOf(result, 'User', 'ana')?.spec.notificationRules.high).toEqual([
      { after: '0m', via: 'email' },
    ])
    expect(codes(result)).toEqual([
      'cannot contact-method-channel-absent user ana@example.org',
      'cannot contact-method-not-portable user ana@example.org',
      'changed notification-rule-changed user ana@example.org',
    ])
    // A report goes through many hands; numbers are not for it.
    expect(JSON.stringify(result.findings)).not.toContain('5550100')
  })

  test('without an address, blocked, or with a role of their own are named', () => {
    const result = convert({
      users: [
        user('ana', { role: { name: 'Night Lead' } }),
        user('ben', { blocked: true }),
        user('bot', { username: 'bot' }),
      ],
    })
    expect(codes(result)).toEqual([
      'changed role-changed user ana@example.org',
      'cannot user-inactive user ben@example.org',
      'cannot user-without-email user bot',
    ])
    expect(documentOf(result, 'Team', 'ops')?.spec).toMatchObject({ leads: ['ana'], members: [] })
  })
})
