// The systems that `evenwatch import` knows, one line each; `source-system.ts` says how to add one.

import type { ImportableSystem } from './source-system.ts'

export const SYSTEMS: readonly ImportableSystem[] = []
