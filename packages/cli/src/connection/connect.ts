// The installation that commands talk to: EVENWATCH_URL with EVENWATCH_TOKEN, through the typed
// client of the contract.

import { type Client, createClient } from '@evenwatch/api'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const DEFAULT_URL = 'http://127.0.0.1:8080'
const ANSWER_MS_MAX = 60_000

export type Connection = { readonly url: string; readonly call: Client }

export function connect(terminal: Terminal, token = terminal.env.EVENWATCH_TOKEN): Connection {
  const url = readUrl(terminal)
  const call = createClient({
    baseUrl: url,
    headers: () => (token ? { authorization: `Bearer ${token}` } : {}),
    fetch: reachably(url, fetch),
  })
  return { url, call }
}

export function readUrl({ env }: Terminal): string {
  const url = (env.EVENWATCH_URL || DEFAULT_URL).replace(/\/+$/, '')
  if (URL.canParse(url) && /^https?:/.test(url)) return url
  throw new CliFault(`EVENWATCH_URL: ${url} is no http or https URL.`, {
    exitCode: EXIT_CODE.usage,
    hint: `Example: EVENWATCH_URL=${DEFAULT_URL}`,
  })
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Says which server did not answer, instead of "fetch failed". */
export function reachably(url: string, inner: Fetch): Fetch {
  return async (target, init) => {
    try {
      return await inner(target, {
        ...init,
        signal: init.signal ?? AbortSignal.timeout(ANSWER_MS_MAX),
      })
    } catch (fault) {
      throw new CliFault(`No answer from ${url} (${reasonOf(fault)}).`, {
        exitCode: EXIT_CODE.unreachable,
        hint: 'Is the server running? Start it with `evenwatch serve`, or set EVENWATCH_URL.',
      })
    }
  }
}

function reasonOf(fault: unknown): string {
  const cause = fault instanceof Error ? (fault.cause ?? fault) : fault
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}
