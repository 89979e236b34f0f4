// Refuses a PostgreSQL outside the versions that every release is tested with.

import type pg from 'pg'
import { DatabaseFault } from './database-fault.ts'

export const SUPPORTED_MAJORS = { from: 15, to: 18 } as const

/** Returns the server's major version. */
export async function checkServerVersion(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  )
  const major = Math.floor((rows[0]?.version ?? 0) / 10_000)
  if (major >= SUPPORTED_MAJORS.from && major <= SUPPORTED_MAJORS.to) return major
  throw new DatabaseFault(
    'database_version_unsupported',
    `DATABASE_URL leads to PostgreSQL ${major}; Evenwatch runs on PostgreSQL ` +
      `${SUPPORTED_MAJORS.from} to ${SUPPORTED_MAJORS.to}.`,
  )
}
