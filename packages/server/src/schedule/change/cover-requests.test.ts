// Asking, accepting, declining and taking back, through the real server on a real database.

import {
  acceptCoverRequest,
  type CallInput,
  cancelCoverRequest,
  declineCoverRequest,
  getCoverRequest,
  getLedger,
  listAudit,
  listCoverRequests,
  listOverrides,
  requestCover,
  takeOverShift,
  undoCoverAcceptance,
} from '@evenwatch/api'
import { beforeEach, describe, expect, test } from 'vitest'
import { problemOf } from '../../configuration/testing/installation.ts'
import { createChangeInstallation, NOW } from './testing/change-installation.ts'

const here = await createChangeInstallation()
const { ana, ben, chen, dia, otto, max } = here.as

/** Thursday evening, within Ana's week: ten to fourteen hours' rest on both sides for everybody. */
const EVENING = { from: '2026-01-08T17:00:00Z', until: '2026-01-08T21:00:00Z' }
let schedule = ''

beforeEach(async () => {
  here.setNow(NOW)
  schedule = await here.addSchedule('week', ['ana', 'ben', 'chen'])
})

type Ask = Partial<CallInput<typeof requestCover>['body']>
const ask = (more: Ask = {}, by = ana) =>
  by(requestCover, { params: { schedule }, body: { ...EVENING, ...more } })
const accept = (by: typeof ben, request: string, body = {}) =>
  by(acceptCoverRequest, { params: { request }, body })
const overrides = async () =>
  (await here.call(listOverrides, { params: { schedule }, query: {} })).items

describe('a cover request', () => {
  test('asks everybody of the team but the owner, and changes nothing by itself', async () => {
    const request = await ask({ note: 'concert' })
    expect(request).toMatchObject({
      state: 'open',
      owner: { name: 'ana' },
      askedEveryone: true,
      note: 'concert',
      you: { isOwner: true, mayAnswer: false, mayCancel: true, mayUndo: [] },
    })
    expect(request.asked.map(({ name }) => name).sort()).toEqual(['ben', 'chen', 'dia'])
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ana'])
    const forBen = await ben(listCoverRequests, { query: { forMe: 'true', state: 'open' } })
    expect(forBen.items.map(({ id }) => id)).toContain(request.id)
    const mine = await ben(listCoverRequests, { query: { mine: 'true' } })
    expect(mine.items).toEqual([])
  })

  test('that is accepted is an override at once, and on the record', async () => {
    const { id } = await ask({ ask: ['ben', 'chen'] })
    const covered = await accept(ben, id)
    expect(covered).toMatchObject({ state: 'covered', open: [] })
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ben'])
    expect(await here.onCall(schedule, '2026-01-08T21:00:00Z')).toEqual(['ana'])
    expect(await overrides()).toMatchObject([
      { kind: 'replace', cause: 'cover', remove: { name: 'ana' }, add: { name: 'ben' } },
    ])
    const { rows } = await here.context.pool.query<{ kind: string; told: { why: string }[] }>(
      `select kind, data -> 'told' as told from timeline
       where subject_id = (select id from definition where name = $1) and kind like 'cover%'
       order by id`,
      [schedule],
    )
    expect(rows.map(({ kind, told }) => [kind, told.map(({ why }) => why)])).toEqual([
      ['cover-requested', ['asked', 'asked']],
      ['covered', ['loses']],
    ])
    const notices = await here.context.pool.query<{ name: string; subject: string; path: string }>(
      `select u.name, n.subject, n.path from notice n join app_user u on u.id = n.user_id
       where n.path = $1 order by n.created_at, u.name`,
      [`/cover/${id}`],
    )
    expect(notices.rows.map(({ name, subject }) => [name, subject.split(' in ')[0]])).toEqual([
      ['ana', expect.stringMatching(/ covers your shift$/)],
      ['ben', expect.stringMatching(/ asks for cover$/)],
      ['chen', expect.stringMatching(/ asks for cover$/)],
    ])
  })

  test('accepted by many in the same instant has one winner and polite refusals, every time', async () => {
    const other = await here.startNode()
    const [benToo, diaToo] = [await here.signedIn(other, 'ben'), await here.signedIn(other, 'dia')]
    for (let round = 0; round < 5; round++) {
      const from = Date.parse(EVENING.from) + round * 20 * 60_000
      const span = {
        from: new Date(from).toISOString(),
        until: new Date(from + 600_000).toISOString(),
      }
      const { id } = await ask(span)
      const answers = await Promise.allSettled(
        [benToo, chen, dia, diaToo].map((by) => accept(by, id)),
      )
      const won = answers.filter(({ status }) => status === 'fulfilled')
      expect(won).toHaveLength(1)
      const request = await ana(getCoverRequest, { params: { request: id } })
      const accepted = request.answers.filter(({ kind }) => kind === 'accepted')
      expect(accepted).toHaveLength(1)
      const problem = await problemOf(accept(chen, id))
      expect(problem.code).toBe('taken')
      expect(problem.detail).toContain(`${accepted[0]?.user.displayName} took`)
    }
    const standing = await overrides()
    expect(standing).toHaveLength(5)
  })

  test('accepted in part leaves the rest open with its owner, until somebody takes it', async () => {
    const { id } = await ask()
    const half = await accept(ben, id, { until: '2026-01-08T19:00:00Z' })
    expect(half).toMatchObject({
      state: 'partly-covered',
      open: [{ startsAt: '2026-01-08T19:00:00.000Z', endsAt: '2026-01-08T21:00:00.000Z' }],
    })
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ben'])
    expect(await here.onCall(schedule, '2026-01-08T20:00:00Z')).toEqual(['ana'])
    const overlapping = { from: '2026-01-08T18:00:00Z', until: '2026-01-08T20:00:00Z' }
    expect(await problemOf(accept(chen, id, overlapping))).toMatchObject({ code: 'taken' })
    const outside = { from: '2026-01-08T16:00:00Z', until: '2026-01-08T20:00:00Z' }
    expect(await problemOf(accept(chen, id, outside))).toMatchObject({ code: 'invalid-request' })
    // The same person may take the other half, too: it is one evening.
    expect(await accept(ben, id)).toMatchObject({ state: 'covered' })
    expect(await here.onCall(schedule, '2026-01-08T20:00:00Z')).toEqual(['ben'])
  })

  test('is declined when everybody said no, and may still be taken', async () => {
    const { id } = await ask({ ask: ['ben', 'dia'] })
    const decline = (by: typeof ben, reason: string) =>
      by(declineCoverRequest, { params: { request: id }, body: { reason } })
    expect(await decline(ben, 'away')).toMatchObject({ state: 'open' })
    expect(await decline(dia, '')).toMatchObject({ state: 'declined' })
    expect(await accept(dia, id)).toMatchObject({ state: 'covered' })
    expect((await problemOf(decline(ben, ''))).code).toBe('state-conflict')
  })

  test('is answered only by those who were asked, and asked only by its owner or a lead', async () => {
    const { id } = await ask({ ask: ['ben'] })
    expect((await problemOf(accept(chen, id))).code).toBe('not-allowed')
    expect((await problemOf(ask({ owner: 'ana' }, ben))).code).toBe('not-allowed')
    expect((await problemOf(ask({}, ben))).fields?.[0]?.rule).toMatch(/Ben is not on call/)
    const friday = { from: '2026-01-09T17:00:00Z', until: '2026-01-09T21:00:00Z' }
    expect(await ask({ ...friday, owner: 'ana' }, max)).toMatchObject({ owner: { name: 'ana' } })
    const withdrawn = { params: { request: id }, body: {} }
    expect((await problemOf(ben(cancelCoverRequest, withdrawn))).code).toBe('not-allowed')
    expect(await ana(cancelCoverRequest, withdrawn)).toMatchObject({ state: 'cancelled' })
    expect((await problemOf(accept(ben, id))).code).toBe('state-conflict')
  })

  test('expires when its time has passed', async () => {
    const { id } = await ask()
    here.setNow(Date.parse(EVENING.until))
    expect(await ana(getCoverRequest, { params: { request: id } })).toMatchObject({
      state: 'expired',
    })
    const query = { state: 'expired' as const, schedule }
    expect((await ana(listCoverRequests, { query })).items.map((one) => one.id)).toEqual([id])
    expect((await ana(listCoverRequests, { query: { schedule, state: 'open' } })).items).toEqual([])
    expect((await problemOf(accept(ben, id))).code).toBe('state-conflict')
  })

  test('that began is covered from now on', async () => {
    const { id } = await ask()
    here.setNow(Date.parse('2026-01-08T18:30:00Z'))
    await accept(ben, id)
    expect(await overrides()).toMatchObject([{ startsAt: '2026-01-08T18:30:00.000Z' }])
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ana'])
  })

  test('is listed a page at a time, the newest first', async () => {
    const ids: string[] = []
    for (let i = 0; i < 3; i++) {
      here.setNow(NOW + i * 1_000)
      const from = `2026-01-08T${12 + i}:00:00Z`
      const span = { from, until: `2026-01-08T${13 + i}:00:00Z` }
      ids.unshift((await ask(span)).id)
    }
    const first = await ana(listCoverRequests, { query: { schedule, limit: 2 } })
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const cursor = first.nextCursor ?? ''
    const second = await ana(listCoverRequests, { query: { schedule, limit: 2, cursor } })
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(2))
    expect(second.nextCursor).toBeNull()
  })
})

describe('an acceptance', () => {
  test('is taken back by either side before it begins, and is open again', async () => {
    const { id } = await ask()
    await accept(ben, id)
    const undo = (by: typeof ben) => by(undoCoverAcceptance, { params: { request: id }, body: {} })
    expect((await problemOf(undo(chen))).code).toBe('not-allowed')
    expect(await undo(ben)).toMatchObject({ state: 'open' })
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ana'])
    await accept(chen, id)
    expect(await undo(ana)).toMatchObject({ state: 'open' })
    await accept(ben, id)
    here.setNow(Date.parse('2026-01-08T17:00:00Z'))
    expect((await problemOf(undo(ben))).detail).toMatch(/has begun/)
  })

  test('on which somebody else’s cover depends asks before it is undone', async () => {
    const first = await ask()
    await accept(ben, first.id)
    const second = await ask({}, ben)
    await accept(dia, second.id)
    const undo = (confirm: string) =>
      ana(undoCoverAcceptance, { params: { request: first.id }, query: { confirm }, body: {} })
    expect(await problemOf(undo('false'))).toMatchObject({
      code: 'later-depends',
      current: {
        dependants: [{ add: { name: 'dia' } }],
        lines: [{ after: [{ users: [{ name: 'ana' }] }] }],
      },
    })
    await undo('true')
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ana'])
  })

  test('that leaves too little rest is refused with its reason', async () => {
    const daily = await here.addSchedule('day', ['ana', 'ben', 'chen'])
    // Thursday is Ana's, Friday Ben's.
    const day = { from: '2026-01-08T08:00:00Z', until: '2026-01-09T08:00:00Z' }
    const request = await ana(requestCover, { params: { schedule: daily }, body: day })
    const problem = await problemOf(accept(ben, request.id))
    expect(problem.code).toBe('breaks-limits')
    expect(problem.detail).toMatch(/Ben would have 0 h of rest before schedule-\d+/)
    expect(problem.current).toMatchObject({
      checks: [{ code: 'short-rest', severity: 'refusal' }, { code: 'asleep' }],
    })
    const overruled = { despite: ['short-rest'], reason: 'nobody else' }
    expect((await problemOf(accept(ben, request.id, overruled))).code).toBe('not-allowed')
    expect(await accept(dia, request.id)).toMatchObject({ state: 'covered' })
  })
})

describe('a swap', () => {
  const swap = (more: Ask = {}) =>
    ask({
      kind: 'swap',
      with: { user: 'ben', from: '2026-01-14T17:00:00Z', until: '2026-01-14T21:00:00Z' },
      ...more,
    })

  test('writes both halves when the counterpart agrees, and both are cancelled together', async () => {
    const { id, counterpart } = await swap()
    expect(counterpart).toMatchObject({ user: { name: 'ben' } })
    expect((await problemOf(accept(chen, id))).code).toBe('not-allowed')
    await accept(ben, id)
    const made = await overrides()
    expect(made.map(({ add, cause }) => [add?.name, cause])).toEqual([
      ['ben', 'swap'],
      ['ana', 'swap'],
    ])
    expect(new Set(made.map(({ linkId }) => linkId)).size).toBe(1)
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['ben'])
    expect(await here.onCall(schedule, '2026-01-14T18:00:00Z')).toEqual(['ana'])
    const undone = await ben(undoCoverAcceptance, { params: { request: id }, body: {} })
    expect(undone.state).toBe('open')
    expect(await overrides()).toEqual([])
  })

  test('over two schedules is all or nothing', async () => {
    const other = await here.addSchedule('week', ['ben', 'dia'])
    const theirs = {
      user: 'ben',
      schedule: other,
      from: '2026-01-09T17:00:00Z',
      until: '2026-01-09T21:00:00Z',
    }
    const { id } = await swap({ with: theirs })
    // Meanwhile Dia takes over Ben's half.
    here.setNow(Date.parse('2026-01-07T12:00:00Z'))
    await dia(takeOverShift, { params: { schedule: other }, body: {} })
    expect(await problemOf(accept(ben, id))).toMatchObject({ code: 'state-conflict' })
    expect(await overrides()).toEqual([])
  })

  test('that would be illegal is refused when it is proposed, whoever proposes it', async () => {
    const daily = await here.addSchedule('day', ['dia', 'ben', 'chen'])
    // Ben gives his Friday for Dia's Thursday of the week after, right before his own Friday.
    const body = {
      kind: 'swap' as const,
      from: '2026-01-09T08:00:00Z',
      until: '2026-01-10T08:00:00Z',
      with: { user: 'dia', from: '2026-01-11T08:00:00Z', until: '2026-01-12T08:00:00Z' },
    }
    const problem = await problemOf(ben(requestCover, { params: { schedule: daily }, body }))
    expect(problem.code).toBe('breaks-limits')
    expect(problem.detail).toMatch(/0 h of rest/)
    const byLead = { ...body, owner: 'ben' }
    const again = ana(requestCover, { params: { schedule: daily }, body: byLead })
    expect((await problemOf(again)).code).toBe('breaks-limits')
  })
})

describe('the ledger', () => {
  test('has every hour twice: given by one, taken by the other', async () => {
    const cover = await ask({ from: '2026-01-08T20:00:00Z', until: '2026-01-09T04:00:00Z' })
    await accept(ben, cover.id)
    const part = await ask({ from: '2026-01-08T22:00:00Z', until: '2026-01-09T02:00:00Z' }, ben)
    await accept(dia, part.id)
    const range = { from: '2026-01-08T00:00:00Z', until: '2026-01-10T00:00:00Z' }
    const ledger = async (user: string) => {
      const read = await max(getLedger, { params: { user }, query: range })
      const entries = read.entries.filter((one) => one.schedule.name === schedule)
      return entries.map(({ direction, hours, nights, counterpart }) => [
        direction,
        hours,
        nights,
        counterpart.name,
      ])
    }
    expect(await ledger('ana')).toEqual([['taken', 8, 1, 'ben']])
    expect(await ledger('ben')).toEqual([
      ['given', 8, 1, 'ana'],
      ['taken', 4, 1, 'dia'],
    ])
    expect(await ledger('dia')).toEqual([['given', 4, 1, 'ben']])
    const totals = (await max(getLedger, { params: { user: 'dia' }, query: range })).totals
    expect(totals.balanceHours).toBe(totals.given.hours - totals.taken.hours)
    expect(totals.byCause.cover.given.hours).toBeGreaterThanOrEqual(4)
  })

  test('is seen by oneself, one’s teams and managers', async () => {
    const of = (by: typeof ben, user: string) => by(getLedger, { params: { user } })
    expect((await of(otto, 'me')).user.name).toBe('otto')
    expect((await problemOf(of(otto, 'ben'))).code).toBe('not-allowed')
    expect((await of(dia, 'ben')).user.name).toBe('ben')
    expect((await of(max, 'otto')).entries).toEqual([])
  })
})

test('what the record says of it has sentences', async () => {
  const { id } = await ask()
  await accept(ben, id)
  const audit = await here.call(listAudit, { query: { limit: 20 } })
  const said = audit.items.map(({ text }) => text)
  expect(said.some((one) => one.startsWith('took a cover request from'))).toBe(true)
  expect(said.some((one) => one.startsWith('asked for cover from'))).toBe(true)
})
