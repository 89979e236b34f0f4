// Plays a script in a world and says what was not as expected.

import { assert, type GroupAction, type InboundEvent } from '@evenwatch/core'
import type { SimDatabase } from '../world/sim-database.ts'
import { World, type WorldOptions } from '../world/world.ts'
import { momentMs, momentText } from './moment.ts'
import type { Expected, ExpectedGroup, Script, SentEvent, Step } from './script.ts'
import { readTimeline, type TimelineRow, tellStory } from './story.ts'

const SEVERITY_OF = { high: 'error', low: 'warning' } as const

type Played = {
  readonly faults: readonly string[]
  readonly story: () => Promise<string>
  readonly world: World
}

export type PlayOptions = Pick<WorldOptions, 'seed' | 'rewrite' | 'interleave'>

export async function play(
  database: SimDatabase,
  script: Script,
  options: PlayOptions,
): Promise<Played> {
  const world = await World.make(database, { ...options, given: script.given_ })
  const player = new Player(world, script)
  try {
    await player.play()
  } catch (error) {
    player.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  await world.end()
  return { faults: player.faults, story: () => tellStory(world, player.done), world }
}

class Player {
  readonly faults: string[] = []
  readonly done: { readonly at: number; readonly text: string }[] = []
  readonly #world: World
  readonly #script: Script

  constructor(world: World, script: Script) {
    this.#world = world
    this.#script = script
  }

  async play(): Promise<void> {
    const { steps, expected, endsAtMs } = this.#script
    const moments = new Set([...steps, ...expected].map(({ atMs }) => atMs))
    for (const atMs of [...moments].sort((a, b) => a - b)) {
      await this.#world.runUntil(this.#world.startedAt + atMs)
      for (const { step } of steps.filter((entry) => entry.atMs === atMs)) await this.#take(step)
      for (const entry of expected.filter((other) => other.atMs === atMs)) await this.#look(entry)
    }
    await this.#world.runUntil(this.#world.startedAt + endsAtMs)
    await this.#readGroups()
    this.#comparePages()
    await this.#compareTimeline()
    for (const { at, message, error } of this.#world.errors) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#fault(at - this.#world.startedAt, `the engine logged an error: ${message} (${reason})`)
    }
  }

  async #take(step: Step): Promise<void> {
    const world = this.#world
    switch (step.kind) {
      case 'events':
        this.#say(step.events.map((event) => `${event.key} ${event.action}s`).join(', '))
        return this.#send(step.events)
      case 'act': {
        const { person, key, action, answer } = step
        this.#say(`${person} does: ${action.kind} ${key}`)
        const full: GroupAction =
          action.kind === 'snooze'
            ? { kind: 'snooze', until: world.startedAt + momentMs(action.until) }
            : action
        const groupId = await this.#groupId(key)
        const [outcome] = await world.act(this.#node(), person, [groupId], full)
        if (outcome?.outcome !== answer) {
          this.#faultNow(`${person} is told “${outcome?.outcome}” and not “${answer}”`)
        }
        return
      }
      case 'carrier':
        this.#say(`next to ${step.person} by ${step.method}: ${JSON.stringify(step.plan)}`)
        return world.carriers.plan(
          world.configuration.methodId(step.person, step.method),
          step.plan,
        )
      case 'change':
        this.#say('the configuration changes')
        return world.change(step.change(world.configuration.given, world.startedAt))
      case 'world':
        this.#say(step.words)
        return step.run(world)
    }
  }

  async #send(events: readonly SentEvent[]): Promise<void> {
    // Events of one request belong to one integration; the first one names it.
    const [first] = events
    assert(first, 'something is sent')
    const service = first.service ?? Object.keys(this.#script.given_.services)[0] ?? 'api'
    const answer = await this.#world.send(
      this.#node(),
      service,
      first.integration ?? 'default',
      events.map(inboundEvent),
    )
    if (answer === null) this.#faultNow('the events were not accepted')
  }

  #node() {
    const node = this.#world.nodes.find((candidate) => candidate.state === 'running')
    assert(node, 'a node runs')
    return node
  }

  async #groupId(key: string): Promise<string> {
    const { rows } = await this.#world.pool.query<{ id: string }>(
      'select group_id as id from alert where dedup_key = $1 order by opened_at desc, id desc limit 1',
      [key],
    )
    const [row] = rows
    assert(row, `an alert with the key ${key} exists`)
    return row.id
  }

  // ------------------------------------------------------------------ expectations

  async #look({ expected }: { readonly expected: Expected }): Promise<void> {
    switch (expected.kind) {
      case 'timeline':
        return
      case 'no-timeline': {
        const rows = await readTimeline(this.#world)
        if (rows.some((row) => row.kind === expected.row)) {
          this.#faultNow(`the record says “${expected.row}”`)
        }
        return
      }
      case 'group':
        return this.#lookAtGroup(expected.key, expected.state)
      case 'groups': {
        const { rows } = await this.#world.pool.query('select id from alert_group')
        if (rows.length !== expected.count) {
          this.#faultNow(`there are ${rows.length} groups and not ${expected.count}`)
        }
        return
      }
      case 'check':
        try {
          await expected.check(this.#world)
        } catch (error) {
          this.#faultNow(`${expected.words}: ${error instanceof Error ? error.message : error}`)
        }
    }
  }

  async #lookAtGroup(key: string, expected: ExpectedGroup): Promise<void> {
    const { rows } = await this.#world.pool.query<Required<ExpectedGroup>>(READ_GROUP, [
      await this.#groupId(key),
    ])
    const found = rows[0]
    for (const [field, value] of Object.entries(expected)) {
      const seen = found?.[field as keyof ExpectedGroup]
      if (seen !== value)
        this.#faultNow(`the group of ${key} has ${field} ${seen} and not ${value}`)
    }
  }

  #comparePages(): void {
    const { pages, quiet, allowsOtherPages } = this.#script
    const { startedAt, configuration, carriers } = this.#world
    const left = carriers.receipts.filter((receipt) => receipt.isRead)
    for (const page of [...pages].sort((a, b) => a.atMs - b.atMs)) {
      const methodId = configuration.methodId(page.person, page.method)
      const from = startedAt + page.atMs
      const index = left.findIndex(
        (receipt) =>
          receipt.contactMethodId === methodId &&
          receipt.at >= from &&
          receipt.at < from + page.withinMs &&
          this.#isAbout(receipt.groupIds, page.about),
      )
      const about = page.about ? ` about ${page.about.join(', ')}` : ''
      if (index === -1) this.#fault(page.atMs, `${page.person} gets no ${page.method}${about}`)
      else left.splice(index, 1)
    }
    const isQuietAt = (ms: number) =>
      quiet.some(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs)
    for (const receipt of left) {
      const atMs = receipt.at - startedAt
      if (allowsOtherPages && !isQuietAt(atMs)) continue
      this.#fault(atMs, `${configuration.nameOf(receipt.contactMethodId)} is reached unexpectedly`)
    }
  }

  /** Keys are compared through the alerts that their groups hold. */
  #isAbout(groupIds: readonly string[], keys: readonly string[] | undefined): boolean {
    if (keys === undefined) return true
    const wanted = keys.map((key) => this.#groupsOfKey.get(key) ?? [])
    return (
      wanted.every((ids) => ids.some((id) => groupIds.includes(id))) &&
      groupIds.every((id) => wanted.some((ids) => ids.includes(id)))
    )
  }

  readonly #groupsOfKey = new Map<string, string[]>()

  async #compareTimeline(): Promise<void> {
    const rows = await readTimeline(this.#world)
    const wanted = this.#script.expected.flatMap(({ atMs, expected }) =>
      expected.kind === 'timeline' ? [{ atMs, ...expected }] : [],
    )
    for (const { atMs, row, data, withinMs } of wanted) {
      const from = this.#world.startedAt + atMs
      const found = rows.some(
        (candidate) =>
          candidate.kind === row &&
          candidate.at >= from &&
          candidate.at < from + withinMs &&
          this.#holds(candidate, data),
      )
      if (!found) this.#fault(atMs, `the record does not say “${row}” ${JSON.stringify(data)}`)
    }
  }

  #holds(row: TimelineRow, data: TimelineRow['data']): boolean {
    const text = JSON.stringify({ actor: row.actor, ...row.data })
    const named = text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
      this.#world.configuration.nameOf(id),
    )
    const seen: Record<string, unknown> = JSON.parse(named)
    return Object.entries(data).every(
      ([key, value]) => JSON.stringify(seen[key]) === JSON.stringify(value),
    )
  }

  async #readGroups(): Promise<void> {
    const { rows } = await this.#world.pool.query<{ key: string; ids: string[] }>(
      'select dedup_key as key, array_agg(group_id::text) as ids from alert group by dedup_key',
    )
    for (const { key, ids } of rows) this.#groupsOfKey.set(key, ids)
  }

  #say(text: string): void {
    this.done.push({ at: this.#world.time.now, text: `* ${text}` })
  }

  #faultNow(text: string): void {
    this.#fault(this.#world.time.now - this.#world.startedAt, text)
  }

  #fault(atMs: number, text: string): void {
    this.faults.push(`at ${momentText(atMs)}: ${text}`)
  }
}

const READ_GROUP = `
select status, urgency, alert_count as alerts, open_count as open,
  exists (select from dead_letter where group_id = alert_group.id and cleared_at is null) as "isDeadLetter"
from alert_group where id = $1`

function inboundEvent(sent: SentEvent): InboundEvent {
  const severity =
    sent.severity === undefined
      ? sent.urgency
        ? SEVERITY_OF[sent.urgency]
        : 'error'
      : sent.severity
  return {
    action: sent.action,
    dedupKey: sent.key,
    summary: sent.key,
    source: 'sim',
    severity,
    labels: sent.labels ?? {},
    details: {},
    links: [],
    images: [],
    runbookUrl: null,
    occurredAt: null,
    warnings: [],
  }
}
