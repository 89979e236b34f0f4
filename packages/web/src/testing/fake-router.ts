// The fake server's plumbing: routes of the contract by method and path, queries parsed by their own
// schemas, refusals as problem documents. Answers are checked against the contract, so that the
// fake cannot drift from it.

import {
  type CallOutput,
  type ErrorCode,
  type Problem,
  type ProblemExtras,
  problemOf,
  type Route,
} from '@evenwatch/api'
import type { z } from 'zod'

type Parsed<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType
  ? z.output<R[K]>
  : undefined

export type FakeCall<R extends Route> = {
  readonly params: Parsed<R, 'params'>
  readonly query: Parsed<R, 'query'>
  readonly body: Parsed<R, 'body'>
}

/** A refusal on its way out of a handler. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: Problem
  constructor(code: ErrorCode, extras: ProblemExtras = {}) {
    super(code)
    this.problem = problemOf(code, { requestId: 'req-7f3a9c21', ...extras })
  }
}

type Entry = {
  readonly route: Route
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly handler: (call: never) => unknown
}
export type FakeAnswer = { readonly status: number; readonly body: unknown }

export function createFakeRouter() {
  const entries: Entry[] = []
  return {
    handle<R extends Route>(route: R, handler: (call: FakeCall<R>) => CallOutput<R>) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
      const pattern = new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`)
      entries.push({ route, pattern, names, handler })
    },
    answer(method: string, url: URL, body: unknown): FakeAnswer {
      for (const { route, pattern, names, handler } of entries) {
        const match = route.method === method ? pattern.exec(url.pathname) : null
        if (!match) continue
        const params = Object.fromEntries(
          names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
        )
        return run(route, { params, query: Object.fromEntries(url.searchParams), body }, handler)
      }
      return { status: 404, body: problemOf('not-found', { requestId: 'req-404' }) }
    },
  }
}

function run(
  route: Route,
  parts: { params: unknown; query: unknown; body: unknown },
  handler: Entry['handler'],
): FakeAnswer {
  try {
    const parsed = {
      params: route.params?.parse(parts.params),
      query: route.query?.parse(parts.query),
      body: parse(route.body, parts.body),
    }
    // Parsed with the route's own schemas one line above.
    const answer = handler(parsed as never)
    const checked = route.response.safeParse(answer)
    if (!checked.success) {
      return {
        status: 500,
        body: problemOf('internal-error', { detail: `${route.id}: ${checked.error.message}` }),
      }
    }
    return { status: 200, body: checked.data }
  } catch (fault) {
    if (fault instanceof Refused) return { status: fault.problem.status, body: fault.problem }
    return {
      status: 500,
      body: problemOf('internal-error', { detail: `${route.id}: ${fault}`, requestId: 'req-500' }),
    }
  }
}

function parse(schema: z.ZodType | undefined, body: unknown): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new Refused('invalid-request', {
    fields: result.error.issues.map((issue) => ({
      field: issue.path.join('.') || '(body)',
      rule: issue.message,
    })),
  })
}
