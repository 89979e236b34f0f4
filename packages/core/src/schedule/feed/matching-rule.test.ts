import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyMatchingRule, MATCHED_TEXT_CHARS_MAX, matchingRuleFault } from './matching-rule.ts'

describe('a matching rule', () => {
  test.each([
    ['^On-call: (.+)$', 'On-call: Ana Soto', 'Ana Soto'],
    ['\\[(\\w+)\\]', 'Payments [ana] week 12', 'ana'],
    ['^(?:primary|secondary) (.+?) \\(', 'Primary Ana Soto (EU)', 'Ana Soto'],
    ['pager ?duty: ([^,]{2,40})', 'PagerDuty: Łukasz, all week', 'Łukasz'],
  ])('%s finds the person of “%s”', (rule, title, expected) => {
    expect(matchingRuleFault(rule)).toBeNull()
    expect(applyMatchingRule(rule, title)).toBe(expected)
  })

  test.each([
    ['(', 'No regular expression.'],
    ['no group', 'Exactly one group: what stands in it is the person.'],
    ['(a)(b)', 'Exactly one group: what stands in it is the person.'],
    ['((?:a+)+)$', 'A group that repeats or chooses is not repeated.'],
    ['(?:a|a)*(b)', 'A group that repeats or chooses is not repeated.'],
    ['(a+)+', 'A group that repeats or chooses is not repeated.'],
    ['(?:(?:a?)){2,}(b)', 'A group that repeats or chooses is not repeated.'],
    ['(a)\\1', 'No references back to a group.'],
    ['(?=a)(b)', 'Only plain groups, `(…)` and `(?:…)`.'],
    ['(.*).*.*x', 'Too many repetitions and choices.'],
    [`(${'a?'.repeat(12)})`, 'Too many repetitions and choices.'],
    [`(x)${'(?:a|a)'.repeat(12)}`, 'Too many repetitions and choices.'],
    [`(${'a'.repeat(200)})`, 'At most 200 characters.'],
  ])('%s is refused', (rule, fault) => {
    expect(matchingRuleFault(rule)).toBe(fault)
  })

  test('that is accepted tries only so many ways', () => {
    const atom = fc.constantFrom('a', '.', '\\w', '[ab]', '(?:a|a)', '(?:aa?)', '(?:a{2,})')
    const times = fc.constantFrom('', '+', '*', '?', '{2,}', '+?')
    const part = fc.tuple(atom, times).map((both) => both.join(''))
    const title = 'a'.repeat(MATCHED_TEXT_CHARS_MAX)
    fc.assert(
      fc.property(part, fc.array(part, { maxLength: 3 }), (person, others) => {
        const rule = `(${person})${others.join('')}!$`
        fc.pre(matchingRuleFault(rule) === null)
        // An expression that slips through would not come back within the test's own time.
        expect(applyMatchingRule(rule, title)).toBeNull()
      }),
      { numRuns: 100 },
    )
  })
})
