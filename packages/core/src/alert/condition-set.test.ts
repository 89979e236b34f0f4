import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConditionFacts } from './condition/condition-facts.ts'
import { type Condition, compileCondition, conditionHolds } from './condition.ts'
import { buildConditionSet, conditionsThatHold } from './condition-set.ts'

const facts: ConditionFacts = {
  severity: 'error',
  urgency: 'high',
  summary: 'Disk full',
  source: 'db-1',
  service: 'checkout',
  labels: { team: 'a', env: 'prod' },
  details: {},
}

function compiled(text: string): Condition {
  const result = compileCondition(text)
  if (!result.ok) throw new Error(result.fault.message)
  return result.condition
}

function setOf(...texts: readonly string[]) {
  return buildConditionSet(texts.map(compiled))
}

test('those that hold are told in their order', () => {
  const set = setOf(
    'summary.contains("Disk")',
    'labels.team == "b"',
    'labels.env in ["prod", "prod", "stage"] && severity == "error"',
    '"a" == labels.team',
    'severity == "info"',
  )
  expect(conditionsThatHold(set, facts)).toEqual({ holding: [0, 2, 3], errors: [] })
})

test('one whose needed label is not set is not asked; others say why they cannot tell', () => {
  const set = setOf('labels.nope == "x"', 'labels.nope.startsWith("x")')
  expect(conditionsThatHold(set, facts)).toEqual({
    holding: [],
    errors: [{ place: 1, error: 'labels.nope is not set' }],
  })
})

test('of 500 rules for 500 teams, an event asks only its own', () => {
  let asked = 0
  const counted = Array.from({ length: 500 }, (_, team): Condition => {
    const condition = compiled(`severity == "error" && labels.team == "team-${team}"`)
    const verdictOf = (about: ConditionFacts) => {
      asked += 1
      return condition.verdictOf(about)
    }
    return { ...condition, verdictOf }
  })
  const about = { ...facts, labels: { team: 'team-7' } }
  expect(conditionsThatHold(buildConditionSet(counted), about).holding).toEqual([7])
  expect(asked).toBe(1)
})

test('a set holds exactly what its conditions hold when asked one by one', () => {
  const atom = fc.constantFrom(
    'labels.team == "a"',
    'labels.team != "a"',
    'labels.team in ["a", "b"]',
    'labels.none == "a"',
    '"prod" == labels.env',
    'severity == "error"',
    'severity == "info"',
    'source == "db-1"',
    'labels.env == labels.team',
    'labels.size() > 1',
  )
  const text = fc
    .array(fc.tuple(fc.constantFrom('', '!'), atom, fc.constantFrom('&&', '||')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) =>
      parts.map(([not, a, op], i) => `${i > 0 ? ` ${op} ` : ''}${not}(${a})`).join(''),
    )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      const conditions = texts.map(compiled)
      const oneByOne = conditions.flatMap((condition, place) => {
        const answer = conditionHolds(condition, facts)
        return 'holds' in answer && answer.holds ? [place] : []
      })
      expect(conditionsThatHold(buildConditionSet(conditions), facts).holding).toEqual(oneByOne)
    }),
    { numRuns: 500 },
  )
})
