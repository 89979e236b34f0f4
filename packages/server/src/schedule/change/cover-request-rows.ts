// Cover requests and their answers as rows.

import {
  assert,
  type CoverProgress,
  type CoverRequestState,
  coverProgress,
  formatInstant,
  type Instant,
  type ShiftRole,
  type Span,
} from '@evenwatch/core'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import type { Database } from '../../platform/definitions/definition.ts'

export type Counterpart = Span & {
  readonly userId: string
  readonly scheduleId: string
  readonly role: ShiftRole
}

export type CoverAnswer = {
  readonly id: string
  readonly requestId: string
  readonly userId: string
  readonly reason: string
  readonly answeredAt: Instant
  readonly undoneAt: Instant | null
  /** Who made its overrides; null: it did none. */
  readonly madeBy: string | null
  /** The spans of its overrides: pieces, where others had decided already. */
  readonly covered: readonly Span[]
} & (
  | { readonly kind: 'declined'; readonly span: null; readonly linkId: null }
  | { readonly kind: 'accepted'; readonly span: Span; readonly linkId: string }
)

export type CoverRequest = Span & {
  readonly id: string
  readonly kind: 'cover' | 'swap'
  readonly scheduleId: string
  readonly role: ShiftRole
  readonly ownerUserId: string
  readonly askedEveryone: boolean
  readonly askedUserIds: readonly string[]
  readonly note: string
  readonly counterpart: Counterpart | null
  readonly createdBy: string
  readonly createdAt: Instant
  readonly cancelledAt: Instant | null
  readonly answers: readonly CoverAnswer[]
}

export type CoverRequestFilter = {
  readonly id?: string
  readonly linkId?: string
  readonly ownerUserId?: string
  readonly askedUserId?: string
  readonly scheduleIds?: readonly string[]
  readonly state?: CoverRequestState
  /** Only what somebody may still take; needs `now`. */
  readonly isOpen?: boolean
  readonly startsBefore?: Instant
  readonly now?: Instant
  readonly before?: { readonly createdAt: string; readonly id: string }
  readonly limit?: number
}

type RequestRow = Omit<CoverRequest, 'counterpart' | 'answers'> & {
  readonly counterUserId: string | null
  readonly counterScheduleId: string | null
  readonly counterRole: ShiftRole | null
  readonly counterStartsAt: Instant | null
  readonly counterEndsAt: Instant | null
}

type AnswerRow = Omit<CoverAnswer, 'kind' | 'span' | 'linkId'> & {
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly linkId: string | null
}

/** The newest first. */
export async function findCoverRequests(
  db: Database,
  filter: CoverRequestFilter,
): Promise<CoverRequest[]> {
  const { rows } = await db.query<RequestRow>(FIND, [
    filter.id ?? null,
    filter.linkId ?? null,
    filter.ownerUserId ?? null,
    filter.askedUserId ?? null,
    filter.scheduleIds ?? null,
    filter.state ?? null,
    filter.now === undefined ? null : formatInstant(filter.now),
    filter.before?.createdAt ?? null,
    filter.before?.id ?? null,
    filter.limit ?? null,
    filter.isOpen ?? false,
    filter.startsBefore === undefined ? null : formatInstant(filter.startsBefore),
  ])
  const ids = rows.map(({ id }) => id)
  const answers = (await db.query<AnswerRow>(ANSWERS, [ids])).rows.map(answerOf)
  return rows.map((row) => ({
    ...row,
    counterpart: counterpartOf(row),
    answers: answers.filter(({ requestId }) => requestId === row.id),
  }))
}

function answerOf({ startsAt, endsAt, linkId, ...row }: AnswerRow): CoverAnswer {
  return startsAt === null || endsAt === null || linkId === null
    ? { ...row, kind: 'declined', span: null, linkId: null }
    : { ...row, kind: 'accepted', span: { startsAt, endsAt }, linkId }
}

function counterpartOf(row: RequestRow): Counterpart | null {
  const { counterUserId, counterScheduleId, counterRole, counterStartsAt, counterEndsAt } = row
  if (counterUserId === null || counterScheduleId === null || counterRole === null) return null
  if (counterStartsAt === null || counterEndsAt === null) return null
  return {
    userId: counterUserId,
    scheduleId: counterScheduleId,
    role: counterRole,
    startsAt: counterStartsAt,
    endsAt: counterEndsAt,
  }
}

export function progressOf(request: CoverRequest, now: Instant): CoverProgress {
  return coverProgress(
    {
      span: request,
      askedUserIds: request.askedUserIds,
      isCancelled: request.cancelledAt !== null,
      answers: request.answers.map((answer) =>
        answer.kind === 'declined'
          ? { kind: 'declined', userId: answer.userId }
          : {
              kind: 'accepted',
              userId: answer.userId,
              span: answer.span,
              isUndone: answer.undoneAt !== null,
            },
      ),
    },
    now,
  )
}

export async function insertCoverRequest(
  change: Change,
  request: Omit<CoverRequest, 'createdBy' | 'createdAt' | 'cancelledAt' | 'answers'>,
): Promise<void> {
  const { counterpart } = request
  await change.client.query(INSERT, [
    request.id,
    request.kind,
    request.scheduleId,
    request.role,
    request.ownerUserId,
    formatInstant(request.startsAt),
    formatInstant(request.endsAt),
    request.askedEveryone,
    request.askedUserIds,
    request.note,
    counterpart?.userId ?? null,
    counterpart?.scheduleId ?? null,
    counterpart?.role ?? null,
    counterpart === null ? null : formatInstant(counterpart.startsAt),
    counterpart === null ? null : formatInstant(counterpart.endsAt),
    change.actor,
    formatInstant(change.now),
  ])
}

export async function insertCoverAnswer(
  change: Change,
  answer: {
    readonly id: string
    readonly requestId: string
    readonly userId: string
    readonly accepted: (Span & { readonly linkId: string }) | null
    readonly reason: string
  },
): Promise<void> {
  const { accepted } = answer
  await change.client.query(INSERT_ANSWER, [
    answer.id,
    answer.requestId,
    answer.userId,
    accepted === null ? 'declined' : 'accepted',
    accepted === null ? null : formatInstant(accepted.startsAt),
    accepted === null ? null : formatInstant(accepted.endsAt),
    answer.reason,
    accepted?.linkId ?? null,
    formatInstant(change.now),
  ])
}

export async function cancelRequestRow(change: Change, id: string): Promise<void> {
  await change.client.query('update cover_request set cancelled_at = $2 where id = $1', [
    id,
    formatInstant(change.now),
  ])
}

/** `endsAt`: what was already done stays an acceptance until then; null: all of it is undone. */
export async function undoAnswer(
  change: Change,
  linkId: string,
  endsAt: Instant | null,
): Promise<void> {
  await change.client.query(endsAt === null ? UNDO : CUT, [
    linkId,
    formatInstant(endsAt ?? change.now),
    ...(endsAt === null ? [change.actor] : []),
  ])
}

/** Writes the word for how far it has come, and answers the request as it is now. */
export async function settleCoverRequest(change: Change, id: string): Promise<CoverRequest> {
  const [request] = await findCoverRequests(change.client, { id })
  assert(request !== undefined, 'a request that was just written is there')
  // Expiry is the clock's: before any time has passed, it is open or not.
  const { state, open } = progressOf(request, Number.NEGATIVE_INFINITY)
  const openUntil = open.at(-1)?.endsAt
  await change.client.query(SETTLE, [
    id,
    state,
    openUntil === undefined ? null : formatInstant(openUntil),
  ])
  return request
}

const FIND = `
select id, kind, schedule_id as "scheduleId", role, owner_user_id as "ownerUserId",
  starts_at as "startsAt", ends_at as "endsAt", asked_everyone as "askedEveryone",
  asked_user_ids as "askedUserIds", note, counter_user_id as "counterUserId",
  counter_schedule_id as "counterScheduleId", counter_role as "counterRole",
  counter_starts_at as "counterStartsAt", counter_ends_at as "counterEndsAt",
  created_by as "createdBy", created_at as "createdAt", cancelled_at as "cancelledAt"
from cover_request
where schedule_id in (select d.id from definition d where d.deleted_at is null)
  and ($1::uuid is null or id = $1)
  and ($2::uuid is null
    or id in (select request_id from cover_answer where link_id = $2))
  and ($3::uuid is null or owner_user_id = $3)
  and ($4::uuid is null or $4 = any (asked_user_ids))
  and ($5::uuid[] is null or schedule_id = any ($5))
  and ($6::text is null or $6 = case
    when state in ('covered', 'cancelled') or open_until > $7::timestamptz then state
    else 'expired' end)
  and (not $11 or (state in ('open', 'partly-covered', 'declined') and open_until > $7))
  and ($12::timestamptz is null or starts_at <= $12)
  and ($8::timestamptz is null or (created_at, id) < ($8, $9::uuid))
order by created_at desc, id desc
limit $10`

const ANSWERS = `
select id, request_id as "requestId", user_id as "userId", starts_at as "startsAt",
  ends_at as "endsAt", reason, link_id as "linkId", answered_at as "answeredAt",
  undone_at as "undoneAt", (
    select o.created_by from schedule_override o where o.link_id = cover_answer.link_id limit 1
  ) as "madeBy", (
    select coalesce(jsonb_agg(jsonb_build_object(
      'startsAt', (extract(epoch from o.starts_at) * 1000)::bigint,
      'endsAt', (extract(epoch from o.ends_at) * 1000)::bigint
    ) order by o.starts_at), '[]')
    from schedule_override o
    where o.link_id = cover_answer.link_id and o.add_user_id = cover_answer.user_id
      and (o.cancelled_at is null or cover_answer.undone_at is not null)
  ) as covered
from cover_answer where request_id = any ($1::uuid[])
order by answered_at, id`

const INSERT = `
insert into cover_request (id, kind, state, schedule_id, role, owner_user_id, starts_at, ends_at,
  asked_everyone, asked_user_ids, note, counter_user_id, counter_schedule_id, counter_role,
  counter_starts_at, counter_ends_at, created_by, created_at)
values ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`

const INSERT_ANSWER = `
insert into cover_answer (id, request_id, user_id, kind, starts_at, ends_at, reason, link_id,
  answered_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const SETTLE = 'update cover_request set state = $2, open_until = $3 where id = $1'

const UNDO = `
update cover_answer set undone_at = $2, undone_by = $3 where link_id = $1 and undone_at is null`

const CUT = `
update cover_answer set ends_at = $2 where link_id = $1 and undone_at is null`
