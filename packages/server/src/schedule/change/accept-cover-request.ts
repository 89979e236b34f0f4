// Accepting a cover request: the first yes wins.
//
// Every change of the configuration queues up on one lock, and what is open is read behind it, so
// of two acceptances in the same instant the second sees the first and is refused by name. What is
// accepted becomes overrides at once; of a swap both halves or none.
//
// Who was asked answers for themself. A lead of the team or a manager may answer for somebody, and
// may overrule a limit with a reason that both people read.

import type { CoverRequestView } from '@evenwatch/api'
import { overlaps, type Span, wallText } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import {
  type CoverRequest,
  insertCoverAnswer,
  progressOf,
  settleCoverRequest,
} from './cover-request-rows.ts'
import { coverRequestView, isAsked } from './cover-request-view.ts'
import { type ChangeWorld, loadChangeWorld } from './load-change-world.ts'
import { makeChange } from './make-change.ts'
import { onCoverRequest } from './on-cover-request.ts'
import {
  invalid,
  type Proposal,
  type Proposer,
  proposeCover,
  proposeSwap,
  readActivePerson,
} from './propose-change.ts'
import { splitProposal } from './split-around.ts'
import { mayOverrule, type Overruling } from './weigh-change.ts'

export type AcceptInput = Overruling & {
  /** Who covers; absent: the caller. */
  readonly for?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export function acceptCoverRequest(
  context: ServerContext,
  principal: Principal,
  id: string,
  input: AcceptInput,
): Promise<CoverRequestView | Refusal> {
  return onCoverRequest(context, principal, id, async ({ change, world, proposer, request }) => {
    const coverer = readCoverer(proposer, principal, request, input)
    if (isRefusal(coverer)) return coverer
    const { userId, isAssigned } = coverer
    const parts = partsToAccept(world, request, input)
    if (isRefusal(parts)) return parts
    let standing = world
    for (const part of parts) {
      const proposal = propose({ ...proposer, world: standing }, request, part, coverer)
      if (isRefusal(proposal)) return asConflict(proposal)
      const made = await makeChange(
        change,
        standing,
        principal,
        proposal,
        {
          event: isAssigned ? 'cover-arranged' : request.kind === 'swap' ? 'swapped' : 'covered',
          reason: input.reason,
          requestId: id,
        },
        input,
      )
      if (isRefusal(made)) return made
      await insertCoverAnswer(change, {
        id: change.newId(),
        requestId: id,
        userId,
        accepted: { ...part, linkId: proposal.linkId },
        reason: input.reason,
      })
      standing = await loadChangeWorld(change.client, change.now)
    }
    const settled = await settleCoverRequest(change, id)
    return coverRequestView(standing, principal, settled)
  })
}

type Coverer = {
  readonly userId: string
  /** A lead or a manager said yes for them. */
  readonly isAssigned: boolean
}

function readCoverer(
  proposer: Proposer,
  principal: Principal,
  request: CoverRequest,
  input: AcceptInput,
): Coverer | Refusal {
  if (input.for === undefined) {
    if (principal.userId !== null && isAsked(request, principal)) {
      return { userId: principal.userId, isAssigned: false }
    }
    return refuse('not-allowed', { detail: 'Only those who were asked can accept.' })
  }
  if (!mayOverrule(proposer.world, principal, [request.scheduleId])) {
    const detail = 'Only a lead of the team or a manager accepts for somebody else.'
    return refuse('not-allowed', { detail })
  }
  if (request.kind === 'swap') {
    return invalid('for', 'A swap is agreed to by the person it names.')
  }
  const person = readActivePerson(proposer, input.for, 'for')
  if (isRefusal(person)) return person
  if (person.id === request.ownerUserId) return invalid('for', 'Cover is another person.')
  return { userId: person.id, isAssigned: person.id !== principal.userId }
}

/** Without words: all that is open from now on. */
function partsToAccept(
  world: ChangeWorld,
  request: CoverRequest,
  input: AcceptInput,
): readonly Span[] | Refusal {
  const { state, open } = progressOf(request, world.now)
  if (state === 'cancelled') return refuse('state-conflict', { detail: 'It was withdrawn.' })
  if (state === 'covered') return taken(world, request, request)
  if (state === 'expired') return refuse('state-conflict', { detail: 'Its time has passed.' })
  const from = input.from === undefined ? request.startsAt : Date.parse(input.from)
  const endsAt = input.until === undefined ? request.endsAt : Date.parse(input.until)
  const wanted = { startsAt: Math.max(from, world.now), endsAt }
  if (endsAt <= wanted.startsAt) return invalid('until', 'Later than `from`, and to come.')
  if (from < request.startsAt || endsAt > request.endsAt) {
    return invalid('from', 'A part lies within what was asked for.')
  }
  const isWhole = input.from === undefined && input.until === undefined
  if (request.kind === 'swap' && !isWhole) return invalid('from', 'A swap is accepted as a whole.')
  const free = open
    .map((span) => ({
      startsAt: Math.max(span.startsAt, wanted.startsAt),
      endsAt: Math.min(span.endsAt, wanted.endsAt),
    }))
    .filter((span) => span.endsAt > span.startsAt)
  const [only] = free
  const isFree = only?.startsAt === wanted.startsAt && only.endsAt === endsAt
  if (isFree || (isWhole && free.length > 0)) return free
  return taken(world, request, wanted)
}

/** Names who has it, which part, and since when. */
function taken(world: ChangeWorld, request: CoverRequest, wanted: Span): Refusal {
  const theirs = request.answers.filter(
    (answer) =>
      answer.kind === 'accepted' && answer.undoneAt === null && overlaps(answer.span, wanted),
  )
  const timeZone = world.schedules.get(request.scheduleId)?.document.timeZone ?? 'UTC'
  const said = theirs.map(({ userId, span, answeredAt }) => {
    const name = world.people.get(userId)?.displayName ?? userId
    const part = span
      ? `${wallText(span.startsAt, timeZone)} until ${wallText(span.endsAt, timeZone)}`
      : ''
    return `${name} took ${part} at ${wallText(answeredAt, timeZone)} (${timeZone}).`
  })
  return refuse('taken', { detail: said.join(' ') })
}

function propose(
  proposer: Proposer,
  request: CoverRequest,
  part: Span,
  { userId, isAssigned }: Coverer,
): Proposal | Refusal {
  const proposal = proposeWhole(proposer, request, part, userId, isAssigned ? 'arranged' : 'cover')
  return isRefusal(proposal) ? proposal : splitProposal(proposer, proposal)
}

function proposeWhole(
  proposer: Proposer,
  request: CoverRequest,
  part: Span,
  userId: string,
  cause: 'cover' | 'arranged',
): Proposal | Refusal {
  const { scheduleId, role, ownerUserId, counterpart } = request
  const line = { ...part, scheduleId, role }
  const linkId = proposer.newId()
  const reason = request.note
  if (counterpart === null) {
    const people = { ownerId: ownerUserId, coverId: userId }
    return proposeCover(proposer, line, people, { cause, linkId, reason })
  }
  const begins = Math.max(counterpart.startsAt, proposer.world.now)
  if (begins >= counterpart.endsAt) {
    return refuse('state-conflict', { detail: 'The other half of the swap has passed.' })
  }
  return proposeSwap(
    proposer,
    { ...line, userId: ownerUserId },
    { ...counterpart, startsAt: begins },
    { linkId, reason },
  )
}

/** The request was right when it was made; what is wrong now is that the schedule changed. */
function asConflict(refusal: Refusal): Refusal {
  const [fault] = refusal.extras.fields ?? []
  return refusal.refused === 'invalid-request' && fault
    ? refuse('state-conflict', { detail: fault.rule })
    : refusal
}
