// Schedules over HTTP: who is on call, shifts, gaps, and overrides in the order in which they act.

import {
  applyConfiguration,
  cancelOverride,
  createEscalationPolicy,
  createOverride,
  createSchedule,
  deleteSchedule,
  getOnCall,
  getSchedule,
  getUser,
  listOverrides,
  listSchedules,
  listShifts,
  type overrideInputSchema,
  updateOverride,
  updateSchedule,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant } from '@evenwatch/core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { exampleDocuments } from '../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../configuration/testing/installation.ts'

/** A Wednesday; weekly turns begin on Mondays at 09:00 in Vienna. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()

const WEEKLY = {
  name: 'weekly',
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' as const },
  members: ['ana', 'ben'],
}
const SPEC = { timeZone: 'Europe/Vienna', layers: [WEEKLY] }

let count = 0
let name = ''
const params = () => ({ schedule: name })

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
})
beforeEach(async () => {
  count += 1
  name = `schedule-${count}`
  await here.call(createSchedule, { body: { name, spec: SPEC } })
})

const onCall = async (instant: Instant) =>
  (await here.call(getOnCall, { params: params(), query: { at: at(instant) } })).users.map(
    (one) => one.name,
  )

const override = (body: Partial<z.input<typeof overrideInputSchema>>) =>
  here.call(createOverride, {
    params: params(),
    body: { kind: 'add', startsAt: at(NOW), endsAt: at(NOW + DAY_MS), ...body },
  })

describe('a schedule', () => {
  test('says who is on call, until when, and who comes next', async () => {
    const answer = await here.call(getOnCall, { params: params(), query: {} })
    expect(answer).toMatchObject({
      at: at(NOW),
      users: [{ name: 'ana', displayName: 'Ana Soto' }],
      shift: { startsAt: '2026-01-05T08:00:00.000Z', endsAt: '2026-01-12T08:00:00.000Z' },
      next: { users: [{ name: 'ben' }], startsAt: '2026-01-12T08:00:00.000Z' },
      gapEndsAt: null,
    })
  })

  test('says until when nobody is on call', async () => {
    const answer = await here.call(getOnCall, {
      params: params(),
      query: { at: '2026-01-01T00:00:00Z' },
    })
    expect(answer).toMatchObject({
      users: [],
      shift: null,
      next: { users: [{ name: 'ana' }] },
      gapEndsAt: '2026-01-05T08:00:00.000Z',
    })
  })

  test('has a turn of 167 hours where clocks go forward', async () => {
    const { shifts, gaps, layers } = await here.call(listShifts, {
      params: params(),
      query: { from: '2026-03-23T00:00:00Z', until: '2026-04-06T00:00:00Z', layers: 'true' },
    })
    const hours = shifts.map(({ startsAt, endsAt }) => {
      return (Date.parse(endsAt) - Date.parse(startsAt)) / HOUR_MS
    })
    expect(hours).toEqual([168, 167, 168])
    expect(gaps).toEqual([])
    expect(layers[0]?.shifts.map(({ users }) => users[0]?.name)).toEqual(['ana', 'ben', 'ana'])
  })

  test('answers about the same shifts however the span is cut', async () => {
    const ask = (from: string, until: string) =>
      here.call(listShifts, { params: params(), query: { from, until } })
    const whole = await ask('2026-02-01T00:00:00Z', '2026-02-20T00:00:00Z')
    const one = await ask('2026-02-01T00:00:00Z', '2026-02-10T12:00:00Z')
    const other = await ask('2026-02-10T12:00:00Z', '2026-02-20T00:00:00Z')
    const starts = new Set([...one.shifts, ...other.shifts].map(({ startsAt }) => startsAt))
    expect([...starts]).toEqual(whole.shifts.map(({ startsAt }) => startsAt))
  })

  test('refuses spans that are empty or longer than the limit', async () => {
    for (const until of ['2026-02-01T00:00:00Z', '2027-04-01T00:00:00Z']) {
      const query = { from: '2026-02-01T00:00:00Z', until }
      const problem = await problemOf(here.call(listShifts, { params: params(), query }))
      expect(problem.fields?.[0]?.field).toBe('until')
    }
  })

  test('is found by its former name until somebody takes the name', async () => {
    await here.call(updateSchedule, {
      params: params(),
      body: { name: `${name}-renamed`, spec: SPEC },
    })
    const found = await here.call(getSchedule, { params: params() })
    expect(found.name).toBe(`${name}-renamed`)
    const taker = await here.call(createSchedule, { body: { name, spec: SPEC } })
    expect((await here.call(getSchedule, { params: params() })).id).toBe(taker.id)
  })

  test('is not changed by somebody who read an older version', async () => {
    const change = (version: string, displayName: string) =>
      here.call(
        updateSchedule,
        { params: params(), body: { displayName, spec: SPEC } },
        { headers: { 'if-match': `"${version}"` } },
      )
    expect((await change('1', 'First')).version).toBe(2)
    const problem = await problemOf(change('1', 'Second'))
    expect(problem).toMatchObject({
      code: 'version-conflict',
      current: { version: 2, displayName: 'First' },
    })
  })

  test('keeps the past and the present holder when its rotation changes', async () => {
    const members = ['chen', 'ben']
    const updated = await here.call(updateSchedule, {
      params: params(),
      body: { spec: { ...SPEC, layers: SPEC.layers.map((layer) => ({ ...layer, members })) } },
    })
    expect(updated.spec.layers[0]).toHaveProperty('versions')
    expect(await onCall(NOW - HOUR_MS)).toEqual(['ana'])
    expect(await onCall(NOW + DAY_MS)).toEqual(['ana'])
    expect(await onCall(NOW + 14 * DAY_MS)).toEqual(['chen'])
    const again = await here.call(updateSchedule, {
      params: params(),
      body: { spec: updated.spec },
    })
    expect(again.version).toBe(updated.version)
  })

  test('ends a layer that is left out instead of forgetting who was on call', async () => {
    await here.call(updateSchedule, { params: params(), body: { spec: { ...SPEC, layers: [] } } })
    expect(await onCall(NOW - HOUR_MS)).toEqual(['ana'])
    expect(await onCall(NOW + HOUR_MS)).toEqual([])
  })

  test('that files manage is changed in the files, and one that a policy names stays', async () => {
    const managed = { params: { schedule: 'payments-primary' } }
    const problem = await problemOf(here.call(deleteSchedule, managed))
    expect(problem).toMatchObject({
      code: 'managed-by-files',
      detail: 'It belongs to the set default.',
    })
    await here.call(createEscalationPolicy, {
      body: {
        name: `policy-${name}`,
        spec: { steps: [{ after: '0m', notify: [{ schedule: name }] }] },
      },
    })
    const inUse = await problemOf(here.call(deleteSchedule, { params: params() }))
    expect(inUse).toMatchObject({ code: 'in-use', detail: `Needed by policy-${name}.` })
  })

  test('is listed by name, a page at a time', async () => {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await here.call(listSchedules, {
        query: { limit: 2, ...(cursor !== undefined && { cursor }) },
      })
      expect(page.items.length).toBeLessThanOrEqual(2)
      names.push(...page.items.map((one) => one.name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(names).toContain(name)
    expect(names).toEqual([...new Set(names)].sort())
    const mine = await here.call(listSchedules, { query: { team: 'payments' } })
    expect(mine.items.map((one) => one.name)).toEqual(['payments-primary'])
  })
})

describe('a name that is not there', () => {
  const ask = (schedule: string) => problemOf(here.call(getSchedule, { params: { schedule } }))

  test('is answered with its kind and the nearest names', async () => {
    expect(await ask('pyments-primary')).toMatchObject({
      code: 'not-found',
      detail: 'No schedule is called pyments-primary. Did you mean payments-primary?',
    })
    expect((await ask('warehouse')).detail).toBe('No schedule is called warehouse.')
    const people = await problemOf(here.call(getUser, { params: { user: 'bne' } }))
    expect(people.detail).toBe('No person is called bne. Did you mean ben?')
  })

  test('says which part of a longer path it is', async () => {
    const override = '019b981d-0f80-7203-a086-253c638eda23'
    const cancel = (schedule: string) =>
      problemOf(here.call(cancelOverride, { params: { schedule, override } }))
    expect((await cancel(name)).detail).toBe(`There is no override ${override}.`)
    expect((await cancel('warehouse')).detail).toBe('No schedule is called warehouse.')
  })
})

describe('an override', () => {
  test('acts on what stands after the earlier ones, and keeps its position when it changes', async () => {
    const first = await override({ kind: 'replace', remove: 'ana', add: 'ben' })
    const second = await override({ kind: 'replace', remove: 'ben', add: 'chen' })
    expect([first.position, second.position]).toEqual([1, 2])
    expect(await onCall(NOW + HOUR_MS)).toEqual(['chen'])
    const changed = await here.call(updateOverride, {
      params: { ...params(), override: first.id },
      body: { reason: 'dentist' },
    })
    expect(changed).toMatchObject({ position: 1, reason: 'dentist', kind: 'replace', version: 2 })
    expect(changed.add?.name).toBe('ben')
    expect(await onCall(NOW + HOUR_MS)).toEqual(['chen'])
  })

  test('that is cancelled leaves the others where they are, and says who has no effect now', async () => {
    const first = await override({ kind: 'replace', remove: 'ana', add: 'ben' })
    const second = await override({ kind: 'replace', remove: 'ben', add: 'chen' })
    expect([first.hasEffect, second.hasEffect]).toEqual([true, true])
    const asked = await problemOf(
      here.call(cancelOverride, { params: { ...params(), override: first.id } }),
    )
    expect(asked).toMatchObject({
      code: 'later-depends',
      current: {
        dependants: [{ id: second.id }],
        lines: [{ after: [{ users: [{ name: 'ana' }] }] }],
      },
    })
    const cancelled = await here.call(cancelOverride, {
      params: { ...params(), override: first.id },
      query: { confirm: 'true' },
    })
    expect(cancelled).toMatchObject({ hasEffect: false, position: 1 })
    expect(cancelled.cancelledAt).not.toBeNull()
    const list = async (includeCancelled: string) =>
      (await here.call(listOverrides, { params: params(), query: { includeCancelled } })).items
    expect((await list('false')).map(({ id, hasEffect }) => [id, hasEffect])).toEqual([
      [second.id, false],
    ])
    expect((await list('true')).map(({ position }) => position)).toEqual([1, 2])
    const third = await override({ kind: 'set', users: [] })
    expect(third.position).toBe(3)
    expect(await onCall(NOW + HOUR_MS)).toEqual([])
    const again = await problemOf(
      here.call(cancelOverride, { params: { ...params(), override: first.id } }),
    )
    expect(again.code).toBe('state-conflict')
  })

  test('says truthfully what comes of it when a later one decides the same span', async () => {
    const until = at(NOW + 4 * HOUR_MS)
    const first = await override({ kind: 'replace', remove: 'ana', add: 'ben', endsAt: until })
    expect(first.effect).toEqual({
      acts: 'wholly',
      spans: [{ startsAt: at(NOW), endsAt: until }],
      idle: [],
      words: 'Acts.',
    })
    const part = { startsAt: at(NOW), endsAt: at(NOW + HOUR_MS) }
    const second = await override({ kind: 'replace', remove: 'ben', add: 'chen', ...part })
    const list = async () => (await here.call(listOverrides, { params: params() })).items
    expect((await list())[0]?.effect).toMatchObject({
      acts: 'in-part',
      spans: [{ startsAt: at(NOW + HOUR_MS), endsAt: until }],
      idle: [{ ...part, why: 'later-override', override: second.id }],
    })
    const rest = { startsAt: at(NOW + HOUR_MS), endsAt: until }
    await override({ kind: 'set', users: ['ana'], ...rest })
    expect((await list())[0]).toMatchObject({
      hasEffect: false,
      effect: { acts: 'not', spans: [], words: expect.stringMatching(/^No effect: a later /) },
    })
  })

  test('that would change nobody is refused until that is meant; those it names are told', async () => {
    const body = { kind: 'replace' as const, remove: 'chen', add: 'ben' }
    const span = { startsAt: at(NOW), endsAt: at(NOW + HOUR_MS) }
    expect(await problemOf(override({ ...body, ...span }))).toMatchObject({
      code: 'override-without-effect',
      status: 409,
      detail: 'No effect: Chen Wei is not on call.',
    })
    const items = async () => (await here.call(listOverrides, { params: params() })).items
    expect(await items()).toEqual([])
    const input = { params: params(), body: { ...body, ...span } }
    const made = await here.call(createOverride, { ...input, query: { confirm: 'true' } })
    expect(made).toMatchObject({ hasEffect: false, effect: { acts: 'not' } })
    const { rows } = await here.context.pool.query(
      `select u.name, n.text from notice n join app_user u on u.id = n.user_id
       where n.kind = 'override-without-effect' and n.key = 'idle:' || $1 order by u.name`,
      [made.id],
    )
    expect(rows.map((row) => row.name)).toEqual(['ben', 'chen'])
    expect(rows[0].text).toMatch(/^No effect: Chen Wei is not on call\./)
  })

  test('that was brought from elsewhere is written as it was, without being asked', async () => {
    const made = await override({
      kind: 'remove',
      remove: 'chen',
      cause: 'import',
      sourceRef: 'elsewhere/1',
    })
    expect(made).toMatchObject({ hasEffect: false, checks: [] })
  })

  test('is not changed so that it changes nobody, unless that is meant', async () => {
    const made = await override({ kind: 'replace', remove: 'ana', add: 'ben' })
    const change = (confirm: string) =>
      here.call(updateOverride, {
        params: { ...params(), override: made.id },
        query: { confirm },
        body: { remove: 'chen' },
      })
    expect((await problemOf(change('false'))).code).toBe('override-without-effect')
    expect(await change('true')).toMatchObject({ hasEffect: false })
  })

  test('gets a position of its own when many are made at once, on two nodes', async () => {
    const other = await here.startNode()
    const many = Array.from({ length: 12 }, (_, i) =>
      (i % 2 === 0 ? here : other).call(createOverride, {
        params: params(),
        body: {
          kind: 'add',
          add: 'ben',
          startsAt: at(NOW + i * HOUR_MS),
          endsAt: at(NOW + (i + 1) * HOUR_MS),
        },
      }),
    )
    const positions = (await Promise.all(many)).map(({ position }) => position)
    expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  })

  test('is refused with everything that is wrong with it', async () => {
    const fields = async (body: Partial<z.input<typeof overrideInputSchema>>) =>
      (await problemOf(override(body))).fields?.map(({ field }) => field)
    expect(await fields({ kind: 'replace', remove: 'ana', layer: 'none' })).toEqual([
      'add',
      'layer',
    ])
    expect(await fields({ add: 'nobody', endsAt: at(NOW) })).toEqual(['add', 'endsAt'])
    expect(await fields({ add: 'ben', users: [] })).toEqual(['users'])
    expect(await fields({ add: 'ben', endsAt: at(NOW + 367 * DAY_MS) })).toEqual(['endsAt'])
    expect(await fields({ kind: 'replace', remove: 'ana', add: 'ana' })).toEqual(['add'])
    const past = { startsAt: at(NOW - 2 * DAY_MS), endsAt: at(NOW - DAY_MS) }
    expect(await fields({ add: 'ben', ...past })).toEqual(['endsAt'])
  })

  test('as long as the limit allows is taken', async () => {
    const made = await override({ add: 'ben', endsAt: at(NOW + 366 * DAY_MS) })
    expect(made.hasEffect).toBe(true)
  })

  test('that somebody else changed meanwhile is not overwritten', async () => {
    const made = await override({ add: 'ben' })
    const change = (reason: string) =>
      here.call(
        updateOverride,
        { params: { ...params(), override: made.id }, body: { reason } },
        { headers: { 'if-match': '"1"' } },
      )
    await change('one')
    const problem = await problemOf(change('two'))
    expect(problem).toMatchObject({ code: 'version-conflict', current: { reason: 'one' } })
  })
})

describe('roles', () => {
  beforeEach(async () => {
    const backup = { ...WEEKLY, name: 'backup', role: 'secondary' as const, members: ['ben'] }
    count += 1
    name = `schedule-${count}`
    await here.call(createSchedule, {
      body: { name, spec: { ...SPEC, layers: [...SPEC.layers, backup] } },
    })
  })

  test('every question means primary unless it names another role', async () => {
    const primary = await here.call(getOnCall, { params: params(), query: {} })
    expect(primary).toMatchObject({
      role: 'primary',
      users: [{ name: 'ana' }],
      roles: [
        { role: 'primary', users: [{ name: 'ana' }] },
        { role: 'secondary', users: [{ name: 'ben' }] },
      ],
    })
    const query = { role: 'secondary' as const }
    const secondary = await here.call(getOnCall, { params: params(), query })
    expect(secondary.users).toMatchObject([{ name: 'ben' }])
  })

  test('an override acts on its own role only', async () => {
    await override({ kind: 'set', users: ['chen'], role: 'secondary' })
    expect(await onCall(NOW)).toEqual(['ana'])
    const query = { role: 'secondary' as const, from: at(NOW), until: at(NOW + HOUR_MS) }
    const { shifts } = await here.call(listShifts, { params: params(), query })
    expect(shifts).toMatchObject([{ users: [{ name: 'chen' }] }])
  })
})

test('an override brought from elsewhere is there once, however often it is brought', async () => {
  const brought = { cause: 'import' as const, sourceRef: 'opsgenie:override:1', add: 'ben' }
  const first = await override(brought)
  expect(await override(brought)).toEqual(first)
  expect(first).toMatchObject({ cause: 'import', sourceRef: 'opsgenie:override:1' })
  const { items } = await here.call(listOverrides, { params: params(), query: {} })
  expect(items).toHaveLength(1)
})
