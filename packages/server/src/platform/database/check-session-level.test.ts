import { join } from 'node:path'
import { assert } from '@evenwatch/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { silentLog } from '../testing/silent-log.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTransactionPooler } from '../testing/transaction-pooler.ts'
import { checkSessionLevel } from './check-session-level.ts'
import { createPool } from './create-pool.ts'

const isEmbedded = process.env.EVENWATCH_TEST_DATABASE_URL === undefined
const database = await createTestDatabase({ empty: true })

describe('connections', () => {
  test('that lead straight to the server are sessions', async () => {
    expect(await checkSessionLevel(database.pool)).toEqual({ kind: 'session' })
  })

  test.runIf(isEmbedded)('through a pooler in transaction mode are found out', async () => {
    const { host, user } = database.connection
    assert(host !== undefined && user !== undefined, 'the embedded server has a socket folder')
    const socket = join(host, '.s.PGSQL.5432')
    const port = await startTransactionPooler(socket, user, database.name)
    const pool = createPool({ host: '127.0.0.1', port, user, database: database.name }, silentLog)
    onTestFinished(() => pool.end())
    expect(await checkSessionLevel(pool)).toEqual({
      kind: 'shared',
      reason: 'two connections share one server session',
    })
  })
})
