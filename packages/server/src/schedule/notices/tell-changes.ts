// Tells people that their shifts of the next eight weeks changed, and owners that a gap opened.
//
// It compares each line with what people were told last, so it need not know who changes lines or
// how: an override, an edited rotation, a team's members, somebody leaving. Who made every change of
// a schedule since then is not told about their own. What comes into view with time is no change.

import {
  type AboutLine,
  type CoverageShift,
  changeNotice,
  DAY_MS,
  type Directory,
  formatInstant,
  gapNotice,
  type Instant,
  type LineNews,
  type NewNotice,
  type ScheduleEntry,
  type SchedulePlan,
  SHIFT_ROLES,
  type ShiftRole,
  sameJson,
  shiftsBetween,
  whatChanged,
} from '@evenwatch/core'
import type { ClientBase } from 'pg'
import { addNotices } from '../../people/notices/add-notices.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { HousekeepingJob } from '../../platform/housekeeping/housekeeping-job.ts'
import { actorsSince } from './actors-since.ts'
import { ownersOf } from './owners-of.ts'
import { tellDeleted } from './tell-deleted.ts'

export const TOLD_AHEAD_MS = 56 * DAY_MS
/** Lines are remembered anew before their weeks run out. */
const RENEWED_EVERY_MS = 7 * DAY_MS

type ToldRow = {
  readonly toldAt: Instant
  readonly until: Instant
  readonly shifts: readonly CoverageShift[]
}

/** Plans that were compared already by this process; a changed schedule has another plan. */
const compared = new WeakMap<SchedulePlan, Instant>()

export const tellChanges: HousekeepingJob = {
  name: 'tell-schedule-changes',
  everyMs: 10_000,
  run: async (context, now) => {
    // A snapshot older than the one that was told from would tell the same change backwards.
    await context.directory.refresh()
    const directory = context.directory.current()
    let rows = await tellDeleted(context, directory, now)
    for (const [scheduleId, entry] of directory.schedules) {
      const plan = entry.plan
      if ((compared.get(plan) ?? Number.NEGATIVE_INFINITY) > now - RENEWED_EVERY_MS) continue
      for (const role of SHIFT_ROLES) {
        rows += await compareLine(context, directory, { scheduleId, entry, role }, now)
      }
      compared.set(plan, now)
    }
    return { rows, more: false }
  },
}

type Line = {
  readonly scheduleId: string
  readonly entry: ScheduleEntry
  readonly role: ShiftRole
}

function compareLine(
  context: ServerContext,
  directory: Directory,
  { scheduleId, entry, role }: Line,
  now: Instant,
): Promise<number> {
  const span = { startsAt: now, endsAt: now + TOLD_AHEAD_MS }
  const shifts = shiftsBetween(entry.plan.ofRole(role), span).map(
    ({ startsAt, endsAt, userIds, policyIds }): CoverageShift => ({
      startsAt,
      endsAt,
      userIds,
      ...(policyIds.length > 0 && { policyIds }),
    }),
  )
  return inTransaction(context.pool, async (client) => {
    const told = await lockTold(client, scheduleId, role)
    // A role nobody ever had needs no memory.
    if (told === null && shifts.length === 0 && role !== 'primary') return 0
    const isNew = told === null || !sameJson(told.shifts, shifts)
    if (told !== null && isNew) {
      const compareSpan = { startsAt: now, endsAt: Math.min(told.until, span.endsAt) }
      if (compareSpan.endsAt > compareSpan.startsAt) {
        const change = whatChanged(told.shifts, shifts, compareSpan)
        const changers = await actorsSince(client, scheduleId, told.toldAt)
        const line = {
          scheduleId,
          name: entry.schedule.name,
          displayName: entry.displayName,
          role,
        }
        const notices = noticesOf(directory, entry, line, change, changers)
        await addNotices(client, { newId: () => context.random.uuid(now), now }, notices)
      }
    }
    await remember(client, { scheduleId, role, now, until: span.endsAt, shifts })
    return isNew ? 1 : 0
  })
}

function noticesOf(
  directory: Directory,
  entry: ScheduleEntry,
  line: AboutLine,
  { people, gaps }: LineNews,
  changers: readonly string[],
): NewNotice[] {
  const notices: NewNotice[] = []
  for (const change of people) {
    const person = directory.people.get(change.userId)
    const didItAlone = changers.length > 0 && changers.every((one) => one === change.userId)
    if (!person?.isActive || didItAlone) continue
    notices.push(changeNotice(line, person, change, directory.revision))
  }
  if (line.role !== 'primary') return notices
  for (const gap of gaps) {
    for (const owner of ownersOf(directory, entry)) notices.push(gapNotice(line, owner, gap))
  }
  return notices
}

async function lockTold(
  client: ClientBase,
  scheduleId: string,
  role: ShiftRole,
): Promise<ToldRow | null> {
  const { rows } = await client.query<ToldRow>({
    name: 'lock-schedule-told',
    text: `select told_at as "toldAt", until, shifts from schedule_told
           where schedule_id = $1 and role = $2 for update`,
    values: [scheduleId, role],
  })
  return rows[0] ?? null
}

async function remember(
  client: ClientBase,
  told: Told & { readonly until: Instant; readonly shifts: readonly CoverageShift[] },
): Promise<void> {
  await client.query({
    name: 'remember-schedule-told',
    text: REMEMBER,
    values: [
      told.scheduleId,
      told.role,
      formatInstant(told.now),
      formatInstant(told.until),
      JSON.stringify(told.shifts),
    ],
  })
}

type Told = { readonly scheduleId: string; readonly role: ShiftRole; readonly now: Instant }

const REMEMBER = `
insert into schedule_told (schedule_id, role, told_at, until, shifts)
values ($1, $2, $3, $4, $5)
on conflict (schedule_id, role) do update
set told_at = excluded.told_at, until = excluded.until, shifts = excluded.shifts`
