// Which hints one viewer gets from rows of the record: what to read again, never the data itself.
// Pure. Rows about one thing become one hint, so a storm does not become a flood.

import type { StreamEvent } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { RecordRow } from './read-record.ts'
import { formatPosition } from './stream-position.ts'

export type Viewer = { readonly userId: string | null }
export type PlacedEvent = { readonly position: string; readonly event: StreamEvent }

export function eventsForViewer(
  rows: readonly RecordRow[],
  viewer: Viewer,
): readonly PlacedEvent[] {
  const hints = new Map<string, PlacedEvent>()
  for (const row of rows) {
    if (!maySee(row, viewer)) continue
    for (const kind of kindsOf(row, viewer)) {
      const key = `${kind} ${row.subjectId}`
      // The last row about a thing places its hint, so that resuming from it misses nothing.
      hints.delete(key)
      hints.set(key, {
        position: formatPosition(row),
        event: { kind, subjectId: row.subjectId, at: formatInstant(row.at), what: row.kind },
      })
    }
  }
  return [...hints.values()]
}

/** Groups are readable by everybody who is signed in; what concerns one person is not. */
function maySee(row: RecordRow, viewer: Viewer): boolean {
  switch (row.audience) {
    case 'everyone':
    case 'team':
      return true
    case 'person':
      return viewer.userId !== null && [row.subjectId, row.userId].includes(viewer.userId)
    case 'incident':
    case 'sealed':
      return false
  }
}

function kindsOf(row: RecordRow, viewer: Viewer): readonly StreamEvent['kind'][] {
  if (row.subjectKind === 'installation') return ['status']
  if (row.subjectKind !== 'alert-group') return ['configuration']
  const isMine = row.channel === 'inbox' && row.userId === viewer.userId && viewer.userId !== null
  return isMine ? ['alert-group', 'inbox'] : ['alert-group']
}
