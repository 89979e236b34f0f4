// What a change meets: an earlier request of the same person, and overrides that stand already.

import {
  acceptCoverRequest,
  arrangeCover,
  type CallInput,
  cancelCoverRequest,
  cancelOverride,
  cancelOverrideLink,
  createOverride,
  declineCoverRequest,
  getCoverRequest,
  listOverrides,
  listShifts,
  previewShiftChange,
  requestCover,
  setTemporarySchedule,
} from '@evenwatch/api'
import { beforeEach, describe, expect, test } from 'vitest'
import { problemOf } from '../../configuration/testing/installation.ts'
import { createChangeInstallation, NOW } from './testing/change-installation.ts'

const here = await createChangeInstallation()
const { ana, ben, chen, dia, max } = here.as

const at = (hour: number) => `2026-01-08T${hour}:00:00Z`
/** Thursday evening, within Ana's week. */
const EVENING = { from: at(17), until: at(21) }
let schedule = ''

beforeEach(async () => {
  here.setNow(NOW)
  schedule = await here.addSchedule('week', ['ana', 'ben', 'chen'])
})

const params = () => ({ schedule })
type Ask = Partial<CallInput<typeof requestCover>['body']>
const ask = (more: Ask = {}, by = ana) =>
  by(requestCover, { params: params(), body: { ...EVENING, ...more } })
/** Who is on call through the evening: `ana 17-18 chen 18-19`. */
const line = async () => {
  const { shifts } = await here.call(listShifts, { params: params(), query: EVENING })
  const hour = (instant: string) => new Date(instant).getUTCHours()
  return shifts
    .filter((one) => one.endsAt > EVENING.from && one.startsAt < EVENING.until)
    .map(({ users, startsAt, endsAt }) => {
      const from = startsAt < '2026-01-08T17' ? 17 : hour(startsAt)
      const until = endsAt > '2026-01-08T21' ? 21 : hour(endsAt)
      return `${users.map(({ name }) => name).join('+')} ${from}-${until}`
    })
    .join(' ')
}

describe('a second request of the same person', () => {
  test('for a span that overlaps is refused, and names the first', async () => {
    const first = await ask()
    for (const body of [{}, { from: at(20), until: at(23) }, { from: at(18), until: at(19) }]) {
      const problem = await problemOf(ask(body))
      expect(problem.code).toBe('already-asked')
      expect(problem.detail).toContain(`/cover/${first.id}`)
      expect(problem.detail).toContain('from Thu 2026-01-08 18:00 until Thu 2026-01-08 22:00')
      expect(problem.current).toMatchObject({ request: { id: first.id, href: first.href } })
    }
    const swap = ask({
      kind: 'swap',
      with: { user: 'ben', from: '2026-01-14T17:00:00Z', until: '2026-01-14T21:00:00Z' },
    })
    expect((await problemOf(swap)).code).toBe('already-asked')
    // A manager who asks for her is told as well.
    expect((await problemOf(ask({ owner: 'ana' }, max))).code).toBe('already-asked')
  })

  test('of two that are sent in the same instant, one stands', async () => {
    const other = await here.signedIn(await here.startNode(), 'ana')
    const asked = await Promise.allSettled([ana, other, ana].map((by) => ask({}, by)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is welcome beside the first, after it, and when nobody can answer it any more', async () => {
    const first = await ask()
    await ask({ from: at(21), until: at(23) })
    await ana(cancelCoverRequest, { params: { request: first.id }, body: {} })
    const second = await ask({ ask: ['ben'] })
    await ben(declineCoverRequest, { params: { request: second.id }, body: {} })
    const third = await ask({ ask: ['chen'] })
    await chen(acceptCoverRequest, { params: { request: third.id }, body: { until: at(19) } })
    expect((await problemOf(ask({ from: at(19) }))).code).toBe('already-asked')
    // What Chen took is his, and his to ask for.
    expect(await ask({ until: at(19) }, chen)).toMatchObject({ owner: { name: 'chen' } })
  })
})

describe('an override that stands already', () => {
  const chenAtSix = (by = ana) =>
    by(createOverride, {
      params: params(),
      body: { kind: 'replace', remove: 'ana', add: 'chen', startsAt: at(18), endsAt: at(19) },
    })
  const replace = (more: { split?: boolean } = {}) =>
    ana(createOverride, {
      params: params(),
      body: {
        kind: 'replace',
        remove: 'ana',
        add: 'ben',
        startsAt: EVENING.from,
        endsAt: EVENING.until,
        ...more,
      },
    })

  test('is shown by the preview, with what is left around it', async () => {
    const { id } = await chenAtSix()
    const override = {
      kind: 'replace' as const,
      remove: 'ana',
      add: 'ben',
      startsAt: EVENING.from,
      endsAt: EVENING.until,
    }
    const bodies: CallInput<typeof previewShiftChange>['body'][] = [
      { kind: 'override', override },
      { kind: 'override', override, split: true },
      { kind: 'arranged', ...EVENING, away: 'ana', cover: 'ben' },
      { kind: 'cover', ...EVENING, cover: 'ben' },
    ]
    for (const body of bodies) {
      const preview = await ana(previewShiftChange, { params: params(), body })
      expect(preview.conflicts).toMatchObject([
        {
          override: { id, add: { name: 'chen' }, createdBy: { name: 'ana' } },
          startsAt: at(18).replace('Z', '.000Z'),
          endsAt: at(19).replace('Z', '.000Z'),
        },
      ])
      expect(preview.rest.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
        [at(17), at(18)].map((one) => one.replace('Z', '.000Z')),
        [at(19), at(21)].map((one) => one.replace('Z', '.000Z')),
      ])
    }
  })

  test('keeps its part of a split override, whose pieces are cancelled together', async () => {
    const other = await chenAtSix()
    const first = await replace({ split: true })
    expect(first.linkId).not.toBeNull()
    const pieces = (await here.call(listOverrides, { params: params(), query: {} })).items.filter(
      ({ linkId }) => linkId === first.linkId,
    )
    expect(pieces.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ['2026-01-08T17:00:00.000Z', '2026-01-08T18:00:00.000Z'],
      ['2026-01-08T19:00:00.000Z', '2026-01-08T21:00:00.000Z'],
    ])
    expect(await line()).toBe('ben 17-18 chen 18-19 ben 19-21')
    // Without the other, its part is Ana's again: Ben was not asked for it.
    await ana(cancelOverride, { params: { ...params(), override: other.id } })
    expect(await line()).toBe('ben 17-18 ana 18-19 ben 19-21')
    await ana(cancelOverrideLink, { params: { ...params(), link: first.linkId ?? '' } })
    expect(await line()).toBe('ana 17-21')
  })

  test('stays beneath one that is not split', async () => {
    const other = await chenAtSix()
    expect((await replace()).linkId).toBeNull()
    expect(await line()).toBe('ben 17-18 chen 18-19 ben 19-21')
    await ana(cancelOverride, { params: { ...params(), override: other.id } })
    expect(await line()).toBe('ben 17-21')
  })

  test('of the whole span leaves nothing to split', async () => {
    await ana(createOverride, {
      params: params(),
      body: {
        kind: 'replace',
        remove: 'ana',
        add: 'chen',
        startsAt: at(16),
        endsAt: at(22),
      },
    })
    const problem = await problemOf(replace({ split: true }))
    expect(problem.code).toBe('state-conflict')
    expect(problem.detail).toMatch(/decide all of it already/)
  })

  test('keeps its part of arranged cover and of a temporary schedule', async () => {
    await chenAtSix()
    const shifts = [{ ...EVENING, users: ['dia'] }]
    const set = await ana(setTemporarySchedule, {
      params: params(),
      body: { ...EVENING, shifts, reason: 'fair', split: true },
    })
    expect(set.overrides).toHaveLength(2)
    expect(await line()).toBe('dia 17-18 chen 18-19 dia 19-21')
    await ana(cancelOverrideLink, { params: { ...params(), link: set.linkId } })
    const arranged = await ana(arrangeCover, {
      params: params(),
      body: { ...EVENING, away: 'ana', cover: 'ben', reason: 'ill', split: true },
    })
    expect(arranged.overrides).toHaveLength(2)
    expect(await line()).toBe('ben 17-18 chen 18-19 ben 19-21')
  })

  test('is left out of what somebody accepts, and given back as one', async () => {
    await chenAtSix()
    const { id } = await ask({ ask: ['dia'] })
    const covered = await dia(acceptCoverRequest, { params: { request: id }, body: {} })
    expect(covered).toMatchObject({ state: 'covered' })
    expect(covered.answers.at(-1)?.covered).toEqual([
      { startsAt: '2026-01-08T17:00:00.000Z', endsAt: '2026-01-08T18:00:00.000Z' },
      { startsAt: '2026-01-08T19:00:00.000Z', endsAt: '2026-01-08T21:00:00.000Z' },
    ])
    const made = (await here.call(listOverrides, { params: params(), query: {} })).items
    expect(made.filter(({ cause }) => cause === 'cover')).toHaveLength(2)
    expect(await line()).toBe('dia 17-18 chen 18-19 dia 19-21')
  })

  test('between two pieces leaves the first with whoever did it when the rest is given back', async () => {
    await chenAtSix()
    const { id } = await ask({ ask: ['dia'] })
    await dia(acceptCoverRequest, { params: { request: id }, body: {} })
    const made = (await here.call(listOverrides, { params: params(), query: {} })).items
    const link = made.find(({ cause }) => cause === 'cover')?.linkId ?? ''
    here.setNow(Date.parse('2026-01-08T18:30:00Z'))
    await dia(cancelOverrideLink, { params: { ...params(), link } })
    expect(await line()).toBe('dia 17-18 chen 18-19 ana 19-21')
    expect(await ana(getCoverRequest, { params: { request: id } })).toMatchObject({
      state: 'partly-covered',
      answers: [{ user: { name: 'dia' }, undoneAt: null }],
    })
  })

  test('at an edge is cut off what is asked for', async () => {
    await ana(createOverride, {
      params: params(),
      body: { kind: 'replace', remove: 'ana', add: 'chen', startsAt: at(16), endsAt: at(18) },
    })
    expect(await ask({ split: true })).toMatchObject({
      startsAt: '2026-01-08T18:00:00.000Z',
      endsAt: '2026-01-08T21:00:00.000Z',
    })
  })
})
