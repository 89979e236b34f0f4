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
import { makeLargeAccount } from './testing/make-large-account.ts'
import { STUB_KEY, startPagerdutyStub } from './testing/pagerduty-stub.ts'

const stub = await startPagerdutyStub(makeLargeAccount(LARGE, Date.now()), LARGE_THROTTLE)

test(
  'a large account comes over, also when it is killed midway, and only once',
  async () => {
    const { call } = await importKilledMidway({
      system: 'pagerduty',
      stub,
      key: STUB_KEY,
      killedAfter: 700,
    })
    const overrides = await call(listOverrides, { params: { schedule: 'schedule-7' }, query: {} })
    expect(overrides.items).toMatchObject([
      { cause: 'import', sourceRef: 'pagerduty:override:OPS7' },
    ])
  },
  LARGE_IMPORT_MS,
)
