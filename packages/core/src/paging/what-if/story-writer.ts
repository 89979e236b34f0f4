// Writes a story down: what each move of a run means for people, why, and what somebody should look
// at. Findings are told once a subject, where they first show.

import type { Directory } from '../../catalog/directory.ts'
import { assert } from '../../platform/assert.ts'
import type { Instant } from '../../platform/time.ts'
import type { EscalationMove } from '../decide-escalation.ts'
import { nextCoverOf } from '../people-of-step.ts'
import { type EscalationPolicy, LAST_RESORT_STEP, type RunProgress } from '../policy.ts'
import { explainLastResort, explainStep } from './explain-step.ts'
import type { SimulatedRun } from './simulated-run.ts'
import {
  WHAT_IF_LIMITS,
  type WhatIfEntry,
  type WhatIfFinding,
  type WhatIfGap,
  type WhatIfKind,
  type WhatIfMessage,
  type WhatIfPerson,
  type WhatIfQuestion,
  type WhatIfStory,
  type WhatIfUnreachable,
} from './what-if.ts'

export type MoveOfRun = {
  readonly run: SimulatedRun
  readonly before: RunProgress
  readonly move: EscalationMove
  /** Steps whose condition does not hold, and what is wrong with conditions. */
  readonly passedOver: ReadonlySet<number>
  readonly problems: ReadonlyMap<number, string>
  /** For each called policy of the move, what starts; null: nothing does. */
  readonly calls: readonly (EscalationPolicy | null)[]
}

type Messages = () => readonly WhatIfMessage[]
type Draft = Omit<WhatIfEntry, 'people'> & { readonly people: () => readonly WhatIfPerson[] }
type FindingParts = Partial<Omit<WhatIfFinding, 'code' | 'severity' | 'at' | 'afterMs'>>

export class StoryWriter {
  readonly #directory: Directory
  readonly #question: WhatIfQuestion
  readonly #entries: Draft[] = []
  readonly #findings = new Map<string, WhatIfFinding>()
  /** Runs that paged or called somebody in the round that they are in. */
  readonly #reached = new Set<string>()
  #hasPaged = false

  constructor(directory: Directory, question: WhatIfQuestion) {
    this.#directory = directory
    this.#question = question
  }

  isFull(): boolean {
    return this.#entries.length >= WHAT_IF_LIMITS.entriesMax
  }

  started(run: SimulatedRun, at: Instant): void {
    this.#add(run, 'started', at, { cause: run.cause })
  }

  answered(kind: 'acknowledged' | 'resolved', byUserId: string | null, at: Instant): void {
    this.#add(null, kind, at, { byUserId })
  }

  lapsed(run: SimulatedRun, at: Instant): void {
    this.#add(run, 'lapsed', at, { cause: run.cause })
  }

  /** One entry for each thing that the move did, in the order of rounds and steps. */
  moved(moved: MoveOfRun, messages: readonly (readonly Messages[])[], at: Instant): void {
    const { run, move } = moved
    const told: { readonly rank: number; readonly tell: () => void }[] = []
    const tell = (round: number, rank: number, how: () => void) =>
      told.push({ rank: round * RANKS_A_ROUND + rank, tell: how })

    for (const [step, detail] of moved.problems) {
      this.#find('condition-unreadable', 'warning', at, { policyId: run.policy.id, step, detail })
    }
    const { round: roundBefore } = moved.before
    for (const step of stepsPassedOver(moved)) {
      const parts = { round: roundBefore, step }
      tell(roundBefore, step, () => this.#add(run, 'condition-false', at, parts))
    }
    for (const [index, page] of move.pages.entries()) {
      const isLastResort = page.step === LAST_RESORT_STEP
      const rank = isLastResort ? AFTER_STEPS : page.step
      tell(page.round, rank, () => this.#paged(run, page, messages[index] ?? [], at))
    }
    for (const [index, { round, step, policyId }] of move.nested.entries()) {
      const isStarted = (moved.calls[index] ?? null) !== null
      tell(round, step, () => this.#called(run, round, step, policyId, isStarted, at))
    }
    for (const record of move.records) {
      const { round } = record
      switch (record.kind) {
        case 'step-skipped':
          tell(round, record.step, () => this.#skipped(run, round, record.step, at))
          break
        case 'last-resort':
          break
        case 'nobody-reachable':
          tell(round, AFTER_STEPS, () => {
            this.#find('nobody-reachable', 'critical', at, { policyId: run.policy.id })
            this.#add(run, record.kind, at, { round })
          })
          break
        case 'held':
          tell(round, AFTER_STEPS, () => this.#held(run, round, at))
          break
        case 'round-ended':
        case 'exhausted':
          tell(round, AT_THE_END, () => this.#roundEnded(run, record.kind, round, at))
          break
      }
    }
    // Sorting is stable: a step that pages and calls keeps its order.
    for (const { tell: write } of told.sort((a, b) => a.rank - b.rank)) write()
  }

  finish(end: WhatIfStory['end'], endedAt: Instant, isCut: boolean): WhatIfStory {
    const { startsAt } = this.#question
    if (!this.#hasPaged) this.#find('nobody-paged', 'critical', startsAt, {})
    if (isCut) this.#find('looked-at-in-part', 'warning', endedAt, {})
    const entries = this.#entries
      .slice(0, WHAT_IF_LIMITS.entriesMax)
      .map((draft) => ({ ...draft, people: draft.people() }))
    const findings = [...this.#findings.values()].sort(
      (a, b) => WEIGHTS[a.severity] - WEIGHTS[b.severity] || a.at - b.at,
    )
    return { entries, findings, end, endedAt }
  }

  // ------------------------------------------------------------------ one thing that a move did

  #paged(
    run: SimulatedRun,
    page: EscalationMove['pages'][number],
    messages: readonly Messages[],
    at: Instant,
  ): void {
    const { round, step, userIds } = page
    this.#hasPaged = true
    this.#reached.add(roundKey(run, round))
    if (step === LAST_RESORT_STEP) {
      const people = () =>
        userIds.map((userId, index): WhatIfPerson => {
          const reasons = [explainLastResort(this.#directory, run.policy, userId)]
          return { userId, reasons, chosen: null, messages: messages[index]?.() ?? [] }
        })
      this.#add(run, 'last-resort', at, { round, people })
      return
    }
    const definition = run.policy.steps[step]
    assert(definition, 'the step exists')
    const { gaps, unreachable, reasonsOf } = this.#explain(run, step, at)
    const isOneOf = definition.mode === 'random' && userIds.length > 1
    const chosen = isOneOf ? 'random' : definition.mode === 'roundRobin' ? 'turn' : null
    const policyId = run.policy.id
    if (isOneOf) this.#find('drawn-at-random', 'info', at, { policyId, step })
    const people = () =>
      userIds.map((userId, index): WhatIfPerson => {
        const reasons = reasonsOf.get(userId) ?? []
        return { userId, reasons, chosen, messages: messages[index]?.() ?? [] }
      })
    this.#add(run, 'paged', at, { round, step, people, gaps, unreachable })
  }

  #called(
    run: SimulatedRun,
    round: number,
    step: number,
    policyId: string,
    isStarted: boolean,
    at: Instant,
  ): void {
    if (isStarted) this.#reached.add(roundKey(run, round))
    if (!isStarted) this.#find('too-deep', 'critical', at, { policyId })
    else if (run.path.includes(policyId)) this.#find('loop', 'critical', at, { policyId })
    const kind = isStarted ? 'policy-called' : 'policy-not-called'
    this.#add(run, kind, at, { round, step, calledPolicyId: policyId })
  }

  #skipped(run: SimulatedRun, round: number, step: number, at: Instant): void {
    const { gaps, unreachable } = this.#explain(run, step, at)
    this.#add(run, 'step-skipped', at, { round, step, gaps, unreachable })
  }

  #held(run: SimulatedRun, round: number, at: Instant): void {
    const coverAt = nextCoverOf(this.#directory, run.policy, at)
    if (coverAt === null) this.#find('never-covered', 'critical', at, { policyId: run.policy.id })
    const gaps = run.policy.steps.flatMap((_, step) => this.#explain(run, step, at).gaps)
    this.#add(run, 'held', at, { round, gaps })
  }

  #roundEnded(
    run: SimulatedRun,
    kind: 'round-ended' | 'exhausted',
    round: number,
    at: Instant,
  ): void {
    const { id: policyId, whenNobody } = run.policy
    const isSilent = whenNobody === 'none' && !run.progress.acknowledged
    if (isSilent && !this.#reached.has(roundKey(run, round))) {
      this.#find('round-reached-nobody', 'critical', at, { policyId })
    }
    if (kind === 'exhausted' && run.depth === 0) {
      this.#find('ends-unanswered', 'info', at, { policyId })
    }
    this.#add(run, kind, at, { round })
  }

  #explain(run: SimulatedRun, step: number, at: Instant) {
    const definition = run.policy.steps[step]
    assert(definition, 'the step exists')
    const explained = explainStep(this.#directory, definition, this.#question.urgency, at)
    const where = { policyId: run.policy.id, step }
    for (const { scheduleId, until } of explained.gaps) {
      this.#find('gap', 'warning', at, { ...where, scheduleId, until })
    }
    for (const { userId, why } of explained.unreachable) {
      this.#find('person-unreachable', 'warning', at, { ...where, userId, detail: why })
    }
    return explained
  }

  // ------------------------------------------------------------------ writing

  #add(
    run: SimulatedRun | null,
    kind: WhatIfKind,
    at: Instant,
    parts: Partial<Omit<Draft, 'at' | 'kind'>> & {
      readonly gaps?: readonly WhatIfGap[]
      readonly unreachable?: readonly WhatIfUnreachable[]
    },
  ): void {
    this.#entries.push({
      at,
      afterMs: at - this.#question.startsAt,
      kind,
      run: run?.no ?? null,
      cause: null,
      policyPath: run?.path ?? [],
      round: run?.progress.round ?? 0,
      step: null,
      people: () => [],
      gaps: [],
      unreachable: [],
      calledPolicyId: null,
      byUserId: null,
      ...parts,
    })
  }

  #find(
    code: WhatIfFinding['code'],
    severity: WhatIfFinding['severity'],
    at: Instant,
    parts: FindingParts,
  ): void {
    const { policyId = null, step = null, scheduleId = null, userId = null } = parts
    const subject = scheduleId ?? userId ?? `${policyId} ${step}`
    const key = `${code} ${subject}`
    if (this.#findings.has(key)) return
    const { until = null, detail = null } = parts
    const afterMs = at - this.#question.startsAt
    const where = { policyId, step, scheduleId, userId }
    this.#findings.set(key, { code, severity, at, afterMs, ...where, until, detail })
  }
}

/** What is worst stands first. */
const WEIGHTS = { critical: 0, warning: 1, info: 2 } as const

/** Within a round: its steps, then what follows when they reached nobody, then its end. */
const RANKS_A_ROUND = 1_000
const AFTER_STEPS = RANKS_A_ROUND - 2
const AT_THE_END = RANKS_A_ROUND - 1

function roundKey(run: SimulatedRun, round: number): string {
  return `${run.no}/${round}`
}

/** Only steps that the move went past in its round; a held run merely looks at them. */
function stepsPassedOver({ before, move, passedOver }: MoveOfRun): readonly number[] {
  if (before.heldSince !== null) return []
  const isSameRound = move.progress.round === before.round
  const until = isSameRound ? move.progress.nextStep : Number.POSITIVE_INFINITY
  return [...passedOver].filter((step) => step >= before.nextStep && step < until)
}
