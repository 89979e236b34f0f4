// Reads a vendor's API politely, one call at a time, and never reads the same page twice.
//
// Every page is stored in the work folder before the next one is asked for, so a reading that was
// killed goes on where it was. A refusal for haste (429) is waited out for as long as the vendor
// says; faults of the network and of the server are tried again; all of it within limits. Calls
// stay on the host that was named, and the key is sent in headers and stored nowhere.

import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@evenwatch/core'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import type { PageStore } from './page-store.ts'

export const ATTEMPTS_MAX = 10
/** A vendor who wants a longer pause is asked again by the next run. */
export const PAUSE_MS_MAX = 5 * MINUTE_MS
export const READING_MS_MAX = 6 * HOUR_MS
export const ANSWER_MS_MAX = MINUTE_MS
export const PAGE_CHARS_MAX = 32 * 1_048_576
export const PAGES_OF_LIST_MAX = 10_000

export type HttpSource = {
  /** When this reading began, which a later run that goes on with it keeps. */
  readonly startedAt: Instant
  /** `path` from the base URL on (`/v2/users?limit=100`), or a whole URL on the same host. */
  get(path: string): Promise<unknown>
  /** Null when there is none (404), or when the plan does not include it (402, 403). */
  getIfThere(path: string): Promise<unknown>
  /** All pages of a list; `nextOf` is the system's own rule and answers null on the last page. */
  list(path: string, nextOf: NextOf): Promise<unknown[]>
  /** Null when its first page is not there. */
  listIfThere(path: string, nextOf: NextOf): Promise<unknown[] | null>
}

export type NextOf = (page: unknown, path: string) => string | null

export type HttpSourceOptions = {
  readonly title: string
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
  readonly store: PageStore
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly now: () => Instant
  readonly wait: (ms: number) => Promise<void>
  readonly onProgress: (progress: ReadingProgress) => void
}

export type ReadingProgress = {
  readonly pages: number
  readonly path: string
  /** Set while the vendor's pause is waited out. */
  readonly pauseMs: number | null
}

type Attempt =
  | { readonly kind: 'page'; readonly body: unknown }
  | { readonly kind: 'again'; readonly afterMs: number; readonly why: string }

export function createHttpSource(options: HttpSourceOptions): HttpSource {
  const { store, title, now, wait, onProgress } = options
  const began = now()
  let pages = 0
  // A key that was taken once is right: what it is refused later is one thing, not everything.
  let isKeyTaken = store.storedPages > 0

  async function getIfThere(path: string): Promise<unknown> {
    const url = urlOf(options.baseUrl, path)
    const shown = `${url.pathname}${url.search}`
    pages += 1
    const stored = await store.find(shown)
    if (stored !== null) return stored.body
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      onProgress({ pages, path: shown, pauseMs: null })
      const answer = await ask(options, url, { shown, attempt, isKeyTaken })
      if (answer.kind === 'page') {
        isKeyTaken = true
        await store.keep(shown, answer.body)
        return answer.body
      }
      const { afterMs, why } = answer
      if (afterMs > PAUSE_MS_MAX || now() + afterMs - began > READING_MS_MAX) {
        throw tooLong(title, why)
      }
      if (attempt === ATTEMPTS_MAX) break
      onProgress({ pages, path: shown, pauseMs: afterMs })
      await wait(afterMs)
    }
    throw tooLong(title, `${shown} failed ${ATTEMPTS_MAX} times`)
  }

  async function get(path: string): Promise<unknown> {
    const body = await getIfThere(path)
    if (body !== null) return body
    throw new CliFault(`${title} has nothing at ${path}.`, {
      hint: 'Is the URL right? Give it with --url.',
    })
  }

  async function list(first: string, nextOf: NextOf): Promise<unknown[]> {
    return follow(await get(first), first, nextOf)
  }

  async function listIfThere(first: string, nextOf: NextOf): Promise<unknown[] | null> {
    const page = await getIfThere(first)
    return page === null ? null : follow(page, first, nextOf)
  }

  async function follow(firstPage: unknown, first: string, nextOf: NextOf): Promise<unknown[]> {
    const found = [firstPage]
    const seen = new Set([first])
    let path = nextOf(firstPage, first)
    while (path !== null && !seen.has(path) && seen.size < PAGES_OF_LIST_MAX) {
      seen.add(path)
      const page: unknown = await get(path)
      found.push(page)
      path = nextOf(page, path)
    }
    return found
  }

  return { startedAt: store.startedAt, get, getIfThere, list, listIfThere }
}

async function ask(
  { title, headers, fetch, now }: HttpSourceOptions,
  url: URL,
  call: { readonly shown: string; readonly attempt: number; readonly isKeyTaken: boolean },
): Promise<Attempt> {
  const { shown, attempt, isKeyTaken } = call
  const backoffMs = Math.min(SECOND_MS * 2 ** (attempt - 1), 30 * SECOND_MS)
  let response: Response
  let text: string
  try {
    response = await fetch(url.href, {
      headers: { accept: 'application/json', ...headers },
      // A redirect could carry the key to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    })
    text = await response.text()
  } catch (fault) {
    return { kind: 'again', afterMs: backoffMs, why: `no answer (${reasonOf(fault)})` }
  }
  const { status } = response
  if (status === 429) {
    const afterMs = pauseOf(response.headers, now()) ?? backoffMs
    return { kind: 'again', afterMs, why: `asks for a pause of ${Math.ceil(afterMs / 1_000)} s` }
  }
  if (status >= 500) return { kind: 'again', afterMs: backoffMs, why: `answers ${status}` }
  const isAbsent = status === 404 || (isKeyTaken && (status === 402 || status === 403))
  if (isAbsent) return { kind: 'page', body: null }
  if (status === 401 || status === 403) {
    throw new CliFault(`${title} refuses the key (${status}) for ${shown}.`, {
      exitCode: EXIT_CODE.usage,
      hint: 'The key needs to be allowed to read users and configuration.',
    })
  }
  if (!response.ok) throw new CliFault(`${title} answers ${status} to ${shown}.`)
  if (text.length > PAGE_CHARS_MAX) {
    throw new CliFault(`${title} answers ${shown} with more than ${PAGE_CHARS_MAX} characters.`)
  }
  try {
    const body: unknown = JSON.parse(text)
    return { kind: 'page', body }
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
    return { kind: 'again', afterMs: backoffMs, why: 'answers no JSON' }
  }
}

/** How long the vendor wants to be left alone; null when the answer does not say. */
export function pauseOf(headers: Headers, now: Instant): number | null {
  const after = headers.get('retry-after')
  if (after !== null) {
    if (/^\d+(\.\d+)?$/.test(after)) return Number(after) * SECOND_MS
    const at = Date.parse(after)
    if (!Number.isNaN(at)) return Math.max(0, at - now)
  }
  const reset = headers.get('ratelimit-reset') ?? headers.get('x-ratelimit-period-in-sec')
  return reset !== null && /^\d+(\.\d+)?$/.test(reset) ? Number(reset) * SECOND_MS : null
}

function urlOf(baseUrl: string, path: string): URL {
  const base = new URL(baseUrl)
  const url = /^https?:/.test(path)
    ? new URL(path)
    : new URL(`${base.href.replace(/\/+$/, '')}${path}`)
  if (url.origin !== base.origin) {
    throw new CliFault(`The list goes on at ${url.origin}, which is not ${base.origin}.`, {
      hint: 'The key is sent nowhere else. Give the other address with --url if it is right.',
    })
  }
  return url
}

function tooLong(title: string, why: string): CliFault {
  return new CliFault(`${title}: ${why}.`, {
    exitCode: EXIT_CODE.unreachable,
    hint: 'What was read is stored; run the same command again to go on.',
  })
}

function reasonOf(fault: unknown): string {
  const cause = fault instanceof Error ? (fault.cause ?? fault) : fault
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}
