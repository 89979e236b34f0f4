// One random walk: a drawn organisation, a drawn plan of moves, the production engine between them,
// and what did not hold. The same seed walks the same way; leaving moves out shrinks a failure.

import type { GroupAction, InboundEvent } from '@evenwatch/core'
import { MINUTE_MS, SECOND_MS } from '@evenwatch/core'
import { tellStory } from '../scenario/story.ts'
import type { Behaviour } from '../world/carrier.ts'
import { createSeededRandom, type SeededRandom } from '../world/seeded-random.ts'
import type { SimDatabase } from '../world/sim-database.ts'
import type { SimNode } from '../world/sim-node.ts'
import type { Statement } from '../world/statement.ts'
import type { Fault } from '../world/statements.ts'
import { World } from '../world/world.ts'
import { checkAlways, checkAtTheEnd, type Notes, type Violation } from './invariants.ts'
import { makeGiven } from './make-given.ts'
import {
  FAULTS_UNTIL_MS,
  type Move,
  makePlan,
  type Profile,
  WALK_MS,
  type WalkEvent,
} from './plan.ts'

export type Walked = {
  readonly violations: readonly Violation[]
  readonly moves: readonly Move[]
  readonly statements: number
  readonly story: () => Promise<string>
}

export type WalkOptions = {
  readonly seed: number
  readonly profile: Profile
  /** Instead of the drawn moves. */
  readonly moves?: readonly Move[]
  readonly rewrite?: (statement: Statement) => Statement | null
  /** Set up something that is wrong on purpose. */
  readonly plant?: (world: World) => void
}

/** Longer than any process in a walk is away, and a lease after it. */
const OVERDUE_MS_MAX = 3 * MINUTE_MS

export async function walk(database: SimDatabase, options: WalkOptions): Promise<Walked> {
  const random = createSeededRandom(options.seed)
  const given = makeGiven(random.fork('given'))
  const moves = options.moves ?? makePlan(random.fork('plan'), options.profile)
  const { rewrite } = options
  const hints = random.fork('hints')
  const world = await World.make(database, {
    seed: options.seed,
    given,
    interleave: true,
    losesHint: () => options.profile === 'faults' && hints.chance(0.5),
    ...(rewrite && { rewrite }),
  })
  world.overdueMsMax = OVERDUE_MS_MAX
  options.plant?.(world)
  const walker = new Walker(world, options.profile, random.fork('walker'))
  const violations = await walker.walk(moves)
  await world.end()
  return {
    violations,
    moves,
    statements: world.statements.granted,
    story: () => tellStory(world, walker.done),
  }
}

class Walker {
  readonly done: { readonly at: number; readonly text: string }[] = []
  readonly #notes: Notes
  readonly #world: World
  readonly #random: SeededRandom
  readonly #profile: Profile
  #soon: { kind: 'vanish-soon' | 'cut-soon'; statements: number } | null = null

  constructor(world: World, profile: Profile, random: SeededRandom) {
    this.#world = world
    this.#profile = profile
    this.#random = random
    const directory = world.configuration.directory()
    this.#notes = {
      acceptedEventIds: [],
      faults: [],
      directories: [{ from: world.startedAt, directory }],
    }
    const carriers = random.fork('carriers')
    if (profile !== 'calm') world.carriers.chooseBy(() => this.#drawBehaviour(carriers))
    world.fault = ({ owner }) => this.#meet(owner.name)
  }

  async walk(moves: readonly Move[]): Promise<readonly Violation[]> {
    try {
      const moments = [...new Set(moves.map(({ atMs }) => atMs))].sort((a, b) => a - b)
      for (const atMs of moments) {
        await this.#world.runUntil(this.#world.startedAt + atMs)
        const work: (() => Promise<void>)[] = []
        for (const move of moves.filter((other) => other.atMs === atMs)) {
          work.push(await this.#make(move))
        }
        // What takes time begins at once, so that it interleaves.
        await this.#world.during(Promise.allSettled(work.map((begin) => begin())))
        const violations = await checkAlways(this.#world)
        if (violations.length > 0) return violations
      }
      await this.#world.runUntil(this.#world.startedAt + WALK_MS)
      return [...(await checkAtTheEnd(this.#world, this.#notes)), ...this.#complaints()]
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return [{ rule: 'the world goes on', detail }]
    }
  }

  /** Where no process and no connection breaks, the engine has nothing to complain about. */
  #complaints(): readonly Violation[] {
    if (this.#profile === 'faults') return []
    return this.#world.errors.map(({ message, error }) => {
      return { rule: 'no error without a fault', detail: `${message}: ${error}` }
    })
  }

  // ------------------------------------------------------------------ moves

  /** Prepares a move; what is returned begins it. */
  async #make(move: Move): Promise<() => Promise<void>> {
    const node = this.#node(move.roll)
    this.done.push({ at: this.#world.time.now, text: `* ${node.name}: ${JSON.stringify(move)}` })
    switch (move.kind) {
      case 'events':
        return () => this.#send(node, move.service, move.events, move.roll)
      case 'act':
        return this.#act(node, move)
      case 'override':
      case 'toggle-person':
      case 'edit-policy':
        await this.#change(move)
        return nothing
      case 'freeze':
        this.#note(move.lengthMs)
        node.freeze(move.lengthMs)
        return nothing
      case 'unsure':
        node.clock.isHealthy = false
        this.#world.time.at(this.#world.time.now + move.lengthMs, () => {
          node.clock.isHealthy = true
        })
        return nothing
      case 'vanish':
        await this.#vanish(node, move.lengthMs)
        return nothing
      case 'vanish-soon':
      case 'cut-soon':
        this.#soon = { kind: move.kind, statements: Math.floor(move.roll * 25) }
        return nothing
      case 'clock':
        this.#note(MINUTE_MS)
        node.clock.offsetMs = move.offsetMs
        // Clocks are sampled all the time: what is off is right again soon.
        this.#world.time.at(this.#world.time.now + 20 * SECOND_MS, () => {
          node.clock.offsetMs = 0
        })
        return nothing
    }
  }

  /** A sender that gets no answer tries again, as senders do. */
  async #send(node: SimNode, service: string, events: readonly WalkEvent[], roll: number) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const target = attempt === 0 ? node : this.#node((roll * (attempt + 3)) % 1)
      const work = this.#world.startSending(target, service, events.map(inboundEvent))
      const outcomes = await Promise.race([work, this.#after(10 * SECOND_MS)])
      if (outcomes) {
        this.#notes.acceptedEventIds.push(...outcomes.map((outcome) => outcome.eventId))
        return
      }
    }
  }

  async #act(node: SimNode, move: Extract<Move, { kind: 'act' }>): Promise<() => Promise<void>> {
    const { rows } = await this.#world.pool.query<{ id: string }>(
      `select id from alert_group order by (status = 'resolved'), opened_at desc, id limit 6`,
    )
    const group = rows[Math.floor(move.roll * 7919) % Math.max(1, rows.length)]
    if (!group) return nothing
    const action: GroupAction =
      move.action === 'snooze'
        ? { kind: 'snooze', until: this.#world.time.now + Math.ceil(move.roll * 30) * MINUTE_MS }
        : { kind: move.action }
    return async () => {
      await Promise.race([
        this.#world.startActing(node, move.person, [group.id], action),
        this.#after(20 * SECOND_MS),
      ])
    }
  }

  async #change(move: Extract<Move, { kind: 'override' | 'toggle-person' | 'edit-policy' }>) {
    const { configuration, time } = this.#world
    const { given } = configuration
    const delays = () => Math.floor(this.#random.next() * 2_000)
    await this.#world.change(changed(given, move, time.now), delays)
    this.#notes.directories.push({ from: time.now, directory: configuration.directory() })
  }

  async #vanish(node: SimNode, backAfterMs: number): Promise<void> {
    this.#note(SECOND_MS)
    await node.vanish()
    this.#world.time.at(this.#world.time.now + backAfterMs, () => this.#world.addNode())
  }

  // ------------------------------------------------------------------ what breaks

  #meet(ownerName: string): Fault | null {
    const { time, startedAt } = this.#world
    if (this.#soon === null || time.now - startedAt > FAULTS_UNTIL_MS + 5 * MINUTE_MS) return null
    this.#soon.statements -= 1
    if (this.#soon.statements > 0) return null
    const { kind } = this.#soon
    this.#soon = null
    this.#note(SECOND_MS)
    const isBefore = this.#random.chance(0.5)
    if (kind === 'cut-soon') return isBefore ? 'cut-before' : 'cut-after'
    this.done.push({ at: time.now, text: `* ${ownerName} ends within a statement` })
    time.at(time.now + 40 * SECOND_MS, () => this.#world.addNode())
    return isBefore ? 'gone-before' : 'gone-after'
  }

  #drawBehaviour(random: SeededRandom): Behaviour {
    const { time, startedAt } = this.#world
    if (time.now - startedAt > FAULTS_UNTIL_MS || random.chance(0.6)) {
      return { kind: 'delivers', afterMs: random.chance(0.5) ? 0 : random.below(3_000) }
    }
    return random.pick<Behaviour>([
      { kind: 'fails', retryable: true },
      { kind: 'fails', retryable: true, retryAfterMs: random.below(60_000) },
      { kind: 'fails', retryable: false },
      { kind: 'hangs', arrives: random.chance(0.5) },
      { kind: 'breaks', arrives: random.chance(0.5) },
      { kind: 'loses' },
      { kind: 'repeats' },
    ])
  }

  #note(lengthMs: number): void {
    const { now } = this.#world.time
    this.#notes.faults.push({ from: now, until: now + lengthMs })
  }

  #node(roll: number): SimNode {
    const { nodes } = this.#world
    const running = nodes.filter((node) => node.state !== 'gone')
    return running[Math.floor(roll * running.length)] ?? running[0] ?? this.#world.addNode()
  }

  #after(ms: number): Promise<null> {
    const { time } = this.#world
    return new Promise((resolve) => time.at(time.now + ms, () => resolve(null)))
  }
}

const nothing = async () => undefined

function changed(
  given: World['configuration']['given'],
  move: Extract<Move, { kind: 'override' | 'toggle-person' | 'edit-policy' }>,
  now: number,
) {
  switch (move.kind) {
    case 'override': {
      const name = move.roll < 0.5 ? 'primary' : 'secondary'
      const schedule = given.schedules?.[name]
      if (!schedule) return given
      const override = {
        from: now,
        until: now + move.lengthMs,
        ...(move.roll < 0.2 ? { set: [] } : { set: [move.person] }),
      }
      const overrides = [...(schedule.overrides ?? []), override]
      return { ...given, schedules: { ...given.schedules, [name]: { ...schedule, overrides } } }
    }
    case 'toggle-person': {
      const person = given.people[move.person]
      if (!person) return given
      const isActive = !(person.isActive ?? true)
      return { ...given, people: { ...given.people, [move.person]: { ...person, isActive } } }
    }
    case 'edit-policy': {
      const { main } = given.policies
      if (!main) return given
      return {
        ...given,
        policies: { ...given.policies, main: { ...main, steps: [...main.steps].reverse() } },
      }
    }
  }
}

function inboundEvent(event: WalkEvent): InboundEvent {
  return {
    action: event.action,
    dedupKey: event.key,
    summary: event.key,
    source: 'walk',
    severity: event.severity,
    labels: { region: event.region },
    details: {},
    links: [],
    images: [],
    runbookUrl: null,
    occurredAt: null,
    warnings: [],
  }
}
