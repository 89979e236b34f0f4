// Typed queries over a pool, or over the one connection of a transaction.
//
// Writing instants: `formatInstant(now)` as a value, `instantValue(now)` inside an expression.

import { formatInstant, type Instant } from '@evenwatch/core'
import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import type pg from 'pg'

export function createKysely<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** For use within `inTransaction`; it neither begins, commits nor releases. */
export function kyselyOn<Tables>(client: pg.PoolClient): Kysely<Tables> {
  const borrowed = {
    query: client.query.bind(client),
    release: () => undefined,
  } as Pick<pg.PoolClient, 'query' | 'release'>
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { connect: async () => borrowed, end: async () => undefined },
    }),
  })
}

/** An instant as a `timestamptz` expression, to compare a column with. */
export function instantValue(at: Instant): RawBuilder<Instant> {
  return sql<Instant>`${formatInstant(at)}::timestamptz`
}
