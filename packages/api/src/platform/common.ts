// Pieces of schema that many routes share.

import { z } from 'zod'

/** Names of objects: lower-case words with hyphens, as they stand in paths and files. */
export const NAME_PATTERN = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/
export const nameSchema = z
  .string()
  .regex(NAME_PATTERN, 'lower-case letters, digits, `.`, `_` and `-`, 1 to 64 characters')
  .describe('Name of an object, such as `payments-primary`.')

/** Paths accept an object's name or its id. */
export const refSchema = z.string().min(1).max(64).describe('Name or id of an object.')

export const instantSchema = z.iso.datetime({ offset: true }).describe('RFC 3339 instant.')
export const idSchema = z.uuid()

export const PAGE_LIMIT_MAX = 200
export const PAGE_LIMIT_DEFAULT = 50

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT),
  cursor: z.string().max(256).optional(),
} as const

/** A page of a list; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export const emptySchema = z.object({})

/** Who did something, as text with a kind: `user:<id>`, `token:<name>`, `integration:<id>`, `system`. */
export const actorSchema = z.object({
  kind: z.enum(['user', 'token', 'integration', 'system']),
  id: z.string().nullable(),
  name: z.string(),
})
export type Actor = z.infer<typeof actorSchema>
