// The language of scenarios: what happens when, and what must be seen then.
//
// Everything is counted from minute 0. What is due at a moment happens before what people do at it.
// Every message that reaches a person must be expected, so a scenario says who is left in peace, too.

import type { JsonObject, Severity } from '@evenwatch/core'
import { assert } from '@evenwatch/core'
import type { Behaviour } from '../world/carrier.ts'
import { type Given, type GivenOverride, SMALL_WORLD } from '../world/given.ts'
import type { World } from '../world/world.ts'
import { momentMs } from './moment.ts'

export type AlertOptions = {
  readonly service?: string
  readonly integration?: string
  /** Stands for a severity that has this urgency. */
  readonly urgency?: 'high' | 'low'
  readonly severity?: Severity | null
  readonly labels?: { readonly [name: string]: string }
}

export type Step =
  | { readonly kind: 'events'; readonly events: readonly SentEvent[] }
  | {
      readonly kind: 'act'
      readonly person: string | null
      readonly key: string
      readonly action: PlainAction
      readonly answer?: string
    }
  | {
      readonly kind: 'carrier'
      readonly person: string
      readonly method: string
      readonly plan: readonly Behaviour[]
    }
  | { readonly kind: 'change'; readonly change: (given: Given, at: number) => Given }
  | {
      readonly kind: 'world'
      readonly words: string
      readonly run: (world: World) => Promise<void> | void
    }

export type SentEvent = AlertOptions & {
  readonly key: string
  readonly action: 'trigger' | 'acknowledge' | 'resolve'
}

export type PlainAction =
  | { readonly kind: 'acknowledge' | 'resolve' | 'reopen' | 'escalate'; readonly reason?: string }
  | { readonly kind: 'snooze'; readonly until: string }

export type Timed<T> = T & { readonly atMs: number }

export type ExpectedPage = {
  readonly person: string
  readonly method: string
  /** Keys of the alerts whose groups the message is about; absent: not looked at. */
  readonly about?: readonly string[]
  readonly withinMs: number
}

export type Expected =
  | {
      readonly kind: 'timeline'
      readonly row: string
      readonly data: JsonObject
      readonly withinMs: number
    }
  | { readonly kind: 'no-timeline'; readonly row: string }
  | { readonly kind: 'group'; readonly key: string; readonly state: ExpectedGroup }
  | { readonly kind: 'groups'; readonly count: number }
  | {
      readonly kind: 'check'
      readonly words: string
      readonly check: (world: World) => Promise<void> | void
    }

export type ExpectedGroup = {
  readonly status?: 'triggered' | 'acknowledged' | 'resolved'
  readonly urgency?: 'high' | 'low'
  readonly alerts?: number
  readonly open?: number
  readonly isDeadLetter?: boolean
}

/** A lost hint costs at most a second; a page that is later is late. */
const PAGE_WITHIN_MS = 1_000

export class Script {
  given_: Given = SMALL_WORLD
  readonly steps: Timed<{ readonly step: Step }>[] = []
  readonly pages: Timed<ExpectedPage>[] = []
  readonly expected: Timed<{ readonly expected: Expected }>[] = []
  readonly quiet: { readonly fromMs: number; readonly untilMs: number }[] = []
  allowsOtherPages = false
  endsAtMs = 0

  /** What differs from the small world; people, policies and services are added to its own. */
  given(given: Partial<Given>): void {
    this.given_ = {
      ...SMALL_WORLD,
      ...given,
      people: { ...SMALL_WORLD.people, ...given.people },
      policies: { ...SMALL_WORLD.policies, ...given.policies },
      services: { ...SMALL_WORLD.services, ...given.services },
    }
  }

  at(moment: string): At {
    return new At(this, momentMs(moment))
  }

  expect(moment: string, options: { readonly within?: string } = {}): Expect {
    const withinMs = options.within === undefined ? PAGE_WITHIN_MS : momentMs(options.within)
    return new Expect(this, momentMs(moment), withinMs)
  }

  /** Nobody gets anything; the scenario runs at least until then. */
  expectQuiet(span: { readonly from: string; readonly until: string }): void {
    const fromMs = momentMs(span.from)
    const untilMs = momentMs(span.until)
    this.quiet.push({ fromMs, untilMs })
    this.until(span.until)
  }

  /** Looks on until then. */
  until(moment: string): void {
    this.endsAtMs = Math.max(this.endsAtMs, momentMs(moment))
  }

  /** Messages beyond the expected ones are no failure in this scenario. */
  allowOtherPages(): void {
    this.allowsOtherPages = true
  }

  add(atMs: number, step: Step): void {
    this.steps.push({ atMs, step })
    this.endsAtMs = Math.max(this.endsAtMs, atMs)
  }
}

export class At {
  readonly #script: Script
  readonly #atMs: number

  constructor(script: Script, atMs: number) {
    this.#script = script
    this.#atMs = atMs
  }

  alert(key: string, options: AlertOptions = {}): this {
    return this.events([{ key, action: 'trigger', ...options }])
  }

  /** The sender says that it is over. */
  over(key: string, options: AlertOptions = {}): this {
    return this.events([{ key, action: 'resolve', ...options }])
  }

  /** The sender says that somebody is on it. */
  senderAcknowledges(key: string, options: AlertOptions = {}): this {
    return this.events([{ key, action: 'acknowledge', ...options }])
  }

  /** In one request. */
  events(events: readonly SentEvent[]): this {
    return this.#add({ kind: 'events', events })
  }

  acknowledge(person: string, key: string, answer = 'done'): this {
    return this.#act(person, key, { kind: 'acknowledge' }, answer)
  }

  resolve(person: string, key: string, answer = 'done'): this {
    return this.#act(person, key, { kind: 'resolve' }, answer)
  }

  snooze(person: string, key: string, until: string, answer = 'done'): this {
    return this.#act(person, key, { kind: 'snooze', until }, answer)
  }

  /** Reopens what was resolved, takes an acknowledgement back. */
  reopen(person: string, key: string, answer = 'done'): this {
    return this.#act(person, key, { kind: 'reopen' }, answer)
  }

  /** "Escalate now", or "I can't take it" when the person was paged. */
  escalate(person: string, key: string, answer = 'done'): this {
    return this.#act(person, key, { kind: 'escalate' }, answer)
  }

  /** The next messages to this contact method meet this, in order. */
  carrier(person: string, method: string, ...plan: readonly Behaviour[]): this {
    return this.#add({ kind: 'carrier', person, method, plan })
  }

  deactivate(person: string): this {
    return this.change((given) => {
      const known = given.people[person]
      assert(known, `${person} was given`)
      return { ...given, people: { ...given.people, [person]: { ...known, isActive: false } } }
    })
  }

  override(
    schedule: string,
    override: { from: string; until: string } & Omit<GivenOverride, 'from' | 'until'>,
  ): this {
    return this.change((given, startedAt) => {
      const known = given.schedules?.[schedule]
      assert(known, `the schedule ${schedule} was given`)
      const added = {
        ...override,
        from: startedAt + momentMs(override.from),
        until: startedAt + momentMs(override.until),
      }
      const overrides = [...(known.overrides ?? []), added]
      return { ...given, schedules: { ...given.schedules, [schedule]: { ...known, overrides } } }
    })
  }

  /** Changes the configuration; the second argument is the scenario's start. */
  change(change: (given: Given, startedAt: number) => Given): this {
    return this.#add({ kind: 'change', change })
  }

  /** Anything else that happens to the world itself. */
  world(words: string, run: (world: World) => Promise<void> | void): this {
    return this.#add({ kind: 'world', words, run })
  }

  #act(person: string, key: string, action: PlainAction, answer: string): this {
    return this.#add({ kind: 'act', person, key, action, answer })
  }

  #add(step: Step): this {
    this.#script.add(this.#atMs, step)
    return this
  }
}

export class Expect {
  readonly #script: Script
  readonly #atMs: number
  readonly #withinMs: number

  constructor(script: Script, atMs: number, withinMs: number) {
    this.#script = script
    this.#atMs = atMs
    this.#withinMs = withinMs
    script.endsAtMs = Math.max(script.endsAtMs, atMs + withinMs)
  }

  /** One message, about these alerts when they are named. */
  page(person: string, method: string, ...about: readonly string[]): this {
    const page = { person, method, withinMs: this.#withinMs }
    this.#script.pages.push({ atMs: this.#atMs, ...page, ...(about.length > 0 && { about }) })
    return this
  }

  /** A line of the record with at least this in its data; persons are written by name. */
  timeline(row: string, data: JsonObject = {}): this {
    return this.#add({ kind: 'timeline', row, data, withinMs: this.#withinMs })
  }

  /** No such line up to now. */
  noTimeline(row: string): this {
    return this.#add({ kind: 'no-timeline', row })
  }

  /** The newest group with an alert of this key. */
  group(key: string, state: ExpectedGroup): this {
    return this.#add({ kind: 'group', key, state })
  }

  /** How many groups there are, open or not. */
  groups(count: number): this {
    return this.#add({ kind: 'groups', count })
  }

  check(words: string, check: (world: World) => Promise<void> | void): this {
    return this.#add({ kind: 'check', words, check })
  }

  #add(expected: Expected): this {
    this.#script.expected.push({ atMs: this.#atMs, expected })
    return this
  }
}
