// "What would happen if" against what happens: each world is asked first and then played by the
// production engine, and both must tell the same story, entry by entry and message by message.

import {
  askAboutEvent,
  assert,
  DAY_MS,
  findByRef,
  HOUR_MS,
  type InboundEvent,
  simulatePaging,
  type WhatIfAnswer,
  type WhatIfStory,
} from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import { momentMs, momentText } from '../scenario/moment.ts'
import { simDatabase, useSimDatabase } from '../scenario/scenario.ts'
import { named, readTimeline } from '../scenario/story.ts'
import { makeGiven, SERVICES } from '../walk/make-given.ts'
import { type Given, SMALL_WORLD } from '../world/given.ts'
import { createSeededRandom } from '../world/seeded-random.ts'
import { World } from '../world/world.ts'
import { type Case, WORLDS } from './what-if-worlds.ts'

useSimDatabase()

const LOOK_AHEAD_MS = 6 * HOUR_MS

/** What is not decided by an escalation, and what the record says in another place. */
const COMPARED: ReadonlySet<string> = new Set([
  'paged',
  'step-skipped',
  'policy-called',
  'last-resort',
  'nobody-reachable',
  'held',
  'round-ended',
  'exhausted',
])

async function compare(seed: number, asked: Case): Promise<void> {
  const given = worldOf(asked.given)
  const world = await World.make(await simDatabase(), { seed, given })
  const foretold = foretell(world, asked)
  await play(world, asked)
  const happened = await happenedIn(world)
  const sent = await sentIn(world)
  await world.end()
  expect(world.errors).toEqual([])
  expect(entriesOf(world, foretold)).toEqual(happened)
  expect(messagesOf(world, foretold)).toEqual(sent)
}

function worldOf(given: Partial<Given>): Given {
  return {
    ...SMALL_WORLD,
    ...given,
    people: { ...SMALL_WORLD.people, ...given.people },
    policies: { ...SMALL_WORLD.policies, ...given.policies },
    services: { ...SMALL_WORLD.services, ...given.services },
    // Two nodes may take two runs of one moment in either order; that is not what is compared.
    nodes: 1,
  }
}

function foretell(world: World, asked: Case): WhatIfStory {
  const directory = world.configuration.directory()
  const service = findByRef(directory.services, asked.service ?? 'api')
  assert(service, 'the service was given')
  const { severity = 'critical', labels = {} } = asked
  const event = { severity, labels, summary: 'it breaks', source: 'sim' }
  const { warnings, ...about } = askAboutEvent(directory, service, event)
  const answers: WhatIfAnswer[] = []
  const at = (after: string) => world.startedAt + momentMs(after)
  if (asked.acknowledged) {
    const userId = world.configuration.id('person', asked.acknowledged.by)
    answers.push({ kind: 'acknowledge', at: at(asked.acknowledged.after), userId })
  }
  if (asked.resolved) {
    const userId = world.configuration.id('person', asked.resolved.by)
    answers.push({ kind: 'resolve', at: at(asked.resolved.after), userId })
  }
  const horizonMs = asked.lookAheadMs ?? LOOK_AHEAD_MS
  const turnsTaken = () => 0
  expect(warnings).toEqual([])
  return simulatePaging(directory, {
    ...about,
    startsAt: world.startedAt,
    horizonMs,
    answers,
    turnsTaken,
  })
}

async function play(world: World, asked: Case): Promise<void> {
  const [node] = world.nodes
  assert(node, 'a node runs')
  await world.send(node, asked.service ?? 'api', 'default', [eventOf(asked)])
  const acts = [
    ...(asked.acknowledged ? [{ ...asked.acknowledged, kind: 'acknowledge' as const }] : []),
    ...(asked.resolved ? [{ ...asked.resolved, kind: 'resolve' as const }] : []),
  ].sort((a, b) => momentMs(a.after) - momentMs(b.after))
  for (const { by, after, kind } of acts) {
    await world.runUntil(world.startedAt + momentMs(after))
    const { rows } = await world.pool.query<{ id: string }>('select id from alert_group')
    await world.act(
      node,
      by,
      rows.map((row) => row.id),
      { kind },
    )
  }
  await world.runUntil(world.startedAt + (asked.lookAheadMs ?? LOOK_AHEAD_MS))
}

function eventOf({ severity = 'critical', labels = {} }: Case): InboundEvent {
  return {
    action: 'trigger',
    dedupKey: 'it-breaks',
    summary: 'it breaks',
    source: 'sim',
    severity,
    labels,
    details: {},
    links: [],
    images: [],
    runbookUrl: null,
    occurredAt: null,
    warnings: [],
  }
}

// ------------------------------------------------------------------ the two stories, in one form

function line(world: World, at: number, parts: readonly unknown[]): string {
  return named(world, `${momentText(at - world.startedAt)} ${parts.join(' ')}`)
}

function entriesOf(world: World, story: WhatIfStory): string[] {
  return story.entries
    .flatMap((entry) => {
      if (!COMPARED.has(entry.kind)) return []
      const people = entry.people.map(({ userId }) => userId)
      const step = entry.kind === 'last-resort' ? '' : (entry.step ?? '')
      const policy = entry.policyPath.at(-1)
      const parts = [entry.kind, policy, entry.round, step, people, entry.calledPolicyId ?? '']
      return [line(world, entry.at, parts)]
    })
    .sort()
}

async function happenedIn(world: World): Promise<string[]> {
  const rows = await readTimeline(world)
  return rows
    .flatMap(({ at, kind, data }) => {
      if (!COMPARED.has(kind)) return []
      // The last resort stands twice in the record: that it was needed, and that it was paged.
      if (kind === 'paged' && data.step === -1) return []
      const { policyId, round, step = '', userIds = [], calledPolicyId = '' } = data
      return [line(world, at, [kind, policyId, round, step, userIds, calledPolicyId])]
    })
    .sort()
}

function messagesOf(world: World, story: WhatIfStory): string[] {
  const messages = story.entries.flatMap(({ people }) => people.flatMap((one) => one.messages))
  return messages
    .flatMap(({ state, at, contactMethodId, pages }) =>
      state === 'later' || at === null
        ? []
        : [line(world, at, [state, contactMethodId, state === 'sent' ? pages : ''])],
    )
    .sort()
}

async function sentIn(world: World): Promise<string[]> {
  const { rows } = await world.pool.query<{
    at: number
    state: string
    method: string
    pages: number | ''
  }>(
    `select coalesce(m.handed_over_at, d.finished_at) as at, d.state, d.contact_method_id as method,
       count(*) over (partition by coalesce(d.message_id, d.id))::int as pages
     from delivery d left join message m on m.id = d.message_id where d.state in ('sent', 'cancelled')`,
  )
  return rows
    .map(({ at, state, method, pages }) =>
      line(world, at, [state, method, state === 'sent' ? pages : '']),
    )
    .sort()
}

describe('what would happen if is what happens', () => {
  for (const [title, asked] of Object.entries(WORLDS)) {
    test(title, () => compare(1, asked))
  }
})

const SEEDS = process.env.EVENWATCH_DEEP === '1' ? 500 : 40

test(`${SEEDS} drawn organisations`, { timeout: SEEDS * 10_000 }, async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = createSeededRandom(seed)
    const given = withoutChance(makeGiven(random.fork('given')))
    const by = random.pick(['Ana', 'Ben'] as const)
    const after = `${random.below(40)} min`
    await compare(seed, {
      given,
      service: random.pick(SERVICES),
      severity: random.pick(['critical', 'error', 'warning'] as const),
      ...(random.chance(0.5) && { acknowledged: { by, after } }),
      lookAheadMs: random.chance(0.2) ? 2 * DAY_MS : LOOK_AHEAD_MS,
    }).catch((error: unknown) => {
      const story = error instanceof Error ? error.message : String(error)
      expect.fail(`seed ${seed}: ${story}\n${JSON.stringify(given, null, 1)}`)
    })
  }
})

/** Whom the dice choose cannot be foretold: everybody is paged instead. */
function withoutChance(given: Given): Given {
  const policies = Object.entries(given.policies).map(([name, policy]) => {
    const steps = policy.steps.map((step) =>
      typeof step !== 'string' && step.mode === 'random'
        ? { ...step, mode: 'everyone' as const }
        : step,
    )
    return [name, { ...policy, steps }] as const
  })
  return { ...given, policies: Object.fromEntries(policies) }
}
