// Calls a route of the contract in process, as a person, and reads the answer.

import { pathOf, type Route } from '@evenwatch/api'
import type { HttpServer } from '../../platform/http/http-server.ts'

export type Answered = {
  readonly status: number
  // The answers of all routes: tests say what they expect of them.
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails otherwise
  readonly body: any
}

type Input = {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export async function call(
  http: HttpServer,
  route: Route,
  user: string,
  input: Input = {},
): Promise<Answered> {
  const response = await http.app.inject({
    method: route.method,
    url: pathOf(route, input),
    headers: { 'x-user': user, ...input.headers },
    ...(input.body !== undefined && { payload: input.body as object }),
  })
  return { status: response.statusCode, body: response.json() }
}
