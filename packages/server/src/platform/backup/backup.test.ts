import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type pg from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createPool } from '../database/create-pool.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { loadMigrations } from '../migrations/load-migrations.ts'
import { runMigrations } from '../migrations/run-migrations.ts'
import { ensureMonth } from '../partitions/ensure-month.ts'
import { temporaryFolder } from '../testing/process-tools.ts'
import { silentLog } from '../testing/silent-log.ts'
import { startSystemPostgres } from '../testing/start-system-postgres.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import type { BackupProgress } from './backup-format.ts'
import { restore } from './restore.ts'
import { fillDatabase } from './testing/fill-database.ts'
import { backup } from './write-backup.ts'

// Thousands of rows travel in most of these, several times.
vi.setConfig({ testTimeout: 60_000 })

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'
const SOURCE = { productVersion: '1.2.3' }
const quiet = () => undefined
const nothing = { replace: false, settle: async () => undefined }

const schemaNumber = (await loadMigrations()).length
const filled = await createTestDatabase()
await fillDatabase(filled.pool, 300)

function newFile(): string {
  return join(temporaryFolder(), 'evenwatch.backup')
}

/** What every table holds, by the database's own words and without our format. */
async function contents(pool: pg.Pool): Promise<{ [table: string]: string }> {
  return inTransaction(pool, async (client) => {
    // Another server has another zone of its own, and writes the same instants in it.
    await client.query(`set local timezone = 'UTC'`)
    return contentsAs(client)
  })
}

async function contentsAs(client: pg.ClientBase): Promise<{ [table: string]: string }> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace
     and relkind in ('r', 'p') and not relispartition
     and relname not in ('schema_migration', 'node', 'housekeeping_claim') order by 1`,
  )
  const found: { [table: string]: string } = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `select (to_jsonb(t) - 'xid')::text as row from ${name} t order by 1`,
    )
    const hash = createHash('sha256').update(rows.map(({ row }) => row).join('\n'))
    found[name] = `${rows.length} rows, ${hash.digest('hex')}`
  }
  return found
}

async function emptyDatabase(): Promise<pg.Pool> {
  return (await createTestDatabase({ empty: true })).pool
}

describe('a backup', () => {
  const target = createTestDatabase({ empty: true })
  const migrated = createTestDatabase()

  test('restores into an empty database, row for row, and goes on counting where it stood', async () => {
    const { pool } = await target
    const file = newFile()
    const steps: BackupProgress[] = []
    const report = await backup(filled.pool, file, (step) => steps.push(step), SOURCE)
    expect(report.totalRows).toBeGreaterThan(4_000)
    expect(steps.at(-1)).toMatchObject({ rows: report.totalRows, totalRows: report.totalRows })
    const restored = await restore(pool, file, quiet, nothing)
    expect(restored.totalRows).toBe(report.totalRows)
    expect(await contents(pool)).toEqual(await contents(filled.pool))
    const numbers = await pool.query<{ number: number }>(
      `insert into alert_group (id, service_id, title, urgency, status, opened_at, last_event_at, alert_count,
         triggered_count, open_count)
       values (gen_random_uuid(), gen_random_uuid(), '', 'low', 'triggered', 'epoch', 'epoch', 1, 1, 1) returning number`,
    )
    expect(numbers.rows).toEqual([{ number: 301 }])
    // Whoever reads the record by transaction finds all of it again, in one.
    const record = await pool.query('select count(distinct xid) as transactions from timeline')
    expect(record.rows).toEqual([{ transactions: 1 }])
  })

  test('says what it is in its first lines, and that the key is not inside', async () => {
    const file = newFile()
    await backup(filled.pool, file, quiet, SOURCE)
    const [magic, header] = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
    expect(magic).toBe('evenwatch-backup 1')
    expect(JSON.parse(header ?? '')).toMatchObject({
      productVersion: '1.2.3',
      schemaNumber,
      installationId: '00000000-0000-7000-8000-00000000aaaa',
      secretKeyCheck: 'check-value',
      notice: expect.stringContaining('NOT inside'),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(existsSync(`${file}.partial`)).toBe(false)
  })

  test('takes the place of what a freshly migrated server made for itself', async () => {
    const { pool } = await migrated
    await pool.query(
      `insert into installation (id, created_at) values (gen_random_uuid(), 'epoch')`,
    )
    const file = newFile()
    await backup(filled.pool, file, quiet, SOURCE)
    await restore(pool, file, quiet, nothing)
    expect(await contents(pool)).toEqual(await contents(filled.pool))
    await expect(restore(pool, file, quiet, nothing)).rejects.toMatchObject({
      code: 'database_not_empty',
      message: expect.stringContaining('it holds 10 people and alerts'),
    })
    await restore(pool, file, quiet, { ...nothing, replace: true })
    expect(await contents(pool)).toEqual(await contents(filled.pool))
  })

  test('of a database without a schema is refused', async () => {
    const pool = await emptyDatabase()
    await expect(backup(pool, newFile(), quiet, SOURCE)).rejects.toMatchObject({
      code: 'database_missing',
    })
  })

  test('to a place that cannot be written is refused', async () => {
    const file = join(temporaryFolder(), 'missing', 'file')
    await expect(backup(filled.pool, file, quiet, SOURCE)).rejects.toMatchObject({
      code: 'backup_file_unusable',
    })
  })
})

describe('months of the event log', () => {
  const source = createTestDatabase()
  const target = createTestDatabase({ empty: true })

  test('get their partitions back', async () => {
    const from = (await source).pool
    await fillDatabase(from, 10)
    await inTransaction(from, async (client) => {
      expect(await ensureMonth(client, 'event_log', Date.UTC(2026, 0, 5))).toBe(1_000)
      expect(await ensureMonth(client, 'event_log', Date.UTC(2026, 0, 9))).toBeNull()
    })
    const file = newFile()
    await backup(from, file, quiet, SOURCE)
    const { pool } = await target
    await restore(pool, file, quiet, nothing)
    const { rows } = await pool.query(
      'select tableoid::regclass::text as part, count(*) from event_log group by 1 order by 1',
    )
    expect(rows).toEqual([
      { part: 'event_log_2026_01', count: 1_000 },
      { part: 'event_log_default', count: 2_000 },
    ])
    expect(await contents(pool)).toEqual(await contents(from))
  })
})

describe('while alerts come in', () => {
  const source = createTestDatabase()
  const target = createTestDatabase({ empty: true })

  test('a backup shows one instant: no alert without its group', async () => {
    const from = (await source).pool
    await fillDatabase(from, 500)
    let writing = true
    let written = 0
    const writer = (async () => {
      while (writing) {
        await from.query(
          `with g as (
             insert into alert_group (id, service_id, title, urgency, status, opened_at, last_event_at, alert_count,
               triggered_count, open_count)
             values (gen_random_uuid(), gen_random_uuid(), 'new', 'low', 'triggered', 'epoch', 'epoch', 1, 1, 1)
             returning id, service_id)
           insert into alert (id, group_id, service_id, scope_id, dedup_key, status, summary, source, urgency, labels,
             details, links, images, event_count, opened_at, last_event_at)
           select gen_random_uuid(), id, service_id, id, 'new', 'triggered', '', '', 'low', '{}', '{}', '[]', '[]', 1,
             'epoch', 'epoch' from g`,
        )
        written += 1
      }
    })()
    const file = newFile()
    const before = written
    try {
      await backup(from, file, quiet, SOURCE)
    } finally {
      writing = false
      await writer
    }
    expect(written).toBeGreaterThan(before)
    const { pool } = await target
    await restore(pool, file, quiet, nothing)
    const { rows } = await pool.query<{ groups: number; alerts: number }>(
      `select (select count(*) from alert_group where title = 'new') as groups,
         (select count(*) from alert where dedup_key = 'new') as alerts`,
    )
    expect(rows[0]?.groups).toBe(rows[0]?.alerts)
    expect(rows[0]?.groups).toBeLessThan(written)
  })
})

describe('a file that is not what was written', () => {
  const target = createTestDatabase({ empty: true })
  const whole = newFileOnce()

  async function newFileOnce(): Promise<Buffer> {
    const { mkdtempSync, rmSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const folder = mkdtempSync(join(tmpdir(), 'evenwatch-test-'))
    try {
      await backup(filled.pool, join(folder, 'whole'), quiet, SOURCE)
      return readFileSync(join(folder, 'whole'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  async function restoring(bytes: Buffer): Promise<unknown> {
    const file = newFile()
    writeFileSync(file, bytes)
    const { pool } = await target
    try {
      return await restore(pool, file, quiet, nothing)
    } catch (error) {
      return error
    }
  }

  const altered = async (change: (text: string) => string) =>
    gzipSync(change(gunzipSync(await whole).toString('utf8')))

  test('is refused when it is cut off, at whatever place', async () => {
    const bytes = await whole
    for (const part of [0.3, 0.9, 0.999]) {
      expect(await restoring(bytes.subarray(0, bytes.length * part))).toMatchObject({
        code: 'backup_damaged',
        message: expect.stringContaining('cut off'),
      })
    }
    const text = await altered((all) => all.slice(0, all.indexOf('{"complete"')))
    expect(await restoring(text)).toMatchObject({
      message: 'The backup is cut off: it ends before its last line.',
    })
    expect(
      await restoring(await altered((all) => all.slice(0, all.indexOf('user-5')))),
    ).toMatchObject({
      code: 'backup_damaged',
    })
  })

  test('is refused when a byte differs, naming the table', async () => {
    const bytes = Buffer.from(await whole)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 0x55
    expect(await restoring(bytes)).toMatchObject({ code: 'backup_damaged' })
    expect(await restoring(await altered((all) => all.replace('user-5', 'user-x')))).toMatchObject({
      code: 'backup_damaged',
      message: 'The backup is damaged: the checksum of app_user differs.',
    })
    expect(
      await restoring(
        await altered((all) =>
          all.replace('"nextNumbers":{"number":301}', '"nextNumbers":{"number":1}'),
        ),
      ),
    ).toMatchObject({
      message: expect.stringContaining('the checksum over the whole file differs'),
    })
  })

  test('is refused when a row is missing, naming the table', async () => {
    const without = await altered((all) => all.replace(/\n[^\n]*\tuser-5\t[^\n]*/, ''))
    expect(await restoring(without)).toMatchObject({
      message: 'The backup is damaged: app_user has 9 rows, and 10 were written.',
    })
  })

  test('is refused when it is something else, or from a newer release', async () => {
    expect(await restoring(Buffer.from('PGDMP'))).toMatchObject({ code: 'backup_not_recognised' })
    expect(await restoring(gzipSync('select 1;\n'))).toMatchObject({
      code: 'backup_not_recognised',
    })
    expect(
      await restoring(
        await altered((all) => all.replace('evenwatch-backup 1', 'evenwatch-backup 2')),
      ),
    ).toMatchObject({ code: 'backup_too_new' })
    expect(
      await restoring(
        await altered((all) => all.replace(`"schemaNumber":${schemaNumber}`, '"schemaNumber":99')),
      ),
    ).toMatchObject({ code: 'backup_too_new', message: expect.stringContaining('schema 99') })
    expect(
      await restoring(
        await altered((all) => all.replace('"table":"app_user"', '"table":"elsewhere"')),
      ),
    ).toMatchObject({ code: 'backup_tables_differ', message: expect.stringContaining('elsewhere') })
  })

  test('leaves nothing behind', async () => {
    const { pool } = await target
    await runMigrations(pool, await loadMigrations())
    const { rows } = await pool.query('select count(*) from app_user')
    expect(rows).toEqual([{ count: 0 }])
  })
})

describe('between servers', () => {
  const back = createTestDatabase({ empty: true })

  test.runIf(existsSync(DEBIAN_15))(
    'a backup travels to PostgreSQL 15 and back, row for row',
    async () => {
      const there = createPool({ connectionString: startSystemPostgres(DEBIAN_15) }, silentLog)
      onTestFinished(() => there.end())
      const file = newFile()
      await backup(filled.pool, file, quiet, SOURCE)
      await restore(there, file, quiet, nothing)
      expect(await contents(there)).toEqual(await contents(filled.pool))
      await backup(there, file, quiet, SOURCE)
      const { pool } = await back
      await restore(pool, file, quiet, nothing)
      expect(await contents(pool)).toEqual(await contents(filled.pool))
    },
  )
})
