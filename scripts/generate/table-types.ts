// The types of the database's tables, read from an empty database with every migration applied.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the server package exports for this; the parts hand each other opaque values. */
export type TableTypeTools = {
  startEmbeddedPostgres(options: {
    readonly dataDir: string
    readonly log: unknown
    readonly unsafeFast: boolean
  }): Promise<{ readonly connectionOptions: object; stop(): Promise<void> }>
  createPool(config: object, log: unknown): { end(): Promise<void> }
  loadMigrations(): Promise<unknown>
  runMigrations(pool: unknown, migrations: unknown): Promise<unknown>
  generateTableTypes(pool: unknown): Promise<string>
}

const NEEDED = [
  'startEmbeddedPostgres',
  'createPool',
  'loadMigrations',
  'runMigrations',
  'generateTableTypes',
] as const satisfies readonly (keyof TableTypeTools)[]

export function hasTableTypeTools(module: object): module is TableTypeTools {
  return NEEDED.every((name) => name in module)
}

export async function renderTableTypes(server: TableTypeTools, log: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenwatch-generate-'))
  // The database of a root user runs as another one, who must be able to enter.
  await chmod(folder, 0o755)
  try {
    const postgres = await server.startEmbeddedPostgres({ dataDir: folder, log, unsafeFast: true })
    try {
      return await readTableTypes(server, postgres.connectionOptions, log)
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readTableTypes(server: TableTypeTools, connection: object, log: unknown) {
  const pool = server.createPool({ ...connection, max: 1 }, log)
  try {
    await server.runMigrations(pool, await server.loadMigrations())
    return await server.generateTableTypes(pool)
  } finally {
    await pool.end()
  }
}
