// Cover requests that nobody has taken: those asked are reminded three days and one day before the
// shift, and a day before it the schedule's owner is told to assign somebody. Each once, by its key.

import {
  DAY_MS,
  type Directory,
  dayAndTime,
  type Instant,
  type NewNotice,
  type Span,
} from '@evenwatch/core'
import { addNotices } from '../../people/notices/add-notices.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import type { HousekeepingJob } from '../../platform/housekeeping/housekeeping-job.ts'
import { ESCALATED_MS } from '../change/cover-request-view.ts'
import { ownersOf } from './owners-of.ts'

/** How long before the shift those asked are reminded. */
const REMINDERS_MS = [3 * DAY_MS, DAY_MS] as const

type OpenRequest = Span & {
  readonly id: string
  readonly scheduleId: string
  readonly ownerId: string
  /** Who was asked by name and has not answered. */
  readonly waitingFor: readonly string[]
}

export const remindCovers: HousekeepingJob = {
  name: 'remind-covers',
  everyMs: 5 * 60_000,
  run: async (context, now) => {
    const directory = context.directory.current()
    const requests = await findOpenRequests(context.pool, now)
    const notices = requests.flatMap((request) => noticesOf(directory, request, now))
    await addNotices(context.pool, { newId: () => context.random.uuid(now), now }, notices)
    return { rows: notices.length, more: false }
  },
}

function noticesOf(directory: Directory, request: OpenRequest, now: Instant): NewNotice[] {
  const entry = directory.schedules.get(request.scheduleId)
  const owner = directory.people.get(request.ownerId)
  if (!entry || !owner) return []
  const leftMs = request.startsAt - now
  const where = entry.displayName
  const about = (userId: string, timeZone: string) => ({
    userId,
    path: `/cover/${request.id}`,
    text: `${dayAndTime(request.startsAt, timeZone)} until ${dayAndTime(request.endsAt, timeZone)}`,
  })
  const due = REMINDERS_MS.filter((ms) => leftMs <= ms)
  const nearest = due.length === 0 ? null : Math.min(...due)
  const reminders = nearest === null ? [] : request.waitingFor
  return [
    ...reminders.flatMap((userId): NewNotice[] => {
      const person = directory.people.get(userId)
      if (!person?.isActive) return []
      const subject = `${owner.displayName} still needs cover in ${where}`
      const key = `cover-reminder:${request.id}:${nearest}`
      return [{ ...about(userId, person.timeZone), kind: 'cover-asked', key, subject }]
    }),
    ...(leftMs > ESCALATED_MS ? [] : ownersOf(directory, entry)).map((lead): NewNotice => {
      const subject = `Nobody covers ${owner.displayName} in ${where} yet: assign somebody`
      const key = `cover-open:${request.id}`
      return { ...about(lead.id, lead.timeZone), kind: 'cover-asked', key, subject }
    }),
  ]
}

async function findOpenRequests(db: Database, now: Instant): Promise<OpenRequest[]> {
  const values = [new Date(now), new Date(now + Math.max(...REMINDERS_MS))]
  const { rows } = await db.query<OpenRequest>({ name: 'open-cover-requests', text: OPEN, values })
  return rows
}

const OPEN = `
select r.id, r.schedule_id as "scheduleId", r.owner_user_id as "ownerId",
  r.starts_at as "startsAt", r.ends_at as "endsAt",
  array(
    select asked from unnest(r.asked_user_ids) as asked
    where not exists (
      select 1 from cover_answer a
      where a.request_id = r.id and a.user_id = asked and a.undone_at is null)
  ) as "waitingFor"
from cover_request r
where r.state in ('open', 'partly-covered') and r.starts_at > $1 and r.starts_at <= $2`
