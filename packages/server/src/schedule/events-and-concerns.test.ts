// Business events and concerns over HTTP: what they change in the quality report, who may do what,
// and what an anonymous concern leaves behind.

import {
  answerConcern,
  applyConfiguration,
  cancelBusinessEvent,
  createBusinessEvent,
  createSchedule,
  createTeam,
  createToken,
  createUser,
  fileConcern,
  getScheduleCalendar,
  getScheduleQuality,
  listAudit,
  listBusinessEvents,
  listConcerns,
  reviewSchedule,
  signIn,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { exampleDocuments } from '../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../configuration/testing/installation.ts'

const NOW: Instant = Date.parse('2026-01-07T11:34:56Z')
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()
const params = { schedule: 'watched' }
const PASSWORD = 'a long password of the tests'

let asResponder = here.call
let responderId = ''
let tokenId = ''

async function signedIn(login: string) {
  let cookie = ''
  const caller = here.callerBy(async (url, init) => {
    const headers = { ...init?.headers, cookie, 'x-csrf-token': csrf }
    const response = await fetch(url, { ...init, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie
    return response
  })
  let csrf = ''
  csrf = (await caller(signIn, { body: { login, password: PASSWORD } })).csrfToken ?? ''
  return caller
}

const codes = async () =>
  (await here.call(getScheduleQuality, { params, query: { weeks: 2 } })).findings.map(
    ({ code }) => code,
  )

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
  const layer = {
    name: 'weekly',
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit: 'week' as const },
    members: ['ana', 'ben'],
  }
  const spec = { team: 'payments', timeZone: 'Europe/Vienna', layers: [layer] }
  await here.call(createSchedule, { body: { name: 'watched', spec } })
  const made = await here.call(createUser, {
    body: {
      name: 'rita',
      displayName: 'Rita',
      password: PASSWORD,
      spec: { email: 'rita@example.org' },
    },
  })
  responderId = made.id
  // A token outlives the session when the clock moves by days.
  const session = await signedIn('rita')
  const { id, token } = await session(createToken, { body: { name: 'hers', role: 'responder' } })
  tokenId = id
  asResponder = here.callerWith(token)
})

describe('a business event', () => {
  const sale = {
    name: 'Sale week',
    team: 'payments',
    startsAt: at(NOW + DAY_MS),
    endsAt: at(NOW + 2 * DAY_MS),
    wantsDouble: true,
  }

  test('that wants two people says so in the report until it is cancelled', async () => {
    const made = await here.call(createBusinessEvent, { body: sale })
    expect(made).toMatchObject({ name: 'Sale week', team: 'payments', wantsDouble: true })
    const report = await here.call(getScheduleQuality, { params, query: { weeks: 2 } })
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'event-not-doubled',
        sentence: 'Sale week wants two people on call; for 1d there are fewer.',
        span: { startsAt: sale.startsAt, endsAt: sale.endsAt },
      }),
    )
    const listed = await here.call(listBusinessEvents, { query: { team: 'payments' } })
    expect(listed.items.map(({ id }) => id)).toEqual([made.id])
    const calendar = await here.call(getScheduleCalendar, {
      query: { from: at(NOW), until: at(NOW + 7 * DAY_MS) },
    })
    expect(calendar.events).toEqual([made])
    await here.call(cancelBusinessEvent, { params: { event: made.id } })
    expect(await codes()).not.toContain('event-not-doubled')
    expect((await here.call(listBusinessEvents, { query: {} })).items).toEqual([])
    const again = here.call(cancelBusinessEvent, { params: { event: made.id } })
    expect((await problemOf(again)).code).toBe('not-found')
  })

  test('is for leads and managers, ends after it begins, and is of a team that exists', async () => {
    const refused = async (body: Partial<typeof sale>, call = here.call) =>
      (await problemOf(call(createBusinessEvent, { body: { ...sale, ...body } }))).code
    expect(await refused({}, asResponder)).toBe('not-allowed')
    expect(await refused({ endsAt: sale.startsAt })).toBe('invalid-request')
    expect(await refused({ endsAt: at(NOW + 400 * DAY_MS) })).toBe('invalid-request')
    expect(await refused({ team: 'nobody' })).toBe('not-found')
  })
})

test('a lead of another team may do none of it for this one, but for their own', async () => {
  const { id } = await here.call(createUser, {
    body: {
      name: 'lea',
      displayName: 'Lea',
      password: PASSWORD,
      spec: { email: 'lea@example.org' },
    },
  })
  await here.call(createTeam, { body: { name: 'other', spec: { leads: ['lea'] } } })
  const asLead = await signedIn('lea')
  const codeOf = async (call: Promise<unknown>) => (await problemOf(call)).code
  expect(await codeOf(asLead(reviewSchedule, { params }))).toBe('not-allowed')
  const body = { name: 'Launch', startsAt: at(NOW), endsAt: at(NOW + DAY_MS) }
  expect(await codeOf(asLead(createBusinessEvent, { body }))).toBe('not-allowed')
  const theirs = { body: { ...body, team: 'payments' } }
  expect(await codeOf(asLead(createBusinessEvent, theirs))).toBe('not-allowed')
  const payments = await here.call(createBusinessEvent, theirs)
  const cancel = (event: string) => asLead(cancelBusinessEvent, { params: { event } })
  expect(await codeOf(cancel(payments.id))).toBe('not-allowed')
  await here.call(cancelBusinessEvent, { params: { event: payments.id } })
  const own = await asLead(createBusinessEvent, { body: { ...body, team: 'other' } })
  expect(own.createdBy).toMatchObject({ kind: 'user', id })
  expect(await cancel(own.id)).toEqual({})
  const { id: concern } = await asResponder(fileConcern, { params, body: { concern: 'Early.' } })
  const target = { params: { ...params, concern }, body: { answer: 'Not mine to say.' } }
  expect(await codeOf(asLead(answerConcern, target))).toBe('not-allowed')
  expect((await here.call(answerConcern, target)).answer).not.toBeNull()
})

describe('a concern', () => {
  test('has an owner and a date, and is closed by an answer alone', async () => {
    const filed = await asResponder(fileConcern, {
      params,
      body: { concern: 'Two nights in a row are too many.' },
    })
    expect(filed).toMatchObject({
      author: { name: 'rita' },
      owner: { name: 'ana' },
      answerBy: '2026-01-15T00:00:00.000Z',
      isOverdue: false,
      answer: null,
    })
    expect(await codes()).not.toContain('concern-unanswered')
    here.setNow(NOW + 9 * DAY_MS)
    expect(await codes()).toContain('concern-unanswered')
    const target = { ...params, concern: filed.id }
    const body = { answer: 'From March on nobody has two.' }
    expect((await problemOf(asResponder(answerConcern, { params: target, body }))).code).toBe(
      'not-allowed',
    )
    const answered = await here.call(answerConcern, { params: target, body })
    expect(answered.answer).toMatchObject({ text: body.answer, at: at(NOW + 9 * DAY_MS) })
    expect((await problemOf(here.call(answerConcern, { params: target, body }))).code).toBe(
      'already-done',
    )
    expect(await codes()).not.toContain('concern-unanswered')
    here.setNow(NOW)
  })

  test('that is anonymous leaves nothing that leads to its author', async () => {
    const concern = 'I am afraid to say this aloud.'
    const filed = await asResponder(fileConcern, { params, body: { concern, anonymous: true } })
    expect(filed).toMatchObject({ author: null, createdAt: '2026-01-07T00:00:00.000Z' })
    const { rows: tables } = await here.context.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    // Any row anywhere that knows this concern and this person.
    const knowing: string[] = []
    for (const { name } of tables) {
      const { rowCount } = await here.context.pool.query(
        `select 1 from ${name} t where (t::text like $1 or t::text like $2)
           and (t::text like $3 or t::text like $4)`,
        [`%${responderId}%`, `%${tokenId}%`, `%${filed.id}%`, `%${concern}%`],
      )
      if (rowCount !== 0) knowing.push(name)
    }
    expect(knowing).toEqual([])
    const audit = await here.call(listAudit, { query: { limit: 50 } })
    const told = audit.items.find(({ text }) => text === 'added an anonymous concern')
    expect(told).toMatchObject({ actor: { kind: 'system' }, at: '2026-01-07T00:00:00.000Z' })
    // The id is a UUIDv7: its time is that of the day, not of the minute.
    const idAt = Number.parseInt(filed.id.replaceAll('-', '').slice(0, 12), 16)
    expect(NOW - idAt).toBeGreaterThanOrEqual(11 * HOUR_MS)
    const answer = { params: { ...params, concern: filed.id }, body: { answer: 'Thank you.' } }
    expect((await here.call(answerConcern, answer)).author).toBeNull()
  })

  test('open ones stand before answered ones', async () => {
    await asResponder(fileConcern, { params, body: { concern: 'One more.' } })
    const { items } = await here.call(listConcerns, { params })
    expect(items.map(({ answer }) => answer === null)).toEqual([true, false, false, false])
  })

  test('by name needs a person: a token of nobody may only file anonymously', async () => {
    const body = { concern: 'Who am I?' }
    expect((await problemOf(here.call(fileConcern, { params, body }))).code).toBe('invalid-request')
    const anonymously = { params, body: { ...body, anonymous: true } }
    expect((await here.call(fileConcern, anonymously)).author).toBeNull()
  })
})
