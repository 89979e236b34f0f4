import { expect, test } from 'vitest'
import { DAY_MS } from '../platform/time.ts'
import { SESSION_IDLE_MS_MAX, SESSION_LIFE_MS_MAX, sessionEndsAt } from './session-rules.ts'

test('each use moves the end of a session, up to its longest life', () => {
  expect(sessionEndsAt(0, 0)).toBe(SESSION_IDLE_MS_MAX)
  expect(sessionEndsAt(0, 3 * DAY_MS)).toBe(3 * DAY_MS + SESSION_IDLE_MS_MAX)
  expect(sessionEndsAt(0, SESSION_LIFE_MS_MAX - 1)).toBe(SESSION_LIFE_MS_MAX)
})
