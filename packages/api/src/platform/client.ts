// The typed client of web and CLI: one function that makes any route's call.

import { type Problem, problemOf, problemSchema } from './problem.ts'
import type { CallInput, CallOutput, Route } from './route.ts'

/** A refused call. `problem.code` is stable; `problem.fields` names every invalid field. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.problem = problem
  }
}

export type Client = <R extends Route>(
  route: R,
  input: CallInput<R>,
  options?: { readonly signal?: AbortSignal; readonly headers?: Record<string, string> },
) => Promise<CallOutput<R>>

export type ClientOptions = {
  /** Without trailing slash; empty in the browser. */
  readonly baseUrl: string
  /** Called for each request: authorisation or CSRF header. */
  readonly headers?: () => Record<string, string>
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
}

type Parts = {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** The path of a route with its parameters and query filled in. */
export function pathOf(route: Route, parts: Parts): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.params?.[name])),
  )
  const query = Object.entries(parts.query ?? {}).filter(([, value]) => value !== undefined)
  if (query.length === 0) return path
  return `${path}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)]))}`
}

/** Throws `CallRefused` for every answer that is not 2xx. */
export function createClient(options: ClientOptions): Client {
  return async (route, input, extra = {}) => {
    // Any route’s input has at most these parts; TypeScript cannot see it through the conditional type.
    const parts = input as Parts
    const hasBody = parts.body !== undefined
    const response = await options.fetch(options.baseUrl + pathOf(route, parts), {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(hasBody && { 'content-type': 'application/json' }),
        ...options.headers?.(),
        ...extra.headers,
      },
      ...(hasBody && { body: JSON.stringify(parts.body) }),
      ...(extra.signal && { signal: extra.signal }),
    })
    const answer: unknown = await response.json().catch(() => null)
    if (!response.ok) {
      const problem = problemSchema.safeParse(answer)
      throw new CallRefused(
        problem.success
          ? problem.data
          : problemOf('internal-error', { detail: `The server answered ${response.status}.` }),
      )
    }
    // The server validates what it sends against the same schema; parsing again would only cost.
    return answer as CallOutput<typeof route>
  }
}
