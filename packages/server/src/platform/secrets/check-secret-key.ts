// A node with another key would seal what the others cannot open: it refuses to start.

import type { Pool } from 'pg'
import { systemRandom } from '../clock/system-random.ts'
import { BadConfiguration } from '../config.ts'
import type { SecretBox } from './secret-box.ts'

const REMEMBER = `
insert into installation (id, secret_key_check, created_at) values ($1, $2, clock_timestamp())
on conflict (one) do update set secret_key_check = coalesce(installation.secret_key_check, excluded.secret_key_check)
returning secret_key_check, (extract(epoch from clock_timestamp()) * 1000)::bigint as now`

export async function checkSecretKey(pool: Pool, secrets: SecretBox): Promise<void> {
  const { rows: clock } = await pool.query<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::bigint as now',
  )
  const id = systemRandom.uuid(clock[0]?.now ?? 0)
  const { rows } = await pool.query<{ secret_key_check: string }>(REMEMBER, [
    id,
    secrets.checkValue,
  ])
  if (rows[0]?.secret_key_check === secrets.checkValue) return
  throw new BadConfiguration(
    'EVENWATCH_SECRET_KEY',
    'it is not the key that this database was set up with, so stored secrets could not be read',
    '<the key of the first node>',
  )
}
