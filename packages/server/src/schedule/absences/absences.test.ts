// Absences over HTTP: whole days and instants, who may note them, and the shifts they meet.

import {
  applyConfiguration,
  cancelAbsence,
  createAbsence,
  createSchedule,
  createTeam,
  createUser,
  getOnCall,
  listAbsences,
  listAudit,
  listUserAbsences,
  signIn,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { exampleDocuments } from '../../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'

const NOW: Instant = Date.parse('2026-03-18T11:00:00Z')
const here = await createInstallation(NOW)
const PASSWORD = 'correct horse battery'

/** Signs somebody in as the browser does. */
async function as(name: string) {
  let cookie = ''
  let csrf = ''
  const call = here.callerBy(async (url, init) => {
    const headers = { ...(init?.headers as Record<string, string>), cookie, 'x-csrf-token': csrf }
    const response = await fetch(url, { ...init, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie
    return response
  })
  csrf = (await call(signIn, { body: { login: name, password: PASSWORD } })).csrfToken ?? ''
  return call
}

const addPerson = (name: string, role: 'responder' | 'manager' = 'responder') =>
  here.call(createUser, {
    body: {
      name,
      displayName: name,
      password: PASSWORD,
      spec: { email: `${name}@example.org`, timeZone: 'Europe/Vienna', role },
    },
  })

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
  for (const name of ['lena', 'mara', 'nora']) await addPerson(name)
  await addPerson('max', 'manager')
  await here.call(createTeam, {
    body: { name: 'crew', spec: { leads: ['lena'], members: ['mara'] } },
  })
  await here.call(createSchedule, {
    body: {
      name: 'crew-primary',
      displayName: 'Crew',
      spec: {
        team: 'crew',
        timeZone: 'Europe/Vienna',
        layers: [
          {
            name: 'weekly',
            firstHandoff: '2026-01-05T09:00',
            turn: { length: 1, unit: 'week' },
            members: ['lena', 'mara'],
          },
        ],
      },
    },
  })
})

const note = (user: string, body: object) =>
  here.call(createAbsence, { params: { user }, body: body as { firstDay: string } })

describe('an absence', () => {
  test('of whole days lasts from midnight to midnight where the person is', async () => {
    const made = await note('mara', { firstDay: '2026-03-28', lastDay: '2026-03-29' })
    expect(made).toMatchObject({
      kind: 'vacation',
      startsAt: '2026-03-27T23:00:00.000Z',
      endsAt: '2026-03-29T22:00:00.000Z',
      days: { firstDay: '2026-03-28', lastDay: '2026-03-29' },
      user: { name: 'mara' },
    })
  })

  test('of exact instants is no whole days', async () => {
    const made = await note('nora', {
      kind: 'unavailable',
      startsAt: '2026-03-20T14:00:00Z',
      endsAt: '2026-03-20T16:30:00Z',
    })
    expect(made).toMatchObject({ kind: 'unavailable', days: null, shifts: [] })
  })

  test('names the shifts that fall into it, and changes nobody’s turn', async () => {
    const { shifts } = await note('mara', { firstDay: '2026-04-08', lastDay: '2026-04-30' })
    expect(shifts).toEqual(
      ['2026-04-06T07:00:00.000Z', '2026-04-20T07:00:00.000Z'].map((startsAt) => ({
        schedule: expect.objectContaining({ name: 'crew-primary', displayName: 'Crew' }),
        role: 'primary',
        startsAt,
        endsAt: new Date(Date.parse(startsAt) + 7 * DAY_MS).toISOString(),
      })),
    )
    const { users } = await here.call(getOnCall, {
      params: { schedule: 'crew-primary' },
      query: { at: '2026-04-21T12:00:00Z' },
    })
    expect(users.map(({ name }) => name)).toEqual(['mara'])
  })

  test('may overlap another', async () => {
    await note('nora', { firstDay: '2026-05-01', lastDay: '2026-05-10' })
    await note('nora', { kind: 'unavailable', firstDay: '2026-05-10' })
    const { items } = await here.call(listUserAbsences, { params: { user: 'nora' }, query: {} })
    expect(items.map(({ days }) => days?.firstDay).slice(-2)).toEqual(['2026-05-01', '2026-05-10'])
  })

  test.each([
    ['nothing', {}, 'startsAt'],
    ['only a last day', { lastDay: '2026-05-01' }, 'firstDay'],
    ['an end before the start', { firstDay: '2026-05-02', lastDay: '2026-05-01' }, 'lastDay'],
    ['no end', { startsAt: '2026-05-01T00:00:00Z' }, 'endsAt'],
    ['both ways', { firstDay: '2026-05-01', startsAt: '2026-05-01T00:00:00Z' }, 'startsAt'],
    ['more than the limit', { firstDay: '2026-05-01', lastDay: '2027-07-01' }, 'lastDay'],
  ])('with %s is refused at its field', async (_, body, field) => {
    const problem = await problemOf(note('nora', body))
    expect(problem.fields?.[0]?.field).toBe(field)
  })

  test('that is cancelled is no longer listed, and is not cancelled twice', async () => {
    const made = await note('nora', { firstDay: '2026-06-01' })
    const params = { user: 'nora', absence: made.id }
    const cancelled = await here.call(cancelAbsence, { params })
    expect(cancelled).toMatchObject({ cancelledAt: new Date(NOW).toISOString(), mayCancel: false })
    const { items } = await here.call(listUserAbsences, { params: { user: 'nora' }, query: {} })
    expect(items.map(({ id }) => id)).not.toContain(made.id)
    expect((await problemOf(here.call(cancelAbsence, { params }))).code).toBe('state-conflict')
    const { items: record } = await here.call(listAudit, { query: { subject: made.user.id } })
    expect(record.map(({ text }) => text)).toContain(
      'cancelled the absence from 2026-05-31T22:00:00.000Z until 2026-06-01T22:00:00.000Z',
    )
  })

  test('of another person’s path does not exist', async () => {
    const made = await note('nora', { firstDay: '2026-06-02' })
    const call = here.call(cancelAbsence, { params: { user: 'mara', absence: made.id } })
    expect((await problemOf(call)).code).toBe('not-found')
  })
})

describe('absences are noted', () => {
  const body = { firstDay: '2026-08-01', note: 'the dentist' }

  test('by oneself, a lead of one’s team and managers, and by nobody else', async () => {
    for (const [caller, user, allowed] of [
      ['mara', 'me', true],
      ['lena', 'mara', true],
      ['max', 'mara', true],
      ['nora', 'mara', false],
      ['mara', 'lena', false],
      ['lena', 'nora', false],
    ] as const) {
      const call = (await as(caller))(createAbsence, { params: { user }, body })
      const code = await call.then(
        () => 'done',
        () => 'refused',
      )
      expect([caller, user, code]).toEqual([caller, user, allowed ? 'done' : 'refused'])
    }
  })

  test('with a note that only they read', async () => {
    const read = async (caller: string) => {
      const call = await as(caller)
      const { items } = await call(listUserAbsences, { params: { user: 'mara' }, query: {} })
      const [found] = items.filter(({ days }) => days?.firstDay === '2026-08-01')
      return [found?.note, found?.mayCancel]
    }
    expect(await read('mara')).toEqual(['the dentist', true])
    expect(await read('lena')).toEqual(['the dentist', true])
    expect(await read('nora')).toEqual(['', false])
  })
})

describe('the list over people', () => {
  const span = { from: '2026-09-01T00:00:00Z', until: '2026-10-01T00:00:00Z' }

  test('holds what meets the span, in order, a page at a time, of all or of a team', async () => {
    await note('mara', { firstDay: '2026-08-25', lastDay: '2026-09-01' })
    await note('nora', { firstDay: '2026-09-10' })
    await note('lena', { firstDay: '2026-09-30', lastDay: '2026-10-02' })
    await note('lena', { firstDay: '2026-10-02' })
    const names = async (query: object) => {
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await here.call(listAbsences, {
          query: { ...span, ...query, limit: 1, ...(cursor !== undefined && { cursor }) },
        })
        found.push(...page.items.map(({ user }) => user.name))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return found
    }
    expect(await names({})).toEqual(['mara', 'nora', 'lena'])
    expect(await names({ team: 'crew' })).toEqual(['mara', 'lena'])
  })

  test('refuses a span beyond the limit', async () => {
    const query = { ...span, until: '2028-01-01T00:00:00Z' }
    const problem = await problemOf(here.call(listAbsences, { query }))
    expect(problem.fields?.[0]?.field).toBe('until')
  })
})
