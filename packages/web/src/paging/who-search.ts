// The question "who is on call for" as it stands in the address.

export type WhoSearch = {
  readonly q?: string
  /** An instant; absent: now. */
  readonly at?: string
}

export const WHO_QUERY_CHARS_MAX = 128

export function parseWhoSearch(search: Record<string, unknown>): WhoSearch {
  const q = String(search.q ?? '').slice(0, WHO_QUERY_CHARS_MAX)
  const at = Date.parse(String(search.at ?? ''))
  return {
    ...(q.trim() !== '' && { q }),
    ...(!Number.isNaN(at) && { at: new Date(at).toISOString() }),
  }
}
