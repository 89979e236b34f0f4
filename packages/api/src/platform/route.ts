// A route is data: the server registers it, the clients call it by its types, OpenAPI and the
// reference pages are written from it. docs/decisions/0008 says why the typed client is derived
// from these objects and not generated from OpenAPI.

import type { Role } from '@evenwatch/core'
import type { z } from 'zod'
import type { ErrorCode } from './error-catalogue.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call. `public`: everybody; `self-or`: the person in the path, or the role and above;
 * `team-lead-or`: a lead of the object's team, or the role and above.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'self-or'; readonly role: Role }
  | { readonly kind: 'team-lead-or'; readonly role: Role }

export type Route = {
  /** camelCase, unique: `acknowledgeAlertGroup`. */
  readonly id: string
  readonly method: HttpMethod
  /** With `{name}` for parameters: `/api/v1/users/{user}`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Absent: the server's own limit of 1 MiB. */
  readonly bodyBytesMax?: number
  readonly response: z.ZodType
  readonly errors: readonly ErrorCode[]
}

/** Keeps the literal types of a route, so that calls are typed by it. */
export function route<const R extends Route>(definition: R): R {
  return definition
}

type Input<T> = T extends z.ZodType ? z.input<T> : undefined

/** A query of optional parts alone may be left out; a body is sent unless it has a default. */
type MayBeLeftOut<K, T> = undefined extends T
  ? true
  : K extends 'query'
    ? Record<never, never> extends T
      ? true
      : false
    : false

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType
  ? MayBeLeftOut<K, Input<R[K]>> extends true
    ? { readonly [P in K]?: Input<R[K]> }
    : { readonly [P in K]: Input<R[K]> }
  : unknown

/** What a caller passes: only the parts that the route has. */
export type CallInput<R extends Route> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>
export type CallOutput<R extends Route> = z.output<R['response']>
