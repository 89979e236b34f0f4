// One change of the configuration: one transaction, one revision, told to everybody who caches.
//
// The revision's row is locked before anything is read, so names, references and versions that were
// checked still hold when the change commits. A refusal rolls everything back.

import type { Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { isRefusal, type Refusal } from '../http/refusal.ts'
import { bumpRevision } from '../revision/bump-revision.ts'

export type Change = {
  readonly client: PoolClient
  readonly now: Instant
  /** As `formatActor` writes it. */
  readonly actor: string
  newId(): string
  /** The revision of this change: raised when it is first asked for. */
  revision(): Promise<number>
}

class RolledBack extends Error {
  override readonly name = 'RolledBack'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

export async function changeDefinitions<Result>(
  context: ServerContext,
  actor: string,
  work: (change: Change) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  let raised: Promise<number> | null = null
  try {
    const result = await inTransaction(context.pool, async (client) => {
      await client.query('select revision from config_revision for update')
      const now = context.clock.now()
      const revision = () => {
        raised ??= bumpRevision(client)
        return raised
      }
      const newId = () => context.random.uuid(now)
      const done = await work({ client, now, actor, newId, revision })
      if (isRefusal(done)) throw new RolledBack(done)
      return done
    })
    if (raised !== null) await tell(context, await raised)
    return result
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal
    throw error
  }
}

/** Who changes something sees it in the next call to this process. */
async function tell(context: ServerContext, revision: number): Promise<void> {
  context.wakes.wake('configuration')
  try {
    await context.directory.atLeast(revision)
  } catch (error) {
    // The change is committed; whoever needs the snapshot next loads it then.
    context.log.warn({ err: error, revision }, 'the configuration was changed but not yet reloaded')
  }
}
