// Moves everything from one database to another, without a file in between: from the embedded one
// to yours and back, and between major versions of PostgreSQL. The source must have no server at
// work, or what comes in after the snapshot stays behind; paging goes on where it stood.

import { PassThrough } from 'node:stream'
import type { Pool } from 'pg'
import type { OnProgress } from '../platform/backup/backup-format.ts'
import { type RestoreReport, restoreStream } from '../platform/backup/restore.ts'
import { writeBackup } from '../platform/backup/write-backup.ts'
import { errorCodeOf } from '../platform/database/database-fault.ts'

export type MoveOptions = {
  readonly productVersion: string
  readonly replace: boolean
  readonly onProgress: OnProgress
}

export async function moveDatabase(
  from: Pool,
  to: Pool,
  { productVersion, replace, onProgress }: MoveOptions,
): Promise<RestoreReport<void>> {
  const between = new PassThrough()
  const writing = writeBackup(from, between, () => undefined, { productVersion })
  // A source that fails before its first byte must not leave the other side waiting for it.
  writing.catch((error: Error) => between.destroy(error))
  const reading = restoreStream(to, between, onProgress, { replace, settle: async () => undefined })
  const [written, restored] = await Promise.allSettled([writing, reading])
  if (restored.status === 'fulfilled') {
    if (written.status === 'rejected') throw written.reason
    return restored.value
  }
  // When one side fails, the other only sees its stream end; the reason is on the first one.
  const readerGaveUp =
    written.status === 'fulfilled' || errorCodeOf(written.reason) === 'ERR_STREAM_PREMATURE_CLOSE'
  throw readerGaveUp ? restored.reason : written.reason
}
