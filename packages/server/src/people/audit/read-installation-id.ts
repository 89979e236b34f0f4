// The subject of records that are about nobody and nothing in particular.

import type { ServerContext } from '../../platform/context.ts'

/** Before the installation has written its row. */
const NO_INSTALLATION = '00000000-0000-0000-0000-000000000000'

export async function readInstallationId(context: ServerContext): Promise<string> {
  const { rows } = await context.pool.query<{ id: string }>('select id from installation')
  return rows[0]?.id ?? NO_INSTALLATION
}
