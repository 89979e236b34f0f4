// What nobody takes is for the leads to assign, and what a limit speaks against for them to overrule,
// in writing.

import {
  acceptCoverRequest,
  applyConfiguration,
  arrangeCover,
  type CallInput,
  getCoverRequest,
  listCoverRequests,
  requestCover,
} from '@evenwatch/api'
import { beforeEach, describe, expect, test } from 'vitest'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { problemOf } from '../../configuration/testing/installation.ts'
import { createChangeInstallation, NOW } from './testing/change-installation.ts'

const here = await createChangeInstallation()
const { ana, ben, chen, max, otto } = here.as

/** Thursday evening, 30 hours ahead. */
const EVENING = { from: '2026-01-08T17:00:00Z', until: '2026-01-08T21:00:00Z' }
const DAY_BEFORE = Date.parse('2026-01-07T17:00:00Z')
let schedule = ''

beforeEach(async () => {
  here.setNow(NOW)
  schedule = await here.addSchedule('week', ['chen', 'ben', 'dia'])
})

type Ask = Partial<CallInput<typeof requestCover>['body']>
const ask = (more: Ask = {}) =>
  chen(requestCover, { params: { schedule }, body: { ...EVENING, ask: ['ben'], ...more } })
type Yes = NonNullable<CallInput<typeof acceptCoverRequest>['body']>
const accept = (by: typeof ben, request: string, body: Yes = {}) =>
  by(acceptCoverRequest, { params: { request }, body })
const recordOf = async (kind: string) => {
  const { rows } = await here.context.pool.query<{
    reason: string
    despite: string[] | null
    told: string[]
  }>(
    `select reason, data -> 'despite' as despite, array(
       select u.name || ' ' || (t ->> 'why') from jsonb_array_elements(data -> 'told') t
       join app_user u on u.id::text = t ->> 'userId' order by 1
     ) as told
     from timeline where kind = $1 order by id desc limit 1`,
    [kind],
  )
  return rows[0]
}
const noticesOf = async (name: string, path: string) => {
  const { rows } = await here.context.pool.query<{ subject: string; text: string }>(
    `select n.subject, n.text from notice n join app_user u on u.id = n.user_id
     where u.name = $1 and n.path = $2 order by n.created_at desc`,
    [name, path],
  )
  return rows
}

describe('a yes that a lead says for somebody', () => {
  test('puts them on call, and both people read why', async () => {
    const { id } = await ask({ ask: ['ben', 'dia'] })
    expect((await ana(getCoverRequest, { params: { request: id } })).you).toMatchObject({
      mayAnswer: false,
      mayAssign: true,
    })
    const reason = 'Dia said so on the phone'
    const covered = await accept(ana, id, { for: 'dia', reason })
    expect(covered).toMatchObject({
      state: 'covered',
      answers: [{ user: { name: 'dia' }, reason, assignedBy: { name: 'ana' } }],
      you: { mayAssign: false },
    })
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['dia'])
    expect(await recordOf('cover-arranged')).toEqual({
      reason,
      despite: null,
      told: ['chen loses', 'dia gains'],
    })
    for (const name of ['chen', 'dia']) {
      const told = await noticesOf(name, `/cover/${id}`)
      const notice = told.find(({ subject }) => subject === `Ana arranged cover in ${schedule}`)
      expect(notice?.text).toContain(reason)
    }
  })

  test('is for anybody but the owner, and for covers alone', async () => {
    const { id } = await ask()
    expect((await problemOf(accept(ana, id, { for: 'chen' }))).fields?.[0]?.field).toBe('for')
    // Who was not asked and leads here may take it, too; then it is their own yes.
    const taken = await accept(ana, id, { for: 'me' })
    expect(taken.answers).toMatchObject([{ user: { name: 'ana' }, assignedBy: null }])
    const swap = await chen(requestCover, {
      params: { schedule },
      body: {
        kind: 'swap',
        from: '2026-01-09T17:00:00Z',
        until: '2026-01-09T21:00:00Z',
        with: { user: 'ben', from: '2026-01-14T17:00:00Z', until: '2026-01-14T21:00:00Z' },
      },
    })
    expect((await problemOf(accept(max, swap.id, { for: 'ben' }))).fields?.[0]?.field).toBe('for')
  })

  test('is never for a plain responder to say', async () => {
    const { id } = await ask({ ask: ['ben', 'dia'] })
    for (const by of [ben, chen, otto]) {
      expect((await problemOf(accept(by, id, { for: 'dia' }))).code).toBe('not-allowed')
    }
    expect(await here.onCall(schedule, '2026-01-08T18:00:00Z')).toEqual(['chen'])
  })

  test('overrules too little rest with a reason, and not without', async () => {
    const daily = await here.addSchedule('day', ['chen', 'ben', 'dia'])
    // Thursday is Chen's, Friday Ben's.
    const day = { from: '2026-01-08T08:00:00Z', until: '2026-01-09T08:00:00Z', ask: ['ben'] }
    const { id } = await chen(requestCover, { params: { schedule: daily }, body: day })
    expect((await problemOf(accept(ana, id, { for: 'ben' }))).code).toBe('breaks-limits')
    const despite: Yes['despite'] = ['short-rest']
    const wordless = await problemOf(accept(ana, id, { for: 'ben', despite }))
    expect(wordless.fields?.[0]?.field).toBe('reason')
    const reason = 'nobody else knows the payment system'
    for (const by of [ben, chen]) {
      const problem = await problemOf(accept(by, id, { for: 'ben', despite, reason }))
      expect(problem.code).toBe('not-allowed')
    }
    expect((await problemOf(accept(ben, id, { despite, reason }))).code).toBe('not-allowed')
    await accept(ana, id, { for: 'ben', despite, reason })
    const record = await recordOf('cover-arranged')
    expect(record).toMatchObject({ reason, despite: ['short-rest'] })
    expect(record?.told).toEqual(['ben gains', 'chen loses'])
    for (const name of ['ben', 'chen']) {
      const told = await noticesOf(name, `/cover/${id}`)
      expect(told.map(({ text }) => text).join()).toContain(reason)
    }
  })

  test.each(['double-duty', 'no-skill'] as const)('overrules %s likewise', async (code) => {
    const layer = (name: string, role: 'primary' | 'secondary', member: string) => ({
      name,
      role,
      firstHandoff: '2026-01-05T09:00',
      until: null,
      turn: { length: 1, unit: 'week' as const, count: 'worked' as const, shiftsPerMember: 1 },
      members: [member],
      hours: null,
      priority: 1,
    })
    const two = await here.addSchedule('week', ['chen'], {
      layers: [layer('first', 'primary', 'chen'), layer('second', 'secondary', 'ben')],
      ...(code === 'no-skill' && { areas: ['ledger'] }),
    })
    await here.context.pool.query(
      `insert into user_area (user_id, area, depth, source, updated_by, updated_at)
       select id, 'ledger', 'owner', 'stated', 'system', now() from app_user where name = 'chen'
       on conflict do nothing`,
    )
    const who = code === 'no-skill' ? 'dia' : 'ben'
    const body = { ...EVENING, ask: [who] }
    const { id } = await chen(requestCover, { params: { schedule: two }, body })
    const problem = await problemOf(accept(max, id, { for: who }))
    expect(problem.current).toMatchObject({ checks: [{ code, severity: 'refusal' }] })
    const reason = 'it is an evening'
    await accept(max, id, { for: who, despite: [code], reason })
    expect(await recordOf('cover-arranged')).toMatchObject({ reason, despite: [code] })
    // The team's lead hears of a limit that somebody else overruled.
    expect((await recordOf('cover-arranged'))?.told).toContain('ana lead')
  })
})

describe('a request that nobody takes', () => {
  const escalated = async (by: typeof ben, query = {}) => {
    const { items } = await by(listCoverRequests, {
      query: { escalated: 'true', schedule, ...query },
    })
    return items.map(({ id }) => id)
  }

  test('is the leads’ to assign from a day before it begins, until somebody has it', async () => {
    const { id } = await ask()
    here.setNow(DAY_BEFORE - 1)
    expect(await escalated(ana)).toEqual([])
    here.setNow(DAY_BEFORE)
    expect(await escalated(ana)).toEqual([id])
    expect(await escalated(ana, { toAssign: 'true' })).toEqual([id])
    // A manager may assign, and it is not on their list.
    expect(await escalated(max, { toAssign: 'true' })).toEqual([])
    expect(await escalated(ben, { toAssign: 'true' })).toEqual([])
    expect(await ben(getCoverRequest, { params: { request: id } })).toMatchObject({
      escalated: true,
      you: { mayAssign: false },
    })
    await accept(ana, id, { for: 'dia' })
    expect(await escalated(ana)).toEqual([])
    expect(await ana(getCoverRequest, { params: { request: id } })).toMatchObject({
      escalated: false,
    })
  })

  test('stays while a part of it is open, and while it runs', async () => {
    const { id } = await ask()
    await accept(ben, id, { until: '2026-01-08T19:00:00Z' })
    here.setNow(DAY_BEFORE)
    expect(await escalated(ana)).toEqual([])
    here.setNow(Date.parse('2026-01-08T20:00:00Z'))
    expect(await escalated(ana)).toEqual([id])
    here.setNow(Date.parse('2026-01-08T21:00:00Z'))
    expect(await escalated(ana)).toEqual([])
  })

  test('is done with when its owner was relieved in another way', async () => {
    await ask()
    here.setNow(DAY_BEFORE)
    expect(await escalated(ana)).toHaveLength(1)
    const body = { ...EVENING, away: 'chen', cover: 'dia', reason: 'by hand' }
    await ana(arrangeCover, { params: { schedule }, body })
    expect(await escalated(ana)).toEqual([])
  })

  test('of a team without leads is for the administrators', async () => {
    const leaderless = (leads: string) =>
      here.call(applyConfiguration, {
        body: {
          set: 'teams',
          documents: documentsOf(`
apiVersion: evenwatch/v1
kind: Team
metadata: { name: payments }
spec: { leads: ${leads}, members: [ana, ben, chen, dia] }
`),
        },
      })
    const { id } = await ask()
    here.setNow(DAY_BEFORE)
    await leaderless('[]')
    try {
      expect(await escalated(ana, { toAssign: 'true' })).toEqual([])
      const { items } = await here.call(listCoverRequests, {
        query: { toAssign: 'true', schedule },
      })
      expect(items.map((one) => one.id)).toEqual([id])
    } finally {
      await leaderless('[ana]')
    }
  })
})
