import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { fillDatabase } from '../platform/backup/testing/fill-database.ts'
import { createPool } from '../platform/database/create-pool.ts'
import { openDatabase } from '../platform/database/open-database.ts'
import { loadMigrations } from '../platform/migrations/load-migrations.ts'
import { runMigrations } from '../platform/migrations/run-migrations.ts'
import {
  endProcess,
  holdEmbeddedPostgres,
  temporaryFolder,
} from '../platform/testing/process-tools.ts'
import { silentLog } from '../platform/testing/silent-log.ts'
import { startSystemPostgres } from '../platform/testing/start-system-postgres.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { moveDatabase } from './move-database.ts'
import { runBackupCommand } from './run-backup-command.ts'
import { runRestoreCommand } from './run-restore-command.ts'

/** Starts PostgreSQL several times. */
const SLOW_MS = 60_000
const DEBIAN_15 = '/usr/lib/postgresql/15/bin'
const common = { productVersion: '1', log: silentLog, onProgress: () => undefined }
const restoring = { replace: false, resumePaging: false }

const schemaNumber = (await loadMigrations()).length
const from = await createTestDatabase()
const to = await createTestDatabase({ empty: true })
const empty = await createTestDatabase({ empty: true })

test(
  'a backup is taken beside a running server, and a restore waits until it is stopped',
  async () => {
    const dataDir = temporaryFolder()
    const file = join(temporaryFolder(), 'backup')
    const { child, report } = await holdEmbeddedPostgres({ dataDir, unsafeFast: true })
    if (report.kind !== 'ready') throw new TypeError('the server runs')
    const pool = createPool(
      { host: report.host, port: 5432, user: 'evenwatch', database: 'evenwatch' },
      silentLog,
    )
    await runMigrations(pool, await loadMigrations())
    await fillDatabase(pool, 10)
    await pool.end()
    const taken = await runBackupCommand({ ...common, dataDir, file })
    expect(taken.totalRows).toBeGreaterThan(3_000)
    await expect(
      runRestoreCommand({ ...common, ...restoring, dataDir, file, replace: true }),
    ).rejects.toMatchObject({ code: 'database_in_use' })

    await endProcess(child, 'SIGTERM')
    await expect(
      runRestoreCommand({ ...common, ...restoring, dataDir, file }),
    ).rejects.toMatchObject({ code: 'database_not_empty' })
    const elsewhere = temporaryFolder()
    const restored = await runRestoreCommand({ ...common, ...restoring, dataDir: elsewhere, file })
    expect(restored).toMatchObject({ totalRows: taken.totalRows, schemaNumber })
    const again = await runBackupCommand({ ...common, dataDir: elsewhere, file: `${file}-2` })
    expect(again.totalRows).toBe(taken.totalRows)
  },
  SLOW_MS,
)

test('a data folder without a database is not turned into one by backing it up', async () => {
  const dataDir = temporaryFolder()
  await expect(
    runBackupCommand({ ...common, dataDir, file: join(dataDir, 'backup') }),
  ).rejects.toMatchObject({ code: 'database_missing' })
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
})

test.runIf(existsSync(DEBIAN_15))(
  'a restore into your own database is refused while a server is at work on it',
  async () => {
    const databaseUrl = startSystemPostgres(DEBIAN_15)
    const dataDir = temporaryFolder()
    const file = join(dataDir, 'backup')
    const database = await openDatabase({ databaseUrl, dataDir, log: silentLog })
    await runMigrations(database.pool, await loadMigrations())
    await fillDatabase(database.pool, 5)
    await database.pool.query(
      `insert into node values (gen_random_uuid(), 'web-1:17', '{http}', now(), clock_timestamp(), 1, true)`,
    )
    await database.close()
    await runBackupCommand({ ...common, databaseUrl, dataDir, file })
    const command = { ...common, ...restoring, databaseUrl, dataDir, file, replace: true }
    await expect(runRestoreCommand(command)).rejects.toMatchObject({
      code: 'database_in_use',
      message: expect.stringContaining('web-1:17'),
    })
    const client = new pg.Client(databaseUrl)
    await client.connect()
    await client.query(`update node set seen_at = seen_at - interval '31 s'`)
    await client.end()
    expect(await runRestoreCommand(command)).toMatchObject({ schemaNumber })
  },
  SLOW_MS,
)

test('a database moves into another one without a file', async () => {
  await fillDatabase(from.pool, 20)
  const options = { productVersion: '1', replace: false, onProgress: () => undefined }
  const moved = await moveDatabase(from.pool, to.pool, options)
  const { rows } = await to.pool.query<{ n: number }>('select count(*) as n from event_log')
  expect(moved.totalRows).toBeGreaterThan(rows[0]?.n ?? Number.POSITIVE_INFINITY)
  await expect(moveDatabase(from.pool, to.pool, options)).rejects.toMatchObject({
    code: 'database_not_empty',
  })
  const nowhere = empty.pool
  await expect(moveDatabase(nowhere, to.pool, { ...options, replace: true })).rejects.toMatchObject(
    { code: 'database_missing' },
  )
  expect((await to.pool.query('select from app_user')).rowCount).toBeGreaterThan(0)
})
