// Reading and changing through the contract's routes. A query's key is the route's id and its
// input, so that the stream can name what to read again.

import type { CallInput, CallOutput, Route } from '@evenwatch/api'
import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  queryOptions,
  useQuery,
} from '@tanstack/react-query'
import { call, codeOf } from './client.ts'
import { leaveForSignIn } from './leave-for-sign-in.ts'

export const POLL_MS = 15_000
const RETRIES_MAX = 2

function leaveWhenSignedOut(fault: unknown) {
  if (codeOf(fault) === 'not-signed-in') leaveForSignIn('reading')
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      // A refusal will not change by asking again; a lost connection may.
      retry: (failures, fault) => codeOf(fault) === undefined && failures < RETRIES_MAX,
    },
  },
})

export function reading<R extends Route>(route: R, input: CallInput<R>) {
  return queryOptions<CallOutput<R>>({
    queryKey: [route.id, input],
    queryFn: ({ signal }) => call(route, input, { signal }),
  })
}

type ReadOptions = {
  readonly enabled?: boolean
  /** Ask again this often, whatever the stream says. */
  readonly everyMs?: number | undefined
  /** Show the former answer while a changed input is read: for filters. */
  readonly keep?: boolean
}

export function useRead<R extends Route>(route: R, input: CallInput<R>, options: ReadOptions = {}) {
  return useQuery({
    ...reading(route, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    ...(options.keep && { placeholderData: keepPreviousData }),
  })
}

/** Marks everything read through these routes as old. */
export function readAgain(...routes: readonly Route[]): Promise<void> {
  const ids = new Set<unknown>(routes.map((route) => route.id))
  return queryClient.invalidateQueries({ predicate: (query) => ids.has(query.queryKey[0]) })
}
