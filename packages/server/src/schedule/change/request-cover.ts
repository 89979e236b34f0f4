// Asking for cover of a shift or a part of it, or proposing a swap. Nothing changes on the schedule
// until somebody accepts.
//
// The owner asks for their own shift; a lead or a manager may ask for somebody else's. Whom
// everybody means is decided now and kept, so that "declined by all" stays true.

import { COVER_REQUEST_LIMITS, type CoverRequestView } from '@evenwatch/api'
import { assert, overlaps, type ShiftRole, wallText } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { announceChange } from './announce-change.ts'
import {
  type Counterpart,
  type CoverRequest,
  findCoverRequests,
  insertCoverRequest,
  progressOf,
  settleCoverRequest,
} from './cover-request-rows.ts'
import { coverRequestView } from './cover-request-view.ts'
import { peopleOf } from './list-cover-candidates.ts'
import { weighProposal } from './make-change.ts'
import { onWorld, type WorldChange } from './on-world.ts'
import {
  holdsAnyOf,
  invalid,
  type LineSpan,
  notOnCall,
  type Proposer,
  proposeSwap,
  readActivePerson,
  readFutureSpan,
  readPerson,
  readSchedule,
  replacement,
} from './propose-change.ts'
import { piecesOf, splitProposal } from './split-around.ts'
import {
  mayOverrule,
  NOTHING_OVERRULED,
  refuseUnlessAllowed,
  spanOfAll,
  toldOf,
} from './weigh-change.ts'

type SpanInput = { readonly role: ShiftRole; readonly from: string; readonly until: string }

export type CoverInput = SpanInput & {
  readonly kind: 'cover' | 'swap'
  readonly owner?: string | undefined
  readonly ask: 'everyone' | readonly string[]
  readonly with?:
    | (SpanInput & { readonly user: string; readonly schedule?: string | undefined })
    | undefined
  readonly note: string
  /** Only from where nobody decided otherwise before. */
  readonly split: boolean
}

export function requestCover(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: CoverInput,
): Promise<CoverRequestView | Refusal> {
  return onWorld(context, principal, ref, async (on) => {
    const { change, schedule, world, proposer } = on
    const owner = readPerson(proposer, input.owner ?? 'me', 'owner')
    if (isRefusal(owner)) return owner
    if (owner.id !== principal.userId && !mayOverrule(world, principal, [schedule.id])) {
      const detail = 'Only the owner of the shift, a lead of the team or a manager asks for cover.'
      return refuse('not-allowed', { detail })
    }
    const span = readFutureSpan(input, change.now)
    if (isRefusal(span)) return span
    const asking: LineSpan = { ...span, scheduleId: schedule.id, role: input.role }
    if (!holdsAnyOf(world, owner.id, asking)) return notOnCall(world, owner.id, asking, 'from')
    const line = input.split ? undecidedOf(proposer, asking, owner.id) : asking
    const earlier = await askedBefore(on, line, owner.id)
    if (earlier) return alreadyAsked(on, principal, earlier)
    const counterpart = readCounterpart(proposer, schedule.id, input)
    if (isRefusal(counterpart)) return counterpart
    const asked = counterpart
      ? [counterpart.userId]
      : readAsked(proposer, schedule.id, owner.id, input.ask)
    if (isRefusal(asked)) return asked
    const refused =
      counterpart && refuseSwap(proposer, principal, { ...line, userId: owner.id }, counterpart)
    if (refused) return refused
    const id = change.newId()
    await insertCoverRequest(change, {
      ...line,
      id,
      kind: input.kind,
      ownerUserId: owner.id,
      askedEveryone: counterpart === null && input.ask === 'everyone',
      askedUserIds: asked,
      note: input.note,
      counterpart,
    })
    const request = await settleCoverRequest(change, id)
    const scheduleIds = [schedule.id]
    await announceChange(change, {
      event: counterpart ? 'swap-proposed' : 'cover-requested',
      scheduleIds,
      span: line,
      reason: input.note,
      told: toldOf(
        world,
        { kind: input.kind, differences: [], checks: [], scheduleIds },
        { actorUserId: principal.userId, owner: owner.id, asked },
      ),
      requestId: id,
      userId: owner.id,
    })
    return coverRequestView(world, principal, request)
  })
}

/** From the first to the last moment that no other override decides. */
function undecidedOf(proposer: Proposer, line: LineSpan, ownerId: string): LineSpan {
  const more = { removeUserId: ownerId, addUserId: null, cause: 'cover', linkId: null } as const
  const pieces = piecesOf(proposer, replacement(proposer, line, { ...more, reason: '' }))
  assert(pieces.length > 0, 'its owner is on call in a part of it')
  return { ...line, ...spanOfAll(pieces) }
}

/** The first request of the same person that is open for any of it. */
async function askedBefore(
  { change }: WorldChange,
  line: LineSpan,
  ownerUserId: string,
): Promise<CoverRequest | undefined> {
  const { now } = change
  const filter = { ownerUserId, scheduleIds: [line.scheduleId], now, isOpen: true }
  const requests = await findCoverRequests(change.client, filter)
  return requests.findLast((one) => {
    const { state, open } = progressOf(one, now)
    // Everybody said no: the owner may ask others.
    if (one.role !== line.role || state === 'declined') return false
    return open.some((span) => overlaps(span, line))
  })
}

function alreadyAsked(
  { world }: WorldChange,
  principal: Principal,
  earlier: CoverRequest,
): Refusal {
  const request = coverRequestView(world, principal, earlier)
  const { timeZone } = request.schedule
  const from = wallText(earlier.startsAt, timeZone)
  const until = wallText(earlier.endsAt, timeZone)
  const what = earlier.kind === 'swap' ? 'A swap' : 'Cover'
  const detail = `${what} for ${request.owner.displayName} is asked for already, from ${from} until ${until} (${timeZone}): ${request.href}. Withdraw that first.`
  return refuse('already-asked', { detail, current: { request } })
}

function readAsked(
  proposer: Proposer,
  scheduleId: string,
  ownerId: string,
  ask: CoverInput['ask'],
): readonly string[] | Refusal {
  if (ask === 'everyone') {
    const everyone = peopleOf(proposer.world, scheduleId).filter((userId) => userId !== ownerId)
    if (everyone.length > 0) return everyone.slice(0, COVER_REQUEST_LIMITS.askedMax)
    return invalid('ask', 'The team has nobody else to ask.')
  }
  const asked: string[] = []
  for (const [i, ref] of ask.entries()) {
    const person = readActivePerson(proposer, ref, `ask[${i}]`)
    if (isRefusal(person)) return person
    if (person.id === ownerId) return invalid(`ask[${i}]`, 'Cover is another person.')
    asked.push(person.id)
  }
  return [...new Set(asked)]
}

function readCounterpart(
  proposer: Proposer,
  ownScheduleId: string,
  input: CoverInput,
): Counterpart | null | Refusal {
  if (input.kind === 'cover') {
    return input.with === undefined ? null : invalid('with', 'Only a swap has a counterpart.')
  }
  if (input.with === undefined) return invalid('with', 'A swap needs its counterpart.')
  const person = readActivePerson(proposer, input.with.user, 'with.user')
  if (isRefusal(person)) return person
  const ref = input.with.schedule ?? ownScheduleId
  const schedule = readSchedule(proposer.world, ref)
  if (isRefusal(schedule)) return schedule
  const span = readFutureSpan(input.with, proposer.world.now)
  if (isRefusal(span)) return span
  return { ...span, userId: person.id, scheduleId: schedule.id, role: input.with.role }
}

/** An illegal swap is refused when it is proposed, before anybody has to say no to it. */
function refuseSwap(
  proposer: Proposer,
  principal: Principal,
  owner: LineSpan & { readonly userId: string },
  counterpart: Counterpart,
): Refusal | null {
  const more = { linkId: proposer.newId(), reason: '' }
  const whole = proposeSwap(proposer, owner, counterpart, more)
  if (isRefusal(whole)) return whole
  const proposal = splitProposal(proposer, whole)
  if (isRefusal(proposal)) return proposal
  const weighed = weighProposal(proposer.world, proposal)
  // Whoever leads may overrule a limit, but not by proposing: the other side would meet it unseen.
  return refuseUnlessAllowed(proposer.world, principal, weighed, NOTHING_OVERRULED)
}
