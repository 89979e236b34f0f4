// The whole way, from a strict stand-in of the API into a real server: three hundred people, killed
// midway, resumed, and run again.

import { listOverrides } from '@evenwatch/api'
import { expect, test } from 'vitest'
import {
  importKilledMidway,
  LARGE,
  LARGE_IMPORT_MS,
  LARGE_THROTTLE,
} from '../testing/import-killed-midway.ts'
import { makeAccount } from './testing/make-account.ts'
import { STUB_KEY, startOncallStub } from './testing/oncall-stub.ts'

const stub = await startOncallStub(makeAccount(LARGE, Date.now()), LARGE_THROTTLE)

test(
  'a large account comes over, also when it is killed midway, and only once',
  async () => {
    const { call } = await importKilledMidway({
      system: 'linkedin-oncall',
      stub,
      key: STUB_KEY,
      killedAfter: 200,
    })
    const overrides = await call(listOverrides, {
      params: { schedule: 'team-7-roster-7' },
      query: {},
    })
    expect(overrides.items.length).toBeGreaterThan(0)
  },
  LARGE_IMPORT_MS,
)
