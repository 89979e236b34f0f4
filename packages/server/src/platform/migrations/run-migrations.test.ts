import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createPool } from '../database/create-pool.ts'
import { temporaryFolder } from '../testing/process-tools.ts'
import { silentLog } from '../testing/silent-log.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { loadMigrations, type Migration } from './load-migrations.ts'
import { type MigrationProgress, runMigrations } from './run-migrations.ts'

const { pool: shared, connection } = await createTestDatabase({ empty: true })

/** Each test works in a schema of its own within the one database. */
async function emptySchema(name: string): Promise<pg.Pool> {
  await shared.query(`create schema ${name}`)
  const options = `-c search_path=${name}`
  const pool = createPool({ ...connection, max: 5, options }, silentLog)
  onTestFinished(() => pool.end())
  return pool
}

function folderWith(files: { readonly [name: string]: string }): string {
  const folder = temporaryFolder()
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

const TWO_FILES = {
  '0001-people.sql': 'create table person (id integer);\ncreate table team (id integer);\n',
  '0002-names.sql': 'alter table person add column name text;\n',
  'run-migrations.ts': 'not a migration',
}

describe('migration files', () => {
  test('are read in order, whatever the line ends', async () => {
    const unix = await loadMigrations(folderWith(TWO_FILES))
    expect(unix.map(({ number, title }) => [number, title])).toEqual([
      [1, 'people'],
      [2, 'names'],
    ])
    const windows = Object.fromEntries(
      Object.entries(TWO_FILES).map(([name, sql]) => [name, sql.replaceAll('\n', '\r\n')]),
    )
    expect(await loadMigrations(folderWith(windows))).toEqual(unix)
  })

  test.each([
    ['a gap', { '0001-a.sql': '', '0003-b.sql': '' }, 'migration 2 is missing'],
    ['a number twice', { '0001-a.sql': '', '0001-b.sql': '' }, 'migration 2 is missing'],
    ['another name', { '1_people.sql': '' }, 'expected a name like'],
  ])('with %s are refused', async (_, files, message) => {
    await expect(loadMigrations(folderWith(files))).rejects.toThrow(message)
  })

  test('of this release load without an argument', async () => {
    await expect(loadMigrations()).resolves.toBeInstanceOf(Array)
  })
})

describe('migrating', () => {
  test('applies what is missing, reports each step, and does nothing the second time', async () => {
    const pool = await emptySchema('applies')
    const migrations = await loadMigrations(folderWith(TWO_FILES))
    const progress: MigrationProgress[] = []
    expect(await runMigrations(pool, migrations.slice(0, 1))).toEqual({
      applied: [1],
      schemaNumber: 1,
    })
    expect(await runMigrations(pool, migrations, (step) => progress.push(step))).toEqual({
      applied: [2],
      schemaNumber: 2,
    })
    expect(progress).toEqual([{ number: 2, title: 'names', done: 1, total: 1 }])
    expect(await runMigrations(pool, migrations)).toEqual({ applied: [], schemaNumber: 2 })
    const { rows } = await pool.query(
      'select number, title, checksum from schema_migration order by number',
    )
    expect(rows).toEqual(
      migrations.map(({ number, title, checksum }) => ({ number, title, checksum })),
    )
  })

  test('by several processes at once applies each file once', async () => {
    const pool = await emptySchema('together')
    const migrations = await loadMigrations(folderWith(TWO_FILES))
    const results = await Promise.all([1, 2, 3].map(() => runMigrations(pool, migrations)))
    expect(results.flatMap(({ applied }) => applied)).toEqual([1, 2])
  })

  test('leaves nothing of a file that fails, and keeps those before it', async () => {
    const pool = await emptySchema('fails')
    const broken = { ...TWO_FILES, '0002-names.sql': 'create table half (id integer); select 1/0;' }
    const migrating = runMigrations(pool, await loadMigrations(folderWith(broken)))
    await expect(migrating).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('Migration 2 (names) was not applied: division by zero'),
    })
    const { rows } = await pool.query(
      `select to_regclass('person') is not null as person, to_regclass('half') is not null as half`,
    )
    expect(rows).toEqual([{ person: true, half: false }])
    const repaired = await runMigrations(pool, await loadMigrations(folderWith(TWO_FILES)))
    expect(repaired.applied).toEqual([2])
  })

  test('refuses an applied file that has changed since', async () => {
    const pool = await emptySchema('changed')
    await runMigrations(pool, await loadMigrations(folderWith(TWO_FILES)))
    const changed = { ...TWO_FILES, '0001-people.sql': 'create table person (id bigint);' }
    await expect(
      runMigrations(pool, await loadMigrations(folderWith(changed))),
    ).rejects.toMatchObject({
      code: 'migration_changed',
      message: expect.stringContaining('Migration 1 (people)'),
    })
  })

  test('runs on a schema one migration ahead and refuses one that is two ahead', async () => {
    const pool = await emptySchema('ahead')
    const known = await loadMigrations(folderWith(TWO_FILES))
    const later = (number: number): Migration => ({
      number,
      title: 'later',
      sql: 'select 1',
      checksum: 'x',
    })
    await runMigrations(pool, [...known, later(3)])
    expect(await runMigrations(pool, known)).toEqual({ applied: [], schemaNumber: 3 })
    await runMigrations(pool, [...known, later(3), later(4)])
    await expect(runMigrations(pool, known)).rejects.toMatchObject({ code: 'schema_too_new' })
  })

  test('gives up on a table that somebody keeps locked, and says that trying again may help', async () => {
    const pool = await emptySchema('locked')
    const migrations = await loadMigrations(folderWith(TWO_FILES))
    await runMigrations(pool, migrations.slice(0, 1))
    const holder = await pool.connect()
    try {
      await holder.query('begin')
      await holder.query('lock table person')
      await expect(runMigrations(pool, migrations)).rejects.toMatchObject({
        code: 'migration_lock_timeout',
        retryable: true,
      })
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    expect((await runMigrations(pool, migrations)).applied).toEqual([2])
  })
})
