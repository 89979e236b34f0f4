// Reads the numbered SQL files that make up the schema.
//
// From source they lie beside this module. The build bundles this module into `dist/evenwatch.js`
// and copies the files to `dist/migrations`, so a folder of that name beside the module wins.
// Numbers start at 1 and leave no gap: a gap means that a file got lost.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseFault } from '../database/database-fault.ts'

const FILE_NAME = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/

export type Migration = {
  readonly number: number
  readonly title: string
  readonly sql: string
  /** SHA-256 of the text, in hexadecimal, blind to the kind of line ends. */
  readonly checksum: string
}

export async function loadMigrations(
  folder: string = migrationsFolder(),
): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map((name) => loadOne(folder, name)))
  for (const [index, { number }] of migrations.entries()) {
    if (number === index + 1) continue
    throw invalid(`${folder}: migration ${index + 1} is missing or there twice`)
  }
  return migrations
}

function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const copied = join(here, 'migrations')
  return existsSync(copied) ? copied : here
}

async function loadOne(folder: string, name: string): Promise<Migration> {
  const match = FILE_NAME.exec(name)
  if (match === null) throw invalid(`${join(folder, name)}: expected a name like 0001-people.sql`)
  const [, number = '', title = ''] = match
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { number: Number(number), title, sql, checksum }
}

function invalid(message: string): DatabaseFault {
  return new DatabaseFault('migration_files_invalid', message)
}
