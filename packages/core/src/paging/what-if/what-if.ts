// The words of "what would happen if": what is asked, and the story that is answered.
//
// A story is data: entries in the order in which the engine would do them, and findings, which are
// what a person should look at. `describe-what-if.ts` puts both into sentences.

import type { ConditionFacts } from '../../alert/condition/condition-facts.ts'
import type { Severity, Urgency } from '../../alert/event.ts'
import type { Directory } from '../../catalog/directory.ts'
import type { ChannelName } from '../../people/user.ts'
import { DAY_MS, HOUR_MS, type Instant } from '../../platform/time.ts'
import type { EscalationPolicy, RunCause, RunFinish } from '../policy.ts'

export const WHAT_IF_LIMITS = {
  horizonMsDefault: 24 * HOUR_MS,
  horizonMsMax: 7 * DAY_MS,
  answersMax: 20,
  /** Moments looked at: a week of a run that is held looks again every minute. */
  passesMax: 20_000,
  entriesMax: 2_000,
  /** Pages to single people, over all steps and rounds. */
  pagesMax: 10_000,
} as const

export type WhatIfAnswer = {
  readonly at: Instant
  readonly kind: 'acknowledge' | 'resolve'
  /** Null: somebody. */
  readonly userId: string | null
}

export type WhatIfQuestion = {
  readonly policy: EscalationPolicy
  readonly urgency: Urgency
  readonly severity: Severity | null
  /** What steps' conditions ask about; null: every condition holds. */
  readonly facts: ConditionFacts | null
  readonly startsAt: Instant
  readonly horizonMs: number
  /** How long an acknowledgement holds; null: until resolved. */
  readonly acknowledgementLapsesMs: number | null
  /** In any order. Without any, nobody answers. */
  readonly answers: readonly WhatIfAnswer[]
  /** Turns that round-robin steps have used up so far. */
  readonly turnsTaken: (policyId: string, step: number) => number
}

/** Why somebody is paged. */
export type WhatIfReason =
  | { readonly kind: 'named' }
  | { readonly kind: 'team'; readonly teamId: string; readonly as: 'lead' | 'member' }
  | {
      readonly kind: 'on-call'
      readonly scheduleId: string
      readonly layerName: string | null
      readonly overrideId: string | null
    }
  | {
      readonly kind: 'rotation'
      readonly scheduleId: string
      readonly which: 'next' | 'previous'
    }
  | { readonly kind: 'last-resort'; readonly teamId: string | null; readonly as: LastResortPart }
export type LastResortPart = 'lead' | 'administrator'

export type WhatIfMessage = {
  readonly contactMethodId: string
  readonly channel: ChannelName
  /** Counted from the page. */
  readonly afterMs: number
  readonly dueAt: Instant
  /** `cancelled`: somebody answered before; `later`: beyond what was looked at. */
  readonly state: 'sent' | 'cancelled' | 'later'
  /** When it is handed over, or cancelled. */
  readonly at: Instant | null
  /** Pages that travel in the same message, this one included. */
  readonly pages: number
}

export type WhatIfPerson = {
  readonly userId: string
  readonly reasons: readonly WhatIfReason[]
  /** `turn`: their turn among several; `random`: one of these is drawn. */
  readonly chosen: 'turn' | 'random' | null
  readonly messages: readonly WhatIfMessage[]
}

/** A schedule that names nobody at that moment. */
export type WhatIfGap = {
  readonly scheduleId: string
  /** When somebody comes on call; null: nobody does for as long as schedules look ahead. */
  readonly until: Instant | null
}

/** Somebody a step names whom nothing reaches. */
export type WhatIfUnreachable = {
  readonly userId: string
  readonly why: 'deactivated' | 'no-contact-method'
}

export const WHAT_IF_KINDS = [
  'started',
  'paged',
  'step-skipped',
  'condition-false',
  'policy-called',
  'policy-not-called',
  'last-resort',
  'nobody-reachable',
  'held',
  'round-ended',
  'exhausted',
  'acknowledged',
  'resolved',
  'lapsed',
] as const
export type WhatIfKind = (typeof WHAT_IF_KINDS)[number]

export type WhatIfEntry = {
  readonly at: Instant
  readonly afterMs: number
  readonly kind: WhatIfKind
  /** Runs are numbered in the order in which they start; an answer belongs to none. */
  readonly run: number | null
  readonly cause: RunCause | null
  /** From the service's own policy down to the one that acts; empty for an answer. */
  readonly policyPath: readonly string[]
  readonly round: number
  /** Counted from 0; null where no step is meant. */
  readonly step: number | null
  readonly people: readonly WhatIfPerson[]
  readonly gaps: readonly WhatIfGap[]
  readonly unreachable: readonly WhatIfUnreachable[]
  readonly calledPolicyId: string | null
  /** Who answered. */
  readonly byUserId: string | null
}

export const WHAT_IF_FINDINGS = [
  'nobody-paged',
  'nobody-reachable',
  'gap',
  'loop',
  'too-deep',
  'round-reached-nobody',
  'person-unreachable',
  'condition-unreadable',
  'never-covered',
  'ends-unanswered',
  'drawn-at-random',
  'looked-at-in-part',
] as const
export type WhatIfFindingCode = (typeof WHAT_IF_FINDINGS)[number]

export type WhatIfFinding = {
  readonly code: WhatIfFindingCode
  readonly severity: 'critical' | 'warning' | 'info'
  readonly at: Instant
  readonly afterMs: number
  readonly policyId: string | null
  readonly step: number | null
  readonly scheduleId: string | null
  readonly userId: string | null
  /** Until when, for a gap; when cover begins, for a hold. */
  readonly until: Instant | null
  /** What somebody else said, such as the condition's own error. */
  readonly detail: string | null
}

export type WhatIfStory = {
  readonly entries: readonly WhatIfEntry[]
  readonly findings: readonly WhatIfFinding[]
  /** How it stands at the end: over for a reason, waiting for cover, or still going on. */
  readonly end: RunFinish | 'held' | 'going-on'
  readonly endedAt: Instant
}

export type WhatIfInput = { readonly directory: Directory; readonly question: WhatIfQuestion }
