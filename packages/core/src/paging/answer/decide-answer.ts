// Decides what an answer through a link or a mail reply may still do (design rule 12).
//
// A link belongs to one person and one message and acts once. A second tap is harmless: it shows
// what stands. Once a group lapsed or was opened again after the message, the message is
// superseded and never acts on that group again, whether it had acted before or not: the new
// pages carry links of their own. After acknowledging, the same link still resolves, snoozes or
// calls for help, as long as that acknowledgement is this person's and stands.

import type { Instant } from '../../platform/time.ts'

/** A second tap that comes later than this after a spent link is refused instead of shown again. */
export const REPEATED_TAP_MS = 60_000

export type AnswerKind = 'acknowledge' | 'escalate' | 'resolve' | 'snooze'

export type AnsweredGroup = {
  readonly groupId: string
  readonly status: 'triggered' | 'acknowledged' | 'resolved'
  /** As `formatActor` writes it. */
  readonly acknowledgedBy: string | null
  /** It lapsed or was opened again after the message was made. */
  readonly superseded: boolean
}

export type AnswerState = {
  /** The person of the message, as `formatActor` writes it. */
  readonly actor: string
  readonly isActive: boolean
  readonly expiresAt: Instant
  readonly answeredAt: Instant | null
  readonly groups: readonly AnsweredGroup[]
}

export type AnswerRefusal = 'deactivated' | 'expired' | 'superseded' | 'spent'

/**
 * What stands for this person: `open` can be taken; `mine` they have it; `taken` somebody else has
 * it; `passed-on` their link has acted and nobody has it yet; `resolved` it is over.
 */
export type Standing = 'open' | 'mine' | 'taken' | 'passed-on' | 'resolved' | 'superseded'

export type AnswerDecision =
  /** The groups to act on. `first`: this uses the link up. */
  | { readonly kind: 'act'; readonly groupIds: readonly string[]; readonly first: boolean }
  /** Nothing to do, nothing wrong: show what stands. */
  | { readonly kind: 'show' }
  | { readonly kind: 'refuse'; readonly reason: AnswerRefusal }

export function standingOf(state: AnswerState, group: AnsweredGroup): Standing {
  if (group.status === 'resolved') return 'resolved'
  if (group.status === 'acknowledged') {
    return group.acknowledgedBy === state.actor ? 'mine' : 'taken'
  }
  if (group.superseded) return 'superseded'
  return state.answeredAt === null ? 'open' : 'passed-on'
}

const SHOWN_FIRST: readonly Standing[] = [
  'open',
  'superseded',
  'passed-on',
  'mine',
  'taken',
  'resolved',
]

/** Of several groups the one that most needs somebody speaks for the message. */
export function overallStanding(state: AnswerState): Standing {
  const standings = new Set(state.groups.map((group) => standingOf(state, group)))
  return SHOWN_FIRST.find((standing) => standings.has(standing)) ?? 'resolved'
}

export function decideAnswer(state: AnswerState, answer: AnswerKind, now: Instant): AnswerDecision {
  if (!state.isActive) return { kind: 'refuse', reason: 'deactivated' }
  if (now >= state.expiresAt) return { kind: 'refuse', reason: 'expired' }

  const groupIds = state.groups
    .filter((group) => !group.superseded && allows(standingOf(state, group), answer))
    .map((group) => group.groupId)
  if (groupIds.length > 0) return { kind: 'act', groupIds, first: state.answeredAt === null }

  const standing = overallStanding(state)
  const unresolved = state.groups.filter((group) => group.status !== 'resolved')
  if (unresolved.some((group) => group.superseded)) {
    return { kind: 'refuse', reason: 'superseded' }
  }
  if (standing === 'passed-on') {
    const isRepeat = state.answeredAt !== null && now - state.answeredAt < REPEATED_TAP_MS
    return isRepeat && answer === 'escalate'
      ? { kind: 'show' }
      : { kind: 'refuse', reason: 'spent' }
  }
  return { kind: 'show' }
}

function allows(standing: Standing, answer: AnswerKind): boolean {
  if (standing === 'open') return true
  return standing === 'mine' && answer !== 'acknowledge'
}
