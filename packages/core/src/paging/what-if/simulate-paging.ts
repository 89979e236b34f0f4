// What would happen if: an event at a moment, and who would be paged how, minute by minute.
//
// Pure. Nothing here decides about paging: runs are moved by `decideEscalation`, whom a step reaches
// is asked of `directoryWorld`, messages are planned by `planPage`, exactly as the engine's tick does
// it; what is left is the engine's bookkeeping: what is due when, who has unanswered pages, and what
// an answer ends. What is due at a moment happens before what people do at it. Carriers are taken to
// work. packages/sim compares the outcome with what the production engine does.

import type { Directory } from '../../catalog/directory.ts'
import { assert } from '../../platform/assert.ts'
import type { Instant } from '../../platform/time.ts'
import { calledPolicy } from '../called-policy.ts'
import { decideEscalation, type EscalationMove, startOfRun } from '../decide-escalation.ts'
import { directoryWorld } from '../directory-world.ts'
import { planPage } from '../plan-page.ts'
import type { EscalationPolicy, RunCause, RunFinish } from '../policy.ts'
import { stepApplies } from '../step-applies.ts'
import { MessageQueue } from './message-queue.ts'
import type { SimulatedRun } from './simulated-run.ts'
import { type MoveOfRun, StoryWriter } from './story-writer.ts'
import {
  WHAT_IF_LIMITS,
  type WhatIfAnswer,
  type WhatIfMessage,
  type WhatIfQuestion,
  type WhatIfStory,
} from './what-if.ts'

export function simulatePaging(directory: Directory, question: WhatIfQuestion): WhatIfStory {
  assert(question.horizonMs <= WHAT_IF_LIMITS.horizonMsMax, 'the horizon is within its limit')
  assert(question.answers.length <= WHAT_IF_LIMITS.answersMax, 'answers are within their limit')
  return new Simulation(directory, question).play()
}

class Simulation {
  readonly #directory: Directory
  readonly #question: WhatIfQuestion
  readonly #writer: StoryWriter
  readonly #messages = new MessageQueue()
  readonly #runs: SimulatedRun[] = []
  /** Unanswered pages by person, and turns by policy and step, as the engine counts them. */
  readonly #openPages = new Map<string, number>()
  readonly #turns = new Map<string, number>()
  #status: 'triggered' | 'acknowledged' | 'resolved' = 'triggered'
  #wakeAt: Instant | null = null
  #answers: readonly WhatIfAnswer[]
  #pages = 0
  #now: Instant

  constructor(directory: Directory, question: WhatIfQuestion) {
    this.#directory = directory
    this.#question = question
    this.#writer = new StoryWriter(directory, question)
    this.#answers = [...question.answers]
      .filter((answer) => answer.at >= question.startsAt)
      .sort((a, b) => a.at - b.at)
    this.#now = question.startsAt
  }

  play(): WhatIfStory {
    const { startsAt, horizonMs, policy } = this.#question
    const run = this.#start(policy, 'opened', startsAt, null)
    // As ingest starts it: asked for the first time when the first step is due.
    run.dueAt = startsAt + (policy.steps[0]?.afterMs ?? 0)
    this.#writer.started(run, startsAt)

    const lastAt = startsAt + horizonMs
    let isCut = true
    for (let pass = 0; pass < WHAT_IF_LIMITS.passesMax; pass += 1) {
      const next = this.#nextInstant()
      isCut = next !== null && next <= lastAt
      if (!isCut || next === null || this.#isFull()) break
      this.#now = Math.max(this.#now, next)
      this.#takeOne(this.#now)
    }
    return this.#writer.finish(this.#end(), this.#now, isCut)
  }

  #isFull(): boolean {
    return this.#pages >= WHAT_IF_LIMITS.pagesMax || this.#writer.isFull()
  }

  #nextInstant(): Instant | null {
    const runs = this.#runs.flatMap((run) => (run.dueAt === null ? [] : [run.dueAt]))
    const message = this.#messages.nextDueAt()
    const isQuiet = runs.length === 0 && message === null && this.#wakeAt === null
    // An answer to what is over already changes nothing, but what is unanswered can be answered late.
    const answer = isQuiet && this.#status !== 'triggered' ? null : (this.#answers[0]?.at ?? null)
    const all = [...runs, message, this.#wakeAt, answer].filter((at) => at !== null)
    return all.length === 0 ? null : Math.min(...all)
  }

  #takeOne(now: Instant): void {
    const due = this.#runs
      .filter((run) => run.dueAt !== null && run.dueAt <= now)
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || a.no - b.no)
    const messageAt = this.#messages.nextDueAt()
    // The engine's two loops run side by side. Each move wakes the one that sends, so what is due is
    // sent before the next move; a policy called at this moment pages after its caller's messages.
    if (messageAt !== null && messageAt <= now) this.#messages.handOver(now)
    else if (due.length > 0) this.#tick(due, now)
    else if (this.#wakeAt !== null && this.#wakeAt <= now) this.#lapse(now)
    else this.#answerNext(now)
  }

  // ------------------------------------------------------------------ runs, as the engine's tick

  #tick(due: readonly SimulatedRun[], now: Instant): void {
    const moves = due.map((run) => this.#decide(run, now))
    for (const moved of moves) {
      const { run, move } = moved
      run.progress = move.progress
      run.dueAt = move.dueAt
      run.finish = move.finish
      this.#writer.moved(moved, this.#page(move, now), now)
      for (const policy of moved.calls) if (policy) this.#start(policy, 'nested', now, run)
    }
  }

  #decide(run: SimulatedRun, now: Instant): MoveOfRun {
    const { policy, progress: before } = run
    const { urgency, facts } = this.#question
    const passedOver = new Set<number>()
    const problems = new Map<number, string>()
    const chances = {
      turnsTaken: (step: number) => this.#turnsTaken(policy.id, step),
      random: 'anybody',
    } as const
    const world = directoryWorld(this.#directory, policy, urgency, now, chances, (step) => {
      const { holds, problem } = stepApplies(policy.steps[step], facts)
      if (!holds) passedOver.add(step)
      if (problem !== null) problems.set(step, problem)
      return holds
    })
    const move = decideEscalation(policy, before, world, now)
    for (const step of move.turnsTaken) {
      this.#turns.set(`${policy.id}/${step}`, this.#turnsTaken(policy.id, step) + 1)
    }
    const calls = move.nested.map(({ policyId }) =>
      calledPolicy(this.#directory.policies, policyId, run.depth),
    )
    return { run, before, move, passedOver, problems, calls }
  }

  #turnsTaken(policyId: string, step: number): number {
    return this.#turns.get(`${policyId}/${step}`) ?? this.#question.turnsTaken(policyId, step)
  }

  /** Plans the messages of everybody whom a move pages; told by page, in the move's order. */
  #page(move: EscalationMove, now: Instant): (() => readonly WhatIfMessage[])[][] {
    return move.pages.map(({ userIds }) =>
      userIds.map((userId) => {
        const person = this.#directory.people.get(userId)
        assert(person, 'who is paged exists')
        const already = this.#openPages.get(userId) ?? 0
        this.#openPages.set(userId, already + 1)
        this.#pages += 1
        const { urgency, severity } = this.#question
        return this.#messages.add(planPage(person, urgency, severity, already, now))
      }),
    )
  }

  #start(
    policy: EscalationPolicy,
    cause: RunCause,
    now: Instant,
    caller: SimulatedRun | null,
  ): SimulatedRun {
    const run: SimulatedRun = {
      no: this.#runs.length,
      policy,
      cause,
      depth: caller === null ? 0 : caller.depth + 1,
      path: [...(caller?.path ?? []), policy.id],
      progress: startOfRun(now),
      dueAt: now,
      finish: null,
    }
    this.#runs.push(run)
    return run
  }

  // ------------------------------------------------------------------ answers, as `stopPaging`

  #answerNext(now: Instant): void {
    const [answer, ...rest] = this.#answers
    this.#answers = rest
    if (answer) this.#answer(answer, now)
  }

  #answer({ kind, userId }: WhatIfAnswer, now: Instant): void {
    // The first one wins; the second is told so, and nothing else comes of it.
    if (this.#status === 'resolved') return
    if (kind === 'acknowledge' && this.#status === 'acknowledged') return
    this.#closePages(now)
    if (kind === 'resolve') {
      this.#status = 'resolved'
      this.#wakeAt = null
      this.#finishRuns('resolved')
    } else {
      const { acknowledgementLapsesMs: lapsesMs } = this.#question
      this.#status = 'acknowledged'
      this.#wakeAt = lapsesMs === null ? null : now + lapsesMs
      for (const run of this.#runs.filter(isActive)) {
        run.progress = { ...run.progress, acknowledged: true }
        run.dueAt = now
      }
    }
    this.#writer.answered(kind === 'resolve' ? 'resolved' : 'acknowledged', userId, now)
  }

  #lapse(now: Instant): void {
    this.#finishRuns('superseded')
    this.#closePages(now)
    this.#status = 'triggered'
    this.#wakeAt = null
    const run = this.#start(this.#question.policy, 'lapsed', now, null)
    this.#writer.lapsed(run, now)
  }

  #finishRuns(finish: RunFinish): void {
    for (const run of this.#runs.filter(isActive)) {
      run.finish = finish
      run.dueAt = null
    }
  }

  #closePages(now: Instant): void {
    this.#openPages.clear()
    this.#messages.cancel(now)
  }

  #end(): WhatIfStory['end'] {
    const active = this.#runs.filter(isActive)
    if (active.some(({ progress }) => progress.heldSince !== null)) return 'held'
    if (active.length > 0) return 'going-on'
    return this.#status === 'triggered' ? 'exhausted' : this.#status
  }
}

function isActive(run: SimulatedRun): boolean {
  return run.finish === null
}
