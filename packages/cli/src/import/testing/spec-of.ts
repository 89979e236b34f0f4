// The spec of one converted document, for tests to hold against what they expect of it.

import type { ConfigurationDocument } from '@evenwatch/api'
import { expect } from 'vitest'
import type { ImportResult } from '../import-result.ts'

export function specOf(
  { documents }: ImportResult,
  kind: ConfigurationDocument['kind'],
  name: string,
): unknown {
  const found = documents.find((one) => one.kind === kind && one.metadata.name === name)
  expect(found, `${kind} ${name}`).toBeDefined()
  return found?.spec
}
