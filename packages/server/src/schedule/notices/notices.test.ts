// What people are told about their shifts, and how it reaches them: a real database, HTTP and SMTP.

import {
  acknowledgeHandoffNote,
  applyConfiguration,
  type Client,
  correctHandoffNote,
  createOverride,
  createSchedule,
  createToken,
  deactivateUser,
  deleteSchedule,
  listHandoffNotes,
  listMyHandoffNotes,
  listNotices,
  listWrittenHandoffNotes,
  type NoticeView,
  readAllNotices,
  requestCover,
  setNoticeSettings,
  updateSchedule,
  withdrawHandoffNote,
  writeHandoffNote,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant } from '@evenwatch/core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exampleDocuments } from '../../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'
import { createEmailChannel } from '../../paging/channels/email/email-channel.ts'
import { startMailCatcher } from '../../paging/testing/mail-catcher.ts'
import {
  NOTICE_ATTEMPTS_MAX,
  NOTICE_RETRY_MS,
  sendNoticesJob,
} from '../../people/notices/send-notices.ts'
import { remindCovers } from './remind-covers.ts'
import { remindShifts } from './remind-shifts.ts'
import { tellChanges } from './tell-changes.ts'

/** A Wednesday; weekly turns begin on Mondays at 09:00 in Vienna, and this week is Ana's. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const MONDAY = Date.parse('2026-01-12T08:00:00Z')
const here = await createInstallation(NOW)
const catcher = await startMailCatcher()
const at = (ms: number) => new Date(ms).toISOString()

const WEEKLY = {
  name: 'weekly',
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' as const },
  members: ['ana', 'ben'],
}
const SPEC = { team: 'payments', timeZone: 'Europe/Vienna', layers: [WEEKLY] }

let count = 0
let name = ''
let as: { readonly [person: string]: Client } = {}

async function callerOf(person: string): Promise<Client> {
  const { token } = await here.call(createToken, { body: { name: `of-${person}` } })
  await here.context.pool.query(
    `update api_token set user_id = (select id from app_user where name = $1), revision = 1
     where name = $2`,
    [person, `of-${person}`],
  )
  return here.callerWith(token)
}

const tell = async () => {
  await here.context.directory.refresh()
  await tellChanges.run(here.context, here.context.clock.now())
}
const remind = () => remindShifts.run(here.context, here.context.clock.now())
const noticesOf = async (person: string, kind: NoticeView['kind']) => {
  // All of them: schedules of earlier tests tell in the same instant.
  const query = { limit: 200 }
  const { items } = await (as[person] ?? here.call)(listNotices, { query })
  return items.filter((one) => one.kind === kind && one.path.includes(name))
}

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
  as = { ana: await callerOf('ana'), ben: await callerOf('ben'), chen: await callerOf('chen') }
})
beforeEach(async () => {
  here.setNow(NOW)
  count += 1
  name = `told-${count}`
  await here.call(createSchedule, { body: { name, spec: SPEC } })
  await tell()
})

describe('a change within eight weeks', () => {
  test('is told to each person with their own difference, and to nobody else', async () => {
    const body = { kind: 'replace' as const, remove: 'ben', add: 'chen' }
    const span = { startsAt: at(MONDAY), endsAt: at(MONDAY + DAY_MS) }
    await here.call(createOverride, { params: { schedule: name }, body: { ...body, ...span } })
    await tell()
    expect((await noticesOf('ben', 'schedule-changed'))[0]?.text).toMatch(/no longer on call/)
    expect((await noticesOf('chen', 'schedule-changed'))[0]?.text).toMatch(
      /now on call:\n {2}2026-01-12 03:00 America\/New_York until 2026-01-13 03:00 America\/New_York/,
    )
    expect(await noticesOf('ana', 'schedule-changed')).toEqual([])
  })

  test('is not told to whoever made it, and is told once', async () => {
    const body = {
      kind: 'replace' as const,
      remove: 'ben',
      add: 'chen',
      startsAt: at(MONDAY),
      endsAt: at(MONDAY + 8 * HOUR_MS),
    }
    here.setNow(NOW + 1_000)
    await as.chen?.(createOverride, { params: { schedule: name }, body })
    await tell()
    await tell()
    expect(await noticesOf('chen', 'schedule-changed')).toEqual([])
    expect(await noticesOf('ben', 'schedule-changed')).toHaveLength(1)
  })

  test('what comes into view with time is no change', async () => {
    here.setNow(NOW + 20 * DAY_MS)
    await here.call(updateSchedule, { params: { schedule: name }, body: { spec: SPEC } })
    await tell()
    expect(await noticesOf('ana', 'schedule-changed')).toEqual([])
  })
})

describe('a schedule that is deleted', () => {
  const told = async () => {
    const { rows } = await here.context.pool.query(
      `select role from schedule_told t join definition d on d.id = t.schedule_id
       where d.name = $1`,
      [name],
    )
    return rows.length
  }
  const words = async (person: string) => {
    const { items } = await (as[person] ?? here.call)(listNotices, { query: { limit: 200 } })
    return items.filter(({ subject }) => subject.startsWith(`${name} was deleted`))
  }

  test('is told once to those who had shifts ahead, and not to whoever deleted it', async () => {
    expect(await told()).toBe(1)
    here.setNow(NOW + 1_000)
    await as.ana?.(deleteSchedule, { params: { schedule: name } })
    await tell()
    await tell()
    const [notice, ...more] = await words('ben')
    expect(notice).toMatchObject({ kind: 'schedule-changed', path: '/schedules' })
    expect(notice?.text).toMatch(/^You are no longer on call:\n {2}2026-01-12 08:00 Europe\/London/)
    expect(more).toEqual([])
    expect(await words('ana')).toEqual([])
    expect(await told()).toBe(0)
  })
})

describe('a reminder', () => {
  test('comes a day and an hour before the shift, once each', async () => {
    here.setNow(MONDAY - 20 * HOUR_MS)
    await remind()
    await remind()
    here.setNow(MONDAY - HOUR_MS / 2)
    await remind()
    const subjects = (await noticesOf('ben', 'shift-reminder')).map(({ subject }) => subject)
    expect(subjects.sort()).toEqual([
      `Your shift in ${name} begins in 1d`,
      `Your shift in ${name} begins in 1h`,
    ])
  })

  test('comes when the person wants it', async () => {
    const params = { user: 'ben' }
    const wrong = { reminders: ['1h', '1s'], byMail: true }
    expect(await problemOf(here.call(setNoticeSettings, { params, body: wrong }))).toMatchObject({
      fields: [{ field: 'reminders[1]' }],
    })
    await here.call(setNoticeSettings, { params, body: { reminders: ['3d'], byMail: true } })
    here.setNow(MONDAY - 2 * DAY_MS)
    await remind()
    here.setNow(MONDAY - HOUR_MS / 2)
    await remind()
    expect(await noticesOf('ben', 'shift-reminder')).toHaveLength(1)
    await here.call(setNoticeSettings, { params, body: { reminders: ['1d', '1h'], byMail: true } })
  })
})

describe('sending', () => {
  const channel = createEmailChannel({
    config: { smtpUrl: catcher.url, mailFrom: 'Evenwatch <watch@example.org>' },
    timeoutMs: 2_000,
  })
  const job = sendNoticesJob(new Map([['email', channel]]))
  const send = () => job.run(here.context, here.context.clock.now())

  beforeEach(async () => {
    await here.context.pool.query(`update notice set state = 'kept'`)
    catcher.mails.length = 0
  })

  test('goes out by mail once, with the way to the place', async () => {
    here.setNow(MONDAY - HOUR_MS / 2)
    await remind()
    await here.context.pool.query(
      `update notice set state = 'kept' where path not like '%${name}%'`,
    )
    await send()
    await send()
    const mail = await catcher.next()
    expect(mail.subject).toBe(`Your shift in ${name} begins in 1h`)
    expect(mail.text).toContain(`https://evenwatch.example.org/schedules/${name}?at=`)
    expect(catcher.mails).toEqual([])
    expect((await noticesOf('ben', 'shift-reminder'))[0]?.sent).toBe('sent')
  })

  test('a server that refuses for now is tried again, and not for ever', async () => {
    catcher.fault = { at: 'recipient', code: 450 }
    here.setNow(MONDAY - HOUR_MS / 2)
    await remind()
    await here.context.pool.query(
      `update notice set state = 'kept' where path not like '%${name}%'`,
    )
    for (let attempt = 1; attempt <= NOTICE_ATTEMPTS_MAX; attempt += 1) {
      expect((await noticesOf('ben', 'shift-reminder'))[0]?.sent).toBe('waiting')
      await send()
      here.setNow(here.context.clock.now() + NOTICE_RETRY_MS * attempt)
    }
    catcher.fault = null
    const [notice] = await noticesOf('ben', 'shift-reminder')
    expect(notice).toMatchObject({ sent: 'failed', error: expect.stringContaining('450') })
  })

  test('who wants no mail finds it in the product', async () => {
    const params = { user: 'ben' }
    await here.call(setNoticeSettings, { params, body: { reminders: ['1h'], byMail: false } })
    here.setNow(MONDAY - HOUR_MS / 2)
    await remind()
    await send()
    expect((await noticesOf('ben', 'shift-reminder'))[0]?.sent).toBe('kept')
    await here.call(setNoticeSettings, { params, body: { reminders: ['1d', '1h'], byMail: true } })
  })

  test('all are read at once', async () => {
    await as.ben?.(readAllNotices, {})
    const read = await as.ben?.(listNotices, { query: { unread: 'true' } })
    expect(read).toMatchObject({ items: [], unreadCount: 0 })
  })
})

describe('a cover request that nobody takes', () => {
  test('reminds those asked, and a day before tells the owner to assign somebody', async () => {
    const span = { from: at(MONDAY), until: at(MONDAY + 8 * HOUR_MS) }
    const body = { ...span, ask: ['chen'] }
    const request = await as.ben?.(requestCover, { params: { schedule: name }, body })
    const subjects = async (person: string) => {
      const { items } = await (as[person] ?? here.call)(listNotices, { query: {} })
      return items
        .filter(({ path }) => path === `/cover/${request?.id}`)
        .map(({ subject }) => subject)
    }
    const remind = () => remindCovers.run(here.context, here.context.clock.now())
    await remind()
    expect(await subjects('chen')).toHaveLength(1)
    here.setNow(MONDAY - 2 * DAY_MS)
    await remind()
    await remind()
    expect(await subjects('chen')).toHaveLength(2)
    expect(await subjects('ana')).toEqual([])
    here.setNow(MONDAY - HOUR_MS)
    await remind()
    expect(await subjects('chen')).toHaveLength(3)
    expect(await subjects('ana')).toEqual([
      `Nobody covers Ben Okafor in ${name} yet: assign somebody`,
    ])
  })
})

describe('a handoff note', () => {
  const params = () => ({ schedule: name })

  test('is for whoever comes next, who says that it was read', async () => {
    const body = { text: 'The replica lags since Tuesday; see the runbook.' }
    const note = await as.ana?.(writeHandoffNote, { params: params(), body })
    expect(note).toMatchObject({
      author: { name: 'ana' },
      shiftEndsAt: at(MONDAY),
      readers: [{ user: { name: 'ben' }, acknowledgedAt: null }],
    })
    expect(await noticesOf('ben', 'handoff-note')).toHaveLength(1)
    const waiting = await as.ben?.(listMyHandoffNotes, {})
    expect(waiting?.items.map(({ id }) => id)).toContain(note?.id)
    const noteParams = { note: note?.id ?? '' }
    await as.ben?.(acknowledgeHandoffNote, { params: noteParams })
    const after = await as.ben?.(listMyHandoffNotes, {})
    expect(after?.items.map(({ id }) => id)).not.toContain(note?.id)
    const { items } = await here.call(listHandoffNotes, { params: params() })
    expect(items[0]?.readers[0]?.acknowledgedAt).toBe(at(NOW))
    const other = as.chen?.(acknowledgeHandoffNote, { params: noteParams })
    expect(await problemOf(other ?? Promise.resolve())).toMatchObject({ code: 'not-found' })
  })

  test('is seen by its author, and withdrawn until somebody has read it', async () => {
    const body = { text: 'Call the vendor before you restart anything.' }
    const note = await as.ana?.(writeHandoffNote, { params: params(), body })
    const own = async () => (await as.ana?.(listWrittenHandoffNotes, {}))?.items ?? []
    expect((await own()).map(({ id }) => id)).toContain(note?.id)
    expect((await as.ben?.(listWrittenHandoffNotes, {}))?.items).toEqual([])
    const withdraw = (by: string) =>
      as[by]?.(withdrawHandoffNote, { params: { note: note?.id ?? '' } }) ?? Promise.resolve()
    expect(await problemOf(withdraw('ben'))).toMatchObject({ code: 'not-found' })
    await withdraw('ana')
    expect((await own()).map(({ id }) => id)).not.toContain(note?.id)
    expect((await as.ben?.(listMyHandoffNotes, {}))?.items.map(({ id }) => id)).not.toContain(
      note?.id,
    )
    const subjects = (await noticesOf('ben', 'handoff-note')).map(({ subject }) => subject)
    expect(subjects).toContain(`Ana Soto withdrew a handoff note for ${name}`)
    expect(await problemOf(withdraw('ana'))).toMatchObject({ code: 'not-found' })
  })

  test('that was read stays; a correction is added for the same readers', async () => {
    const body = { text: 'The replica lags.' }
    const note = await as.ana?.(writeHandoffNote, { params: params(), body })
    const noteParams = { note: note?.id ?? '' }
    await as.ben?.(acknowledgeHandoffNote, { params: noteParams })
    const late = as.ana?.(withdrawHandoffNote, { params: noteParams })
    expect(await problemOf(late ?? Promise.resolve())).toMatchObject({
      code: 'state-conflict',
      detail: 'Ben Okafor has read it, so it stays; add a correction instead.',
    })
    const text = { text: 'It is the primary that lags.' }
    const added = await as.ana?.(correctHandoffNote, { params: noteParams, body: text })
    expect(added).toMatchObject({
      text: 'Correction: It is the primary that lags.',
      readers: [{ user: { name: 'ben' }, acknowledgedAt: null }],
    })
    const waiting = (await as.ben?.(listMyHandoffNotes, {}))?.items ?? []
    expect(waiting.map(({ id }) => id)).toContain(added?.id)
    const other = as.ben?.(correctHandoffNote, { params: noteParams, body: text })
    expect(await problemOf(other ?? Promise.resolve())).toMatchObject({ code: 'not-found' })
  })

  test('a token of nobody writes none', async () => {
    const call = here.call(writeHandoffNote, { params: params(), body: { text: 'hello' } })
    expect(await problemOf(call)).toMatchObject({ code: 'not-allowed' })
  })
})

describe('somebody who leaves', () => {
  test('opens a gap, and the owner is told by the next look', async () => {
    await here.call(deactivateUser, { params: { user: 'ben' } })
    await tell()
    const texts = (await noticesOf('ana', 'gap-opened')).map(({ text }) => text)
    expect(texts.join()).toContain('2026-01-12 09:00 Europe/Vienna until 2026-01-19 09:00')
  })
})
