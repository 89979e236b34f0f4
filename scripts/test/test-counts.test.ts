import { expect, test } from 'vitest'
import { closingLine, countTests } from './test-counts.ts'

const file = (status: string, ...statuses: string[]) => ({
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
})

test('passed, failed and skipped tests of all files are summed', () => {
  const report = {
    testResults: [file('passed', 'passed', 'passed', 'todo'), file('failed', 'failed', 'skipped')],
  }
  expect(closingLine(countTests(report, 1))).toBe('2 passed, 1 failed, 2 skipped')
})

test('a file that does not load is one failed test', () => {
  const report = { testResults: [file('failed'), file('failed', 'passed')] }
  expect(countTests(report, 1)).toEqual({ passed: 1, failed: 2, skipped: 0 })
})

test('a run that fails outside of every test is one failed test', () => {
  expect(countTests({ testResults: [file('passed', 'passed')] }, 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  })
  expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a run without tests that ends well counts nothing', () => {
  expect(closingLine(countTests({ testResults: [] }, 0))).toBe('0 passed, 0 failed, 0 skipped')
})
