// Decides which statement runs next. Every statement of every node waits here for its turn, one is
// granted at a time, and the world goes on only when all that can move has moved: so that two
// nodes' work interleaves statement by statement, and the same seed gives the same interleaving.
//
// A statement that waits inside PostgreSQL for another session's lock counts as "not runnable":
// PostgreSQL itself says so (pg_blocking_pids), and it is asked again after each statement that can
// have given a lock back.

import type { Owner } from './owner.ts'
import type { Pool } from './pool.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { SimSession } from './sim-session.ts'
import type { QueryResult, Statement } from './statement.ts'

/** Statements of the engine that write and stand by themselves. */
const DRAWN_OUT = new Set([
  'claim-runs',
  'write-moves',
  'claim-due-deliveries',
  'claim-doubtful-deliveries',
])
/** More than any honest work of one moment needs. */
const GRANTED_AT_ONE_INSTANT_MAX = 3_000
const FIRST_LOOK_MS = 2
const BLOCKED_PATIENCE_MS = 10_000

/**
 * The connection is cut before the statement arrives, or after it ran and before the answer does;
 * the process dies at one of these moments; the statement waits, because its process froze.
 */
export type Fault = 'cut-before' | 'cut-after' | 'gone-before' | 'gone-after' | 'wait'

export type Turn = {
  readonly owner: Owner
  readonly session: SimSession
  readonly statement: Statement
  readonly resolve: (result: QueryResult) => void
  readonly reject: (error: unknown) => void
}

type InDatabase = Turn & { settled: boolean; readonly answer: Promise<void>; deliver: () => void }

export type StatementHooks = {
  /** What the connection does to this statement; null: nothing. */
  readonly fault: (turn: Turn) => Fault | null
  /** What is really sent: planted bugs change it. Null: nothing is sent, the answer is empty. */
  readonly rewrite: (statement: Statement) => Statement | null
  readonly afterStatement: (turn: Turn) => void
}

export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  readonly code = '08006'
}

export class Statements {
  granted = 0
  /** Who waited for each other, each time. */
  readonly deadlocks: string[] = []
  #waiting: Turn[] = []
  #blocked: InDatabase[] = []
  readonly #admin: Pool
  readonly #random: SeededRandom | null
  readonly #hooks: StatementHooks
  readonly #sessions = new Set<SimSession>()

  /** Without a random source, first come, first served. */
  constructor(admin: Pool, random: SeededRandom | null, hooks: StatementHooks) {
    this.#admin = admin
    this.#random = random
    this.#hooks = hooks
  }

  /** Whether a statement that stands by itself shall hold its locks while others go on. */
  drawsOut(query: string | Statement): boolean {
    if (this.#random === null || typeof query === 'string') return false
    return DRAWN_OUT.has(query.name ?? '') && this.#random.chance(0.5)
  }

  wait(turn: Turn): void {
    this.#sessions.add(turn.session)
    this.#waiting.push(turn)
  }

  forget(session: SimSession): void {
    this.#sessions.delete(session)
  }

  sessionsOf(owner: Owner): readonly SimSession[] {
    return [...this.#sessions].filter((session) => session.owner === owner)
  }

  /** Its statements never come to run. */
  drop(owner: Owner): void {
    this.#waiting = this.#waiting.filter((turn) => turn.owner !== owner)
  }

  /** Grants statements until nothing can move without time going on. */
  async settle(): Promise<void> {
    const from = this.granted
    for (;;) {
      if (this.granted - from > GRANTED_AT_ONE_INSTANT_MAX)
        throw new Error('statements without end')
      await turnOfLoop()
      const runnable = this.#waiting.filter((turn) => turn.owner.isRunning())
      if (runnable.length > 0) {
        const chosen = runnable[this.#random?.below(runnable.length) ?? 0] ?? runnable[0]
        this.#waiting = this.#waiting.filter((turn) => turn !== chosen)
        if (chosen) await this.#grant(chosen)
      } else if (!(await this.#waitForBlocked())) {
        return
      }
    }
  }

  /** After a session's transaction was ended from outside. */
  async locksGivenBack(): Promise<void> {
    for (const entry of [...this.#blocked]) await this.#look(entry)
  }

  async #grant(turn: Turn): Promise<void> {
    this.granted += 1
    const { session } = turn
    if (session.isDead) return turn.reject(new ConnectionLost('the connection is gone'))
    const fault = this.#hooks.fault(turn)
    if (fault === 'cut-before') {
      await session.kill()
      turn.reject(new ConnectionLost('cut before the statement arrived'))
      return this.locksGivenBack()
    }
    if (fault === 'wait') {
      this.#waiting.push(turn)
      return
    }
    if (fault === 'gone-before') return turn.owner.vanish()
    const statement = this.#hooks.rewrite(turn.statement)
    if (statement === null) return turn.resolve({ rows: [], rowCount: 0, command: '' })
    await session.connect()
    const entry = this.#send(turn, statement, fault)
    const contended = [...this.#sessions].some((other) => other !== session && other.inTransaction)
    if (!contended && this.#blocked.length === 0) {
      await entry.answer
      entry.deliver()
    } else {
      this.#blocked.push(entry)
      await this.#look(entry)
    }
    if (entry.settled && !session.inTransaction) await this.locksGivenBack()
  }

  #send(turn: Turn, statement: Statement, fault: Fault | null): InDatabase {
    const { session } = turn
    let deliver: () => void = () => undefined
    const entry = { ...turn, settled: false, deliver: () => deliver() }
    const answer = session.send(statement).then(
      async (result) => {
        if (fault === 'gone-after') {
          // Nobody waits for this answer any more, the rest of the process's end included.
          entry.settled = true
          await turn.owner.vanish()
        } else if (fault === 'cut-after') {
          await session.kill()
          deliver = () => turn.reject(new ConnectionLost('cut before the answer arrived'))
        } else {
          deliver = () => {
            this.#hooks.afterStatement(turn)
            turn.resolve(result)
          }
        }
        entry.settled = true
      },
      (error: unknown) => {
        if ((error as { code?: unknown }).code === '40P01') this.deadlocks.push(this.#circle(turn))
        deliver = () => turn.reject(error)
        entry.settled = true
      },
    )
    return Object.assign(entry, { answer })
  }

  #circle(victim: Turn): string {
    const names = [...this.#blocked, victim].map(
      ({ owner, statement }) => `${owner.name}: ${statement.name ?? statement.text}`,
    )
    return [...new Set(names)].join(' | ')
  }

  /** Leaves it among the blocked, or hands its answer over. */
  async #look(entry: InDatabase): Promise<void> {
    while (!entry.settled) {
      await Promise.race([entry.answer, realDelay(FIRST_LOOK_MS)])
      if (!entry.settled && (await this.#isBlocked(entry.session))) return
    }
    this.#blocked = this.#blocked.filter((other) => other !== entry)
    entry.deliver()
  }

  async #isBlocked(session: SimSession): Promise<boolean> {
    const { rows } = await this.#admin.query<{ blocked: boolean }>({
      name: 'sim-is-blocked',
      text: 'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
      values: [session.processId],
    })
    return rows[0]?.blocked ?? false
  }

  /** False: nothing is blocked, or what blocks it is frozen and comes back only with time. */
  async #waitForBlocked(): Promise<boolean> {
    if (this.#blocked.length === 0) return false
    const frozenHolds = [...this.#sessions].some(
      (session) => session.inTransaction && !session.owner.isRunning(),
    )
    if (frozenHolds) return false
    // Everybody waits for somebody: PostgreSQL finds such a circle itself and ends one of them.
    const before = this.#blocked.length
    await Promise.race([
      ...this.#blocked.map((entry) => entry.answer),
      realDelay(BLOCKED_PATIENCE_MS).then(() => {
        throw new Error(`${before} statements are blocked and nobody can give the locks back`)
      }),
    ])
    await this.locksGivenBack()
    return true
  }
}

/** Everything that follows from the last answer happens within one turn of Node's loop, or two. */
async function turnOfLoop(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
}

function realDelay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
