// Concerns about a schedule as rows, and as everybody sees them.
//
// An anonymous one keeps nothing that leads to its author: no person, only the day on which it came,
// and an id that was not made of the time either.

import type { ConcernView } from '@evenwatch/api'
import { type Directory, formatInstant, type Instant } from '@evenwatch/core'
import { personRefs } from '../../people/person-ref.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import { describeActor, personName } from '../../platform/timeline/describe-actor.ts'

export type ConcernRow = {
  readonly id: string
  readonly scheduleId: string
  readonly authorId: string | null
  readonly concern: string
  readonly ownerId: string
  readonly answerBy: Instant
  readonly createdAt: Instant
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: Instant | null
}

/** Concerns of one schedule that can be open at once. */
export const OPEN_CONCERNS_MAX = 100
/** Answered ones that are shown, the newest. */
const CONCERNS_LISTED_MAX = 300

const COLUMNS = `id, schedule_id as "scheduleId", author_id as "authorId", concern,
  owner_id as "ownerId", answer_by as "answerBy", created_at as "createdAt", answer,
  answered_by as "answeredBy", answered_at as "answeredAt"`

export async function readConcerns(db: Database, scheduleId: string): Promise<ConcernRow[]> {
  const { rows } = await db.query<ConcernRow>(
    `select ${COLUMNS} from concern where schedule_id = $1
     order by answered_at is null desc, created_at desc, id limit ${CONCERNS_LISTED_MAX}`,
    [scheduleId],
  )
  return rows
}

/** When the open ones are to be answered. */
export async function findAnswersDue(db: Database, scheduleId: string): Promise<Instant[]> {
  const { rows } = await db.query<{ answerBy: Instant }>({
    name: 'answers-due',
    text: `select answer_by as "answerBy" from concern
      where schedule_id = $1 and answered_at is null order by answer_by`,
    values: [scheduleId],
  })
  return rows.map(({ answerBy }) => answerBy)
}

/** Locks it, so that of two answers the second is told of the first. */
export async function lockConcern(
  db: Database,
  scheduleId: string,
  id: string,
): Promise<ConcernRow | null> {
  const { rows } = await db.query<ConcernRow>(
    `select ${COLUMNS} from concern where id = $1 and schedule_id = $2 for update`,
    [id, scheduleId],
  )
  return rows[0] ?? null
}

export function concernView(row: ConcernRow, directory: Directory, now: Instant): ConcernView {
  const refOf = (id: string) =>
    personRefs(directory, [id])[0] ?? { id, name: id, displayName: personName(directory, id) }
  return {
    id: row.id,
    concern: row.concern,
    author: row.authorId === null ? null : refOf(row.authorId),
    owner: refOf(row.ownerId),
    answerBy: formatInstant(row.answerBy),
    isOverdue: row.answeredAt === null && row.answerBy < now,
    createdAt: formatInstant(row.createdAt),
    answer:
      row.answer === null || row.answeredBy === null || row.answeredAt === null
        ? null
        : {
            text: row.answer,
            by: describeActor(row.answeredBy, directory),
            at: formatInstant(row.answeredAt),
          },
  }
}
