// One change of configuration: a transaction that raises the revision first and wakes whoever
// keeps a copy once it is committed. A refusal undoes everything, the raised revision included.

import type { PoolClient } from 'pg'
import type { ServerContext } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { isRefusal, type Refusal } from '../http/refusal.ts'
import { bumpRevision } from './bump-revision.ts'

/** Carries a refusal out of the transaction, so that it rolls back. Never leaves this file. */
class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

export async function changeConfiguration<Result>(
  context: ServerContext,
  work: (client: PoolClient, revision: number) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  try {
    const result = await inTransaction(context.pool, async (client) => {
      const outcome = await work(client, await bumpRevision(client))
      if (isRefusal(outcome)) throw new Refused(outcome)
      return outcome
    })
    context.wakes.wake('configuration')
    return result
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}
