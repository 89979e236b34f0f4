// Puts a change of shifts on the record of every schedule it touches, with whom it concerns.
//
// Who must be told is data: `told` stands in the row, and each of them gets a notice.

import type { ScheduleDocument } from '@evenwatch/api'
import {
  announcementNotice,
  formatInstant,
  type JsonObject,
  type Span,
  type Told,
} from '@evenwatch/core'
import { listKnownActors } from '../../people/list-known-actors.ts'
import { addNotices } from '../../people/notices/add-notices.ts'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { NewOverride } from '../write-overrides.ts'

export type ShiftChangeEvent =
  | 'cover-requested'
  | 'swap-proposed'
  | 'covered'
  | 'swapped'
  | 'cover-declined'
  | 'cover-cancelled'
  | 'cover-undone'
  | 'taken-over'
  | 'cover-arranged'
  | 'temporary-schedule-set'
  | 'override-cancelled'
  | 'overrides-cancelled'

export type Announcement = {
  readonly event: ShiftChangeEvent
  readonly scheduleIds: readonly string[]
  readonly span: Span
  readonly reason: string
  readonly told: readonly Told[]
  /** What it did, when it did something. */
  readonly overrides?: readonly Pick<NewOverride, 'id' | 'scheduleId' | 'role'>[]
  readonly requestId?: string
  readonly linkId?: string
  /** Limits that were overruled. */
  readonly despite?: readonly string[]
  readonly userId?: string
  /** More that its sentence needs. */
  readonly data?: JsonObject
}

export async function announceChange(change: Change, about: Announcement): Promise<void> {
  const data = (scheduleId: string): JsonObject => ({
    ...about.data,
    startsAt: formatInstant(about.span.startsAt),
    endsAt: formatInstant(about.span.endsAt),
    told: about.told.map(({ userId, why }) => ({ userId, why })),
    overrideIds: (about.overrides ?? [])
      .filter((one) => one.scheduleId === scheduleId)
      .map(({ id }) => id),
    ...(about.requestId !== undefined && { requestId: about.requestId }),
    ...(about.linkId !== undefined && { linkId: about.linkId }),
    ...(about.userId !== undefined && { userId: about.userId }),
    ...(about.despite !== undefined && about.despite.length > 0 && { despite: [...about.despite] }),
  })
  await appendTimeline(
    change.client,
    [...new Set(about.scheduleIds)].map((scheduleId) => ({
      at: change.now,
      subjectKind: 'schedule' as const,
      subjectId: scheduleId,
      kind: about.event,
      actor: change.actor,
      reason: about.reason === '' ? null : about.reason,
      data: data(scheduleId),
    })),
  )
  await tell(change, about)
}

/** In the same transaction: a change that was made is a change that is told. */
async function tell(change: Change, about: Announcement): Promise<void> {
  const [scheduleId] = about.scheduleIds
  if (about.told.length === 0 || scheduleId === undefined) return
  const schedule = await findDefinition<ScheduleDocument>(change.client, 'Schedule', scheduleId)
  if (!schedule) return
  const { names, personOf } = await listKnownActors(change.client)
  const actorId = personOf(change.actor)
  const actor = names.find(({ id }) => id === actorId)
  const subject = about.requestId ?? about.linkId ?? about.overrides?.[0]?.id ?? scheduleId
  const announced = {
    event: about.event,
    key: `${about.event}:${subject}:${change.now}`,
    actorName: actor?.displayName ?? 'Somebody',
    schedule: { name: schedule.name, displayName: schedule.document.displayName },
    timeZone: schedule.document.timeZone,
    span: about.span,
    reason: about.reason,
    requestId: about.requestId ?? null,
  }
  const notices = about.told.flatMap(({ userId, why }) => {
    return announcementNotice(announced, userId, why) ?? []
  })
  await addNotices(change.client, change, notices)
}
