import type { JsonObject } from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import {
  codes,
  convert,
  documentOf,
  escalation,
  ref,
  rule,
  schedule,
  TO_SCHEDULE,
  TO_TEAM,
} from './testing/build-source.ts'

describe('escalations', () => {
  const policyOf = (rules: readonly JsonObject[], more: JsonObject = {}) => {
    const given = { schedules: [schedule()], escalations: [escalation(rules, more)] }
    const result = convert(given)
    return { result, policy: documentOf(result, 'EscalationPolicy', 'ops_escalation') }
  }

  test('count from the alert, in the order of their delays', () => {
    const { policy } = policyOf([
      rule(10, ref('ben'), { condition: 'if-not-closed' }),
      rule(0, TO_SCHEDULE),
      rule(5, TO_SCHEDULE, { notifyType: 'next' }),
    ])
    expect(policy?.spec).toMatchObject({
      team: 'ops',
      delaysFrom: 'alertStart',
      steps: [
        {
          after: '0m',
          notify: [{ schedule: 'primary' }],
          mode: 'everyone',
          when: 'unacknowledged',
        },
        { after: '5m', notify: [{ schedule: 'primary' }], mode: 'next', when: 'unacknowledged' },
        { after: '10m', notify: [{ user: 'ben' }], mode: 'everyone', when: 'unresolved' },
      ],
    })
  })

  test('page all of a team, one of it, its admins or its users', () => {
    const { result, policy } = policyOf([
      rule(0, TO_TEAM, { notifyType: 'all' }),
      rule(1, TO_TEAM, { notifyType: 'random' }),
      rule(2, TO_TEAM, { notifyType: 'admins' }),
      rule(3, TO_TEAM, { notifyType: 'users' }),
      rule(4, TO_TEAM),
    ])
    expect(policy?.spec.steps).toMatchObject([
      { notify: [{ team: 'ops' }], mode: 'everyone' },
      { notify: [{ team: 'ops' }], mode: 'random' },
      { notify: [{ user: 'ana' }] },
      { notify: [{ user: 'ben' }] },
      { notify: [{ team: 'ops' }] },
    ])
    expect(codes(result)).toEqual(
      Array(3).fill('changed escalation-rule-changed escalation Ops_escalation'),
    )
  })

  test('repeat as often as we may, and say what repeating did besides', () => {
    const repeat = {
      waitInterval: 15,
      count: 30,
      resetRecipientStates: true,
      closeAlertAfterAll: true,
    }
    const { result, policy } = policyOf([rule(0, TO_SCHEDULE)], { repeat })
    expect(policy?.spec.repeat).toEqual({ times: 20, after: '15m' })
    expect(result.findings.map(({ detail }) => detail)).toEqual([
      'Of its repeating: 30 repeats were cut to 20, who acknowledged is not paged again, the alert stays open at the end.',
    ])
    const none = policyOf([rule(0, TO_SCHEDULE)], { repeat: { waitInterval: 0, count: 1 } })
    expect(none.policy?.spec.repeat.times).toBe(0)
  })

  test('leave out a step whose recipient is gone, and themselves when no step is left', () => {
    const gone = { type: 'user', id: 'x', username: 'gone@example.org' }
    const { result, policy } = policyOf([rule(0, gone), rule(5, ref('ana'))])
    expect(policy?.spec.steps).toHaveLength(1)
    expect(codes(result)).toEqual([
      'cannot escalation-rule-not-expressible escalation Ops_escalation',
    ])
    expect(policyOf([rule(0, gone)]).policy).toBe(undefined)
  })
})
