// For tests of reads: nothing that acts may be called.

import { AssertionFailed } from '@evenwatch/core'
import type { AlertDeps } from '../actions/alert-deps.ts'

const never = async (): Promise<never> => {
  throw new AssertionFailed('a read acts on nothing')
}

export const noDeps: AlertDeps = {
  actOnGroups: never,
  stopPaging: never,
  ingest: never,
  pinnedPolicy: async () => null,
}
