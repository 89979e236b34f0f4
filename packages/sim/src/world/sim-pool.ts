// The pool that a simulated node works with. It looks like the real one and keeps its limit, but
// each statement waits for its turn, and the connection behind it can be cut at any point.

import type { createPool, inTransaction, ServerContext } from '@evenwatch/server'
import type { Owner, Statements } from './statements.ts'

export type Pool = ReturnType<typeof createPool>
type RealClient = Parameters<Parameters<typeof inTransaction>[1]>[0]

export type Statement = {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}
export type QueryResult = {
  readonly rows: readonly unknown[]
  readonly rowCount: number | null
  readonly command: string
}

/** As many as in production. */
const CONNECTIONS_MAX = 20

/** One checked-out connection of one node. */
export class SimSession {
  readonly owner: Owner
  inTransaction = false
  isDead = false
  /** Another node is told at the next commit. */
  notifies = false
  readonly #real: Pool
  #client: RealClient | null = null
  #isBusy = false

  constructor(owner: Owner, real: Pool) {
    this.owner = owner
    this.#real = real
  }

  get processId(): number {
    // The number is there on every connected client; the type declarations leave it out.
    return (this.#client as unknown as { processID: number } | null)?.processID ?? 0
  }

  async connect(): Promise<void> {
    this.#client ??= await this.#real.connect()
  }

  async send(statement: Statement): Promise<QueryResult> {
    const client = this.#client
    if (client === null) throw new Error('connected before it is asked')
    const { name, text, values } = statement
    this.#isBusy = true
    const result = await client
      .query({ ...(name !== undefined && { name }), text, values: [...(values ?? [])] })
      .finally(() => {
        this.#isBusy = false
      })
    if (text === 'begin') this.inTransaction = true
    if (text === 'commit' || text === 'rollback') this.inTransaction = false
    return result
  }

  /** The connection is gone: what was not committed is undone. */
  async kill(): Promise<void> {
    this.isDead = true
    const client = this.#client
    if (!this.#isBusy || client === null) return this.giveBack()
    // It waits inside PostgreSQL: only PostgreSQL can end it.
    const processId = this.processId
    this.#client = null
    this.inTransaction = false
    await this.#real.query('select pg_terminate_backend($1, 5000)', [processId])
    client.release(true)
  }

  async giveBack(): Promise<void> {
    const client = this.#client
    this.#client = null
    if (client === null) return
    if (this.inTransaction) await client.query('rollback')
    this.inTransaction = false
    client.release()
  }
}

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
