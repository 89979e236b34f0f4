// The whole way, from a strict stand-in of the API into a real server: three hundred people, killed
// midway, resumed, and run again.

import { listOverrides } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { expectSameOnCall } from '../testing/expect-same-on-call.ts'
import {
  importKilledMidway,
  LARGE,
  LARGE_IMPORT_MS,
  LARGE_THROTTLE,
} from '../testing/import-killed-midway.ts'
import { makeAccount, renderedOf } from './testing/make-account.ts'
import { STUB_KEY, startOpsgenieStub } from './testing/opsgenie-stub.ts'

const now = Date.now()
const account = makeAccount(LARGE, now)
const stub = await startOpsgenieStub({
  account,
  pageSize: 100,
  throttleEvery: LARGE_THROTTLE,
  refused: ['/v1/maintenance'],
})

test(
  'a large account comes over, also when it is killed midway, and only once',
  async () => {
    const { call, documents, out } = await importKilledMidway({
      system: 'opsgenie',
      stub,
      key: STUB_KEY,
      killedAfter: 400,
    })
    expect(out).toContain('Imported: 690 changes.')
    expect(documents).toHaveLength(LARGE.users + LARGE.teams * 4 + LARGE.schedules)
    const overrides = await call(listOverrides, { params: { schedule: 'schedule-7' }, query: {} })
    expect(overrides.items).toMatchObject([
      { cause: 'import', sourceRef: 'opsgenie:override:override-7' },
    ])
    const turns = renderedOf(account, 'sch-7')
    await expectSameOnCall(call, { schedule: 'schedule-7', turns, now })
  },
  LARGE_IMPORT_MS,
)
