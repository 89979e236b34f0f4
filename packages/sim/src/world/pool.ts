// The real pool, which stands behind every simulated one.

import type { createPool } from '@evenwatch/server'

export type Pool = ReturnType<typeof createPool>
