// A folder for one test file, removed at its end.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopAtEnd } from './stop-at-end.ts'

export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `evenwatch-e2e-${name}-`))
  // Made for its owner only, it would be closed to the user that root runs the database as.
  chmodSync(folder, 0o755)
  stopAtEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}
