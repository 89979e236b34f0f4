// What becomes of an account as a whole; its turns are in fixtures.test.ts.

import { documentSchema } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { codes, convert, escalation, rule, schedule, TO_SCHEDULE } from './testing/build-source.ts'

test('everything that is given is a document by our own rules', () => {
  const result = convert({
    schedules: [schedule()],
    escalations: [escalation([rule(0, TO_SCHEDULE)])],
  })
  for (const document of result.documents) {
    expect(documentSchema.safeParse(document).error).toBe(undefined)
  }
  expect(codes(result)).toEqual([])
})

test('what has no equal here is named, one by one, and what was not given, too', () => {
  const result = convert(
    {
      policies: [{ id: 'p1', name: 'Raise the priority' }],
      'notification-policies': [{ id: 'p2', name: 'Quiet nights' }],
      heartbeats: [{ name: 'backup' }],
      maintenance: [{ id: 'm1', description: 'Move' }],
    },
    ['services'],
  )
  expect(codes(result)).toEqual([
    'cannot object-not-imported alert policy Raise the priority',
    'cannot object-not-imported notification policy Quiet nights',
    'cannot object-not-imported heartbeat backup',
    'cannot object-not-imported maintenance m1',
    'cannot not-found-in-source collection services',
  ])
})
