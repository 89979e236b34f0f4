// Cursors are opaque to callers: base64url JSON of the last row's sort key. One that cannot be
// read refuses the call, instead of silently starting over.

import { type Refusal, refuse } from './refusal.ts'

export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key of `length` parts, null without a cursor, or the refusal. */
export function decodeCursor(
  cursor: string | undefined,
  length: number,
): readonly (string | number)[] | null | Refusal {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every(isPart)) return key
  } catch {
    // Not JSON: refused below, like every other text that we did not make.
  }
  return refuse('invalid-request', {
    fields: [{ field: 'cursor', rule: 'a `nextCursor` of this list' }],
  })
}

function isPart(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value))
}

/** Cuts the one row more that was asked for, and says where the next page begins. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { rows: page, nextCursor: hasMore ? encodeCursor(keyOf(last)) : null }
}
