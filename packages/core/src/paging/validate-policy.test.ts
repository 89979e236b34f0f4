import { describe, expect, test } from 'vitest'
import { makeLayer, makeVersion, utc } from '../schedule/testing/make-schedule.ts'
import { type EscalationPolicy, POLICY_LIMITS, type Target } from './policy.ts'
import type { CallingSchedule } from './policy-graph.ts'
import { validatePolicy } from './validate-policy.ts'
import { validatePolicySlots } from './validate-policy-slots.ts'

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
const NOW = utc('2026-03-01T00:00Z')
const ana: Target = { kind: 'user', id: 'ana' }

function faultsOf(
  id: string,
  policies: Record<string, Policy>,
  schedules: Record<string, CallingSchedule> = {},
): string[] {
  const all = new Map(Object.entries(policies))
  const own = all.get(id)
  if (!own) expect.fail(`there is no policy ${id}`)
  const graph = { policies: all, schedules: new Map(Object.entries(schedules)), now: NOW }
  return validatePolicy(id, own, graph).map(({ path, rule }) => `${path.join('.')}: ${rule}`)
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

describe('policies that hold a slot of a schedule', () => {
  const asks = (id: string, role?: 'secondary'): Target => {
    return { kind: 'schedule', id, ...(role && { role }) }
  }
  const members = [{ userIds: ['ana'] }, { policyId: '2' }]
  const weekly: CallingSchedule = { name: 'weekly', layers: [makeLayer({ members })] }
  const policies = { 1: policy('top', asks('s')), 2: policy('daytime', calls('1')) }
  const rule = 'Policies must not call each other in a loop: top → schedule weekly → daytime → top.'

  test('are called by whoever notifies it, so that a loop is refused on both sides', () => {
    expect(faultsOf('1', policies, { s: weekly })).toEqual([`steps.0.notify.0.schedule: ${rule}`])
    const graph = {
      policies: new Map(Object.entries(policies)),
      schedules: new Map([['s', weekly]]),
      now: NOW,
    }
    expect(validatePolicySlots('s', graph)).toEqual([
      {
        path: ['layers', 0, 'versions', 0, 'members', 1, 'policy'],
        rule: 'Policies must not call each other in a loop: daytime → top → schedule weekly → daytime.',
      },
    ])
    expect(validatePolicySlots('other', graph)).toEqual([])
  })

  test('may be called by any policy that they do not come back to', () => {
    const ending = { 1: policy('top', asks('s'), asks('s')), 2: policy('daytime', ana) }
    expect(faultsOf('1', ending, { s: weekly })).toEqual([])
  })

  test('are called only in the role of their layer', () => {
    const role = 'secondary'
    const secondary = { name: 'weekly', layers: [makeLayer({ members }, { role })] }
    expect(faultsOf('1', policies, { s: secondary })).toEqual([])
    const asked = { ...policies, 1: policy('top', asks('s', role)) }
    expect(faultsOf('1', asked, { s: secondary })).toHaveLength(1)
  })

  test('are called no more once their rotation has ended, but before it begins', () => {
    const changed = (effectiveFrom: number, before: typeof members, after: typeof members) => {
      const versions = [
        makeVersion({ members: before }),
        makeVersion({ members: after, effectiveFrom }),
      ]
      return { s: { name: 'weekly', layers: [makeLayer({}, { versions })] } }
    }
    const alone = members.slice(0, 1)
    expect(faultsOf('1', policies, changed(NOW, members, alone))).toEqual([])
    expect(faultsOf('1', policies, changed(NOW + 1, members, alone))).toHaveLength(1)
    expect(faultsOf('1', policies, changed(NOW + 1, alone, members))).toHaveLength(1)
  })
})
