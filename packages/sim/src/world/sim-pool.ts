// The pool that a simulated node works with. It looks like the real one and keeps its limit, but
// each statement waits for its turn, and the connection behind it can be cut at any point.

import type { ServerContext } from '@evenwatch/server'
import type { Owner } from './owner.ts'
import type { Pool } from './pool.ts'
import { SimSession } from './sim-session.ts'
import type { QueryResult, Statement } from './statement.ts'
import type { Statements } from './statements.ts'

/** As many as in production. */
const CONNECTIONS_MAX = 20

export function createSimPool(
  owner: Owner,
  real: Pool,
  statements: Statements,
): ServerContext['pool'] {
  let open = 0
  const queue: (() => void)[] = []

  async function checkOut(): Promise<SimSession> {
    if (open >= CONNECTIONS_MAX) await new Promise<void>((resolve) => queue.push(resolve))
    open += 1
    return new SimSession(owner, real)
  }

  function checkIn(session: SimSession): void {
    open -= 1
    queue.shift()?.()
    statements.forget(session)
    void session.giveBack()
  }

  function ask(session: SimSession, query: string | Statement): Promise<QueryResult> {
    if (session.isDead) return Promise.reject(new Error('the connection is gone'))
    const statement = typeof query === 'string' ? { text: query } : query
    return new Promise((resolve, reject) => {
      statements.wait({ owner, session, statement, resolve, reject })
    })
  }

  const pool = {
    async query(query: string | Statement) {
      const session = await checkOut()
      try {
        if (!statements.drawsOut(query)) return await ask(session, query)
        // A statement by itself is a transaction, too: others may run while it commits.
        await ask(session, 'begin')
        const result = await ask(session, query)
        await ask(session, 'commit')
        return result
      } finally {
        checkIn(session)
      }
    },
    async connect() {
      const session = await checkOut()
      return {
        query: (query: string | Statement) => ask(session, query),
        release: () => checkIn(session),
      }
    },
  }
  // The engine uses these two methods of a pool and no other.
  return pool as unknown as ServerContext['pool']
}
