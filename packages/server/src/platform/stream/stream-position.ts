// A place in the record: transaction, then row. Order of commit horizons first, so that what was
// written early and committed late still lies ahead of whoever has read on.

export type StreamPosition = { readonly xid: number; readonly id: number }

/** As it stands in `Last-Event-ID`. */
export function formatPosition(position: StreamPosition): string {
  return `${position.xid}-${position.id}`
}

/** Null for anything that we did not write. */
export function parsePosition(text: string): StreamPosition | null {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text)
  return match ? { xid: Number(match[1]), id: Number(match[2]) } : null
}

export function isAfter(one: StreamPosition, other: StreamPosition): boolean {
  return one.xid === other.xid ? one.id > other.id : one.xid > other.xid
}
