// What a person is told and how: the reminders before shifts, and whether notices go out by mail.

import type { FieldFault, NoticeSettingsView } from '@evenwatch/api'
import {
  DEFAULT_NOTICE_SETTINGS,
  formatDuration,
  NOTICE_LIMITS,
  type NoticeSettings,
  parseDuration,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findEditableUser } from '../users/find-user.ts'

/** Of everybody who chose; the others have the defaults. */
export async function loadNoticeSettings(
  db: Database,
): Promise<ReadonlyMap<string, NoticeSettings>> {
  const { rows } = await db.query<NoticeSettings & { userId: string }>(
    `select user_id as "userId", reminders_ms as "remindersMs", by_mail as "byMail"
     from notice_setting`,
  )
  return new Map(
    rows.map(({ userId, remindersMs, byMail }) => [
      userId,
      { remindersMs: remindersMs.map(Number), byMail },
    ]),
  )
}

export async function getNoticeSettings(
  { pool }: ServerContext,
  principal: Principal,
  ref: string,
): Promise<NoticeSettingsView | Refusal> {
  const id = await findEditableUser(pool, ref, principal)
  if (isRefusal(id)) return id
  return viewOf((await loadNoticeSettings(pool)).get(id) ?? DEFAULT_NOTICE_SETTINGS)
}

export async function setNoticeSettings(
  { pool }: ServerContext,
  principal: Principal,
  ref: string,
  wanted: NoticeSettingsView,
): Promise<NoticeSettingsView | Refusal> {
  const id = await findEditableUser(pool, ref, principal)
  if (isRefusal(id)) return id
  const { reminderMsMin, reminderMsMax } = NOTICE_LIMITS
  const fields: FieldFault[] = []
  const remindersMs = wanted.reminders.map((text, i) => {
    const ms = parseDuration(text) ?? 0
    if (ms < reminderMsMin || ms > reminderMsMax) {
      const rule = `From ${formatDuration(reminderMsMin)} to ${formatDuration(reminderMsMax)}.`
      fields.push({ field: `reminders[${i}]`, rule, example: '1h' })
    }
    return ms
  })
  if (fields.length > 0) return refuse('invalid-request', { fields })
  const kept = [...new Set(remindersMs)].sort((a, b) => b - a)
  await pool.query(SET, [id, kept, wanted.byMail])
  return viewOf({ remindersMs: kept, byMail: wanted.byMail })
}

function viewOf({ remindersMs, byMail }: NoticeSettings): NoticeSettingsView {
  return { reminders: remindersMs.map(formatDuration), byMail }
}

const SET = `
insert into notice_setting (user_id, reminders_ms, by_mail) values ($1, $2, $3)
on conflict (user_id) do update set reminders_ms = excluded.reminders_ms, by_mail = excluded.by_mail`
