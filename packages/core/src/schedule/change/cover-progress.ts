// How far a cover request has come: what is still open, and the one word for it.
//
// What nobody has accepted stays with its owner. A part that was accepted and taken back is open
// again. `expired` depends on the clock alone, so it is derived and never stored.

import type { Instant, Span } from '../../platform/time.ts'
import { spansWithout } from './duty-of.ts'
import type { CoverRequestState } from './shift-change.ts'

export type CoverAnswerFacts =
  | { readonly kind: 'declined'; readonly userId: string }
  | {
      readonly kind: 'accepted'
      readonly userId: string
      readonly span: Span
      readonly isUndone: boolean
    }

export type CoverRequestFacts = {
  readonly span: Span
  readonly askedUserIds: readonly string[]
  readonly isCancelled: boolean
  readonly answers: readonly CoverAnswerFacts[]
}

export type CoverProgress = {
  readonly state: CoverRequestState
  /** Parts that nobody has accepted. */
  readonly open: readonly Span[]
}

export function coverProgress(request: CoverRequestFacts, now: Instant): CoverProgress {
  const accepted = request.answers.flatMap((answer) =>
    answer.kind === 'accepted' && !answer.isUndone ? [answer.span] : [],
  )
  const open = spansWithout([request.span], accepted)
  return { state: stateOf(request, { open, accepted: accepted.length > 0, now }), open }
}

function stateOf(
  request: CoverRequestFacts,
  facts: { readonly open: readonly Span[]; readonly accepted: boolean; readonly now: Instant },
): CoverRequestState {
  if (facts.open.length === 0) return 'covered'
  if (request.isCancelled) return 'cancelled'
  if (facts.open.every(({ endsAt }) => endsAt <= facts.now)) return 'expired'
  if (facts.accepted) return 'partly-covered'
  return isDeclinedByAll(request) ? 'declined' : 'open'
}

/** The last word of each person counts: who said no and then yes has not declined. */
function isDeclinedByAll({ askedUserIds, answers }: CoverRequestFacts): boolean {
  const last = new Map(answers.map((answer) => [answer.userId, answer.kind]))
  return askedUserIds.length > 0 && askedUserIds.every((userId) => last.get(userId) === 'declined')
}
