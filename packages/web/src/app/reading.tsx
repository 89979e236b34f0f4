// Loading and failing of one read, so that each card carries its own error and the rest still shows.

import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Fault, Skeleton } from '../ui/states.tsx'
import { explain, requestIdOf } from './client.ts'

export function Reading<T>(props: {
  readonly of: UseQueryResult<T>
  /** As in “The alerts could not be read.” */
  readonly what: string
  readonly lines?: number
  readonly rows?: boolean
  readonly asPage?: boolean
  readonly children: (data: T) => ReactNode
}) {
  const { of, what, children } = props
  if (of.data !== undefined) return children(of.data)
  if (of.error) {
    return (
      <Fault
        what={`${what} could not be read.`}
        why={explain(of.error)}
        requestId={requestIdOf(of.error)}
        onRetry={() => void of.refetch()}
        asPage={props.asPage ?? false}
      />
    )
  }
  return <Skeleton lines={props.lines ?? 4} rows={props.rows ?? false} />
}
