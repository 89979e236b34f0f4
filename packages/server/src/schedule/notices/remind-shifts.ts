// Reminds people of shifts that begin soon, and owners of gaps that begin soon. Finding the same
// shift again puts no second notice down: its key is the shift and the lead.

import {
  DAY_MS,
  DEFAULT_NOTICE_SETTINGS,
  type Directory,
  dueReminder,
  gapNotice,
  type Instant,
  type NewNotice,
  NOTICE_LIMITS,
  type NoticeSettings,
  newsOfGaps,
  onCallAt,
  reminderNotice,
  type ScheduleEntry,
  SHIFT_ROLES,
  shiftsBetween,
} from '@evenwatch/core'
import { addNotices } from '../../people/notices/add-notices.ts'
import { loadNoticeSettings } from '../../people/notices/notice-settings.ts'
import type { HousekeepingJob } from '../../platform/housekeeping/housekeeping-job.ts'
import { ownersOf } from './owners-of.ts'
import { TOLD_AHEAD_MS } from './tell-changes.ts'

/** How long before it begins a gap is told at the latest. */
const GAP_AHEAD_MS = DAY_MS

export const remindShifts: HousekeepingJob = {
  name: 'remind-shifts',
  everyMs: 60_000,
  run: async (context, now) => {
    const directory = context.directory.current()
    const settings = await loadNoticeSettings(context.pool)
    const notices = [...directory.schedules.values()].flatMap((entry) => [
      ...reminders(directory, entry, settings, now),
      ...gapsAhead(directory, entry, now),
    ])
    await addNotices(context.pool, { newId: () => context.random.uuid(now), now }, notices)
    return { rows: notices.length, more: false }
  },
}

function reminders(
  directory: Directory,
  entry: ScheduleEntry,
  settings: ReadonlyMap<string, NoticeSettings>,
  now: Instant,
): NewNotice[] {
  const span = { startsAt: now, endsAt: now + NOTICE_LIMITS.reminderMsMax }
  return SHIFT_ROLES.flatMap((role) => {
    const plan = entry.plan.ofRole(role)
    if (plan.layers.length === 0 && plan.schedule.overrides.length === 0) return []
    return shiftsBetween(plan, span).flatMap((shift) =>
      shift.userIds.flatMap((userId): NewNotice[] => {
        const person = directory.people.get(userId)
        const { remindersMs } = settings.get(userId) ?? DEFAULT_NOTICE_SETTINGS
        const leadMs = dueReminder(shift.startsAt, remindersMs, now)
        if (!person?.isActive || leadMs === null) return []
        // A shift that goes on from one's own is no beginning.
        if (onCallAt(plan, shift.startsAt - 1).userIds.includes(userId)) return []
        return [reminderNotice(aboutOf(entry, role), person, shift, leadMs)]
      }),
    )
  })
}

function gapsAhead(directory: Directory, entry: ScheduleEntry, now: Instant): NewNotice[] {
  // Looked at far beyond, so that the notice names the whole gap; one that runs was told before.
  const span = { startsAt: now, endsAt: now + TOLD_AHEAD_MS }
  return newsOfGaps(entry.plan, span)
    .filter(({ startsAt }) => startsAt > now && startsAt <= now + GAP_AHEAD_MS)
    .flatMap((gap) =>
      ownersOf(directory, entry).map((owner) => gapNotice(aboutOf(entry, 'primary'), owner, gap)),
    )
}

function aboutOf({ schedule, displayName }: ScheduleEntry, role: (typeof SHIFT_ROLES)[number]) {
  return { scheduleId: schedule.id, name: schedule.name, displayName, role }
}
