// The question about load as it stands in the address: whose, how far back, and how it is shown.

export const LOAD_SPANS = ['30', '90', '365'] as const
export type LoadSpan = (typeof LOAD_SPANS)[number]
const DEFAULT_SPAN: LoadSpan = '90'
const NAME_CHARS_MAX = 64
const DAY_MS = 86_400_000

export type LoadSearch = {
  /** Absent: the first of one's own teams. */
  readonly team?: string
  /** Days back; absent: 90. */
  readonly days?: LoadSpan
  readonly view?: 'table'
}

export function parseLoadSearch(search: Record<string, unknown>): LoadSearch {
  const team = typeof search.team === 'string' ? search.team : ''
  const days = LOAD_SPANS.find((one) => one === String(search.days))
  return {
    ...(team !== '' && team.length <= NAME_CHARS_MAX && { team }),
    ...(days !== undefined && days !== DEFAULT_SPAN && { days }),
    ...(search.view === 'table' && { view: 'table' as const }),
  }
}

/**
 * What to ask for. By default nothing: the server's own span, so that every reader of it sees the
 * same figures. Else from the beginning of a day, so that the question stays the same until the next.
 */
export function askedLoad({ days }: LoadSearch, now: number): { readonly from?: string } {
  if (days === undefined) return {}
  const today = Math.floor(now / DAY_MS) * DAY_MS
  return { from: new Date(today - Number(days) * DAY_MS).toISOString() }
}
