// One checked-out connection of one node, which can be cut while a statement runs.

import type { inTransaction } from '@evenwatch/server'
import type { Owner } from './owner.ts'
import type { Pool } from './pool.ts'
import type { QueryResult, Statement } from './statement.ts'

type RealClient = Parameters<Parameters<typeof inTransaction>[1]>[0]

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
