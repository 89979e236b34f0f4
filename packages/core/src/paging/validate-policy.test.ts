import { describe, expect, test } from 'vitest'
import { type EscalationPolicy, POLICY_LIMITS, type Target } from './policy.ts'
import { validatePolicy } from './validate-policy.ts'

type Policy = Omit<EscalationPolicy, 'id' | 'version'>

const policy = (name: string, ...notify: Target[]): Policy => ({
  name,
  teamId: null,
  delaysFrom: 'previousStep',
  repeat: { times: 0, afterMs: 0 },
  whenNobody: 'lastResort',
  steps: [{ afterMs: 0, notify, mode: 'everyone', when: 'unacknowledged', condition: null }],
})
const calls = (id: string): Target => ({ kind: 'policy', id })
const ana: Target = { kind: 'user', id: 'ana' }

function faultsOf(id: string, policies: Record<string, Policy>): string[] {
  const all = new Map(Object.entries(policies))
  const own = all.get(id)
  if (!own) expect.fail(`there is no policy ${id}`)
  return validatePolicy(id, own, all).map(({ path, rule }) => `${path.join('.')}: ${rule}`)
}

describe('policies that call policies', () => {
  test('may call the same one from two sides', () => {
    const policies = {
      1: policy('top', calls('2'), calls('3')),
      2: policy('left', calls('4')),
      3: policy('right', calls('4')),
      4: policy('bottom', ana),
    }
    expect(faultsOf('1', policies)).toEqual([])
  })

  test('must not come back to themselves, and the loop is named from where it begins', () => {
    const policies = {
      1: policy('top', calls('2')),
      2: policy('left', calls('3')),
      3: policy('right', calls('2')),
    }
    expect(faultsOf('1', policies)).toEqual([
      'steps.0.notify.0.policy: Policies must not call each other in a loop: left → right → left.',
    ])
    expect(faultsOf('2', { 2: policy('alone', calls('2')) })).toEqual([
      'steps.0.notify.0.policy: Policies must not call each other in a loop: alone → alone.',
    ])
  })

  test('are as deep as the limit allows and no deeper', () => {
    const chain = (depth: number) =>
      Object.fromEntries(
        Array.from({ length: depth }, (_, i) => [
          `${i}`,
          policy(`p${i}`, i === depth - 1 ? ana : calls(`${i + 1}`)),
        ]),
      )
    expect(faultsOf('0', chain(POLICY_LIMITS.nestingDepth))).toEqual([])
    expect(faultsOf('0', chain(POLICY_LIMITS.nestingDepth + 1))[0]).toContain('at most 8 deep')
  })
})

test('delays and repeats are as long as the limits allow', () => {
  const { delayMsMax, repeatTimes } = POLICY_LIMITS
  const at = (afterMs: number, times: number): Policy => {
    const one = policy('p', ana)
    const steps = one.steps.map((step) => ({ ...step, afterMs }))
    return { ...one, repeat: { times, afterMs }, steps }
  }
  expect(faultsOf('p', { p: at(delayMsMax, repeatTimes) })).toEqual([])
  expect(faultsOf('p', { p: at(delayMsMax + 1, repeatTimes + 1) })).toEqual([
    'repeat.times: A whole number from 0 to 20.',
    'repeat.after: At most 7d.',
    'steps.0.after: At most 7d.',
  ])
})

test('a condition must compile', () => {
  const one = policy('p', ana)
  const steps = one.steps.map((step) => ({ ...step, condition: 'severity = "critical"' }))
  expect(faultsOf('p', { p: { ...one, steps } })).toEqual([
    expect.stringMatching(/^steps\.0\.if: /),
  ])
})
