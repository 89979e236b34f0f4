// A world: production nodes on one database, carriers, people and senders, on simulated time.
//
// `runUntil` goes from one moment at which something can happen to the next; at each, everything
// that can move moves, statement by statement, before time goes on.

import type { GroupAction, GroupOutcome, InboundEvent, Instant } from '@evenwatch/core'
import { acceptEvents, actOnGroups } from '@evenwatch/server'
import { Carriers } from './carrier.ts'
import { Configuration } from './configuration.ts'
import { type Given, STARTS_AT } from './given.ts'
import type { Pool } from './pool.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'
import type { SimDatabase } from './sim-database.ts'
import { type DueTimes, SimNode } from './sim-node.ts'
import { SimTime } from './sim-time.ts'
import type { Statement } from './statement.ts'
import { type Fault, Statements, type Turn } from './statements.ts'

/** Steps without time going on, after which the world is taken to spin. */
const STEPS_AT_ONE_INSTANT_MAX = 2_000

export type WorldOptions = {
  readonly seed: number
  readonly given: Given
  /** Whether statements of one moment run in an order drawn from the seed. */
  readonly interleave?: boolean
  readonly rewrite?: (statement: Statement) => Statement | null
  /** Whether a notification between nodes gets lost. */
  readonly losesHint?: () => boolean
}

export type LoggedError = {
  readonly at: Instant
  readonly message: string
  readonly error: unknown
}

export class World {
  readonly time: SimTime
  readonly configuration: Configuration
  readonly carriers: Carriers
  readonly random: SeededRandom
  readonly statements: Statements
  readonly nodes: SimNode[] = []
  readonly errors: LoggedError[] = []
  readonly pool: Pool
  readonly startedAt: Instant
  /** What connections and processes suffer; scenarios and walks set it. */
  fault: (turn: Turn) => Fault | null = () => null
  /** What is later than this is taken to be lost, and ends the walk; null: anything may be late. */
  overdueMsMax: number | null = null
  readonly #losesHint: () => boolean

  private constructor(pool: Pool, options: WorldOptions) {
    const { seed, given, interleave, rewrite, losesHint } = options
    this.pool = pool
    this.random = createSeededRandom(seed)
    this.startedAt = Date.parse(given.startsAt ?? STARTS_AT)
    this.time = new SimTime(this.startedAt)
    this.configuration = new Configuration(given)
    this.carriers = new Carriers(this.time)
    this.#losesHint = losesHint ?? (() => false)
    this.statements = new Statements(pool, interleave ? this.random.fork('turns') : null, {
      fault: (turn) => this.fault(turn),
      rewrite: rewrite ?? ((statement) => statement),
      afterStatement: (turn) => this.#afterStatement(turn),
    })
  }

  static async make(database: SimDatabase, options: WorldOptions): Promise<World> {
    await database.empty()
    const world = new World(database.pool, options)
    await world.configuration.save(world.pool, world.time.now)
    for (let count = options.given.nodes ?? 1; count > 0; count -= 1) world.addNode()
    await world.settle()
    return world
  }

  addNode(): SimNode {
    const name = `node ${this.nodes.length + 1}`
    const node = new SimNode({
      name,
      time: this.time,
      random: this.random.fork(name),
      real: this.pool,
      statements: this.statements,
      carriers: this.carriers,
      configuration: this.configuration,
      onError: (message, error) => this.errors.push({ at: this.time.now, message, error }),
    })
    this.nodes.push(node)
    return node
  }

  /** Ends every node; nothing of this world touches the database any more. */
  async end(): Promise<void> {
    for (const node of this.nodes) await node.vanish()
  }

  // ------------------------------------------------------------------ what people and senders do

  /** The same without waiting for the answer: the world has to be run on by somebody else. */
  async startSending(node: SimNode, service: string, events: readonly InboundEvent[]) {
    const view = this.configuration.integration(service)
    const accepted = await acceptEvents(node.context, node.queue, view, events)
    return accepted.kind === 'accepted' ? accepted.outcomes : null
  }

  startActing(
    node: SimNode,
    person: string,
    groupIds: readonly string[],
    action: GroupAction,
  ): Promise<GroupOutcome[]> {
    const actor = `user:${this.configuration.id('person', person)}`
    return actOnGroups(node.context, groupIds, action, actor)
  }

  /** Null: the sender got no answer, or was told to come back. */
  async send(node: SimNode, service: string, integration: string, events: readonly InboundEvent[]) {
    const view = this.configuration.integration(service, integration)
    const accepted = await this.during(acceptEvents(node.context, node.queue, view, events))
    return accepted.kind === 'accepted' ? accepted.outcomes : null
  }

  act(
    node: SimNode,
    person: string | null,
    groupIds: readonly string[],
    action: GroupAction,
  ): Promise<GroupOutcome[]> {
    const actor = person === null ? 'system' : `user:${this.configuration.id('person', person)}`
    return this.during(actOnGroups(node.context, groupIds, action, actor))
  }

  /** Changes the configuration; each node learns of it after its own delay. */
  async change(given: Given, delayMs: () => number = () => 0): Promise<void> {
    this.configuration.change(given)
    await this.configuration.save(this.pool, this.time.now)
    for (const node of this.nodes) {
      const ms = delayMs()
      if (ms === 0) node.refresh()
      else this.time.at(this.time.now + ms, () => node.refresh())
    }
  }

  /** Lets the world move until the work is done, within this instant if it can. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    done.catch(() => undefined)
    await this.settle()
    if (!isDone) await this.#runWhile(() => !isDone)
    return done
  }

  // ------------------------------------------------------------------ time

  async settle(): Promise<void> {
    await this.statements.settle()
  }

  async runUntil(end: Instant): Promise<void> {
    await this.#runWhile(() => true, end)
    this.time.now = Math.max(this.time.now, end)
  }

  async #runWhile(goesOn: () => boolean, end = Number.POSITIVE_INFINITY): Promise<void> {
    let steps = 0
    await this.settle()
    while (goesOn()) {
      const due = await this.#dueTimes()
      this.#refuseOverdue(due)
      const next = this.#nextInstant(due)
      if (next === null || next > end) return
      steps = next > this.time.now ? 0 : steps + 1
      if (steps > STEPS_AT_ONE_INSTANT_MAX) throw new Error('the world spins without time going on')
      this.time.now = Math.max(this.time.now, next)
      this.time.fireDue()
      for (const node of this.nodes) await node.afterKilling()
      for (const node of this.nodes) node.wakeSleepers(due)
      await this.settle()
    }
  }

  #refuseOverdue(due: DueTimes): void {
    if (this.overdueMsMax === null) return
    for (const [loop, at] of Object.entries(due)) {
      if (at !== null && this.time.now - at > this.overdueMsMax) throw new Error(`${loop}: overdue`)
    }
  }

  #nextInstant(due: DueTimes): Instant | null {
    const instants = [this.time.nextAt(), ...this.nodes.map((node) => node.nextWakeAt(due))]
    const known = instants.filter((at) => at !== null)
    return known.length === 0 ? null : Math.min(...known)
  }

  async #dueTimes(): Promise<DueTimes> {
    const { rows } = await this.pool.query<DueTimes>({ name: 'sim-due-times', text: DUE_TIMES })
    return rows[0] ?? { escalation: null, delivery: null, doubt: null, wake: null }
  }

  #afterStatement({ statement, session, owner }: Turn): void {
    if (statement.name === 'notify-due') session.notifies = true
    if (statement.text === 'rollback') session.notifies = false
    if (statement.text !== 'commit' || !session.notifies) return
    session.notifies = false
    for (const node of this.nodes) {
      if (node !== owner && !this.#losesHint()) node.context.wakes.wake('escalation')
    }
  }
}

const DUE_TIMES = `
select
  (select min(greatest(due_at, lease_until)) from escalation_run where state = 'active') as escalation,
  (select min(due_at) from delivery where state = 'pending') as delivery,
  (select min(lease_until) from delivery where state = 'handing-over') as doubt,
  (select min(wake_at) from alert_group where status = 'acknowledged') as wake`
