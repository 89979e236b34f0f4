import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runMigrations } from '../migrations/run-migrations.ts'
import { temporaryFolder } from '../testing/process-tools.ts'
import { silentLog } from '../testing/silent-log.ts'
import { startSystemPostgres } from '../testing/start-system-postgres.ts'
import { checkSessionLevel } from './check-session-level.ts'
import { openDatabase } from './open-database.ts'

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'

describe('opening the database', () => {
  test('without DATABASE_URL starts the embedded one in the data folder', async () => {
    const dataDir = temporaryFolder()
    const database = await openDatabase({ dataDir, log: silentLog, unsafeFast: true })
    onTestFinished(() => database.close())
    expect(database.kind).toBe('embedded')
    const { rows } = await database.pool.query('select current_database() as name')
    expect(rows).toEqual([{ name: 'evenwatch' }])
    expect(existsSync(`${dataDir}/postgres/cluster`)).toBe(true)
  })

  test.runIf(existsSync(DEBIAN_15))('with a PostgreSQL 15 of yours uses that', async () => {
    const databaseUrl = startSystemPostgres(DEBIAN_15)
    const dataDir = temporaryFolder()
    const database = await openDatabase({ databaseUrl, dataDir, log: silentLog })
    onTestFinished(() => database.close())
    expect(database.kind).toBe('external')
    expect(existsSync(`${dataDir}/postgres`)).toBe(false)
    expect(await checkSessionLevel(database.pool)).toEqual({ kind: 'session' })

    const sql = `create table thing (id bigint primary key, kind text check (kind in ('a', 'b')))`
    const migration = { number: 1, title: 'things', sql, checksum: 'x' }
    expect(await runMigrations(database.pool, [migration])).toMatchObject({ applied: [1] })
    await database.pool.query(`insert into thing values (1, 'b')`)
    const { rows } = await database.pool.query('select kind from thing')
    expect(rows).toEqual([{ kind: 'b' }])
  })

  test('that cannot be reached says so without showing the password', async () => {
    const databaseUrl = 'postgres://user:s3cret@127.0.0.1:1/evenwatch'
    const opening = openDatabase({ databaseUrl, dataDir: temporaryFolder(), log: silentLog })
    await expect(opening).rejects.toMatchObject({
      code: 'database_unreachable',
      retryable: true,
      message: expect.not.stringContaining('s3cret'),
    })
  })
})
