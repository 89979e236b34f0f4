// Tells those who had shifts ahead in a schedule that it was deleted, and forgets what was told of it.
//
// The rows are the memory of what people were told last: taking them away and telling is one
// transaction, so whichever node comes first tells, and it is told once. No gap is told: whoever
// deletes a schedule means that nobody is on call in it.

import {
  type CoverageShift,
  type Directory,
  deletedNotice,
  type Instant,
  type NewNotice,
  type ShiftRole,
  whatChanged,
} from '@evenwatch/core'
import { addNotices } from '../../people/notices/add-notices.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { actorsSince } from './actors-since.ts'

type ForgottenRow = {
  readonly scheduleId: string
  readonly role: ShiftRole
  readonly toldAt: Instant
  readonly until: Instant
  readonly shifts: readonly CoverageShift[]
  readonly deletedAt: Instant
  readonly name: string
  readonly displayName: string
}

export function tellDeleted(
  context: ServerContext,
  directory: Directory,
  now: Instant,
): Promise<number> {
  return inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<ForgottenRow>({ name: 'forget-told', text: FORGET })
    const notices: NewNotice[] = []
    for (const row of rows) {
      const span = { startsAt: row.deletedAt, endsAt: row.until }
      if (span.endsAt <= span.startsAt) continue
      const changers = await actorsSince(client, row.scheduleId, row.toldAt)
      for (const { userId, lost } of whatChanged(row.shifts, [], span).people) {
        const person = directory.people.get(userId)
        const didItAlone = changers.length > 0 && changers.every((one) => one === userId)
        if (person?.isActive && !didItAlone) notices.push(deletedNotice(row, person, { lost }))
      }
    }
    await addNotices(client, { newId: () => context.random.uuid(now), now }, notices)
    return rows.length
  })
}

const FORGET = `
delete from schedule_told told using definition d
where d.id = told.schedule_id and d.deleted_at is not null
returning told.schedule_id as "scheduleId", told.role, told.told_at as "toldAt", told.until,
  told.shifts, d.deleted_at as "deletedAt", d.name, d.document->>'displayName' as "displayName"`
