// Planning a period over HTTP: the plan, what it is made of, and above all that publishing its draft
// gives every turn to the person it was planned for, over clock changes and for every kind of turn.

import {
  assessScheduleDraft,
  cancelAbsence,
  createAbsence,
  createEscalationPolicy,
  createOverride,
  createSchedule,
  createTeam,
  createUser,
  deactivateUser,
  deleteSchedule,
  getSchedule,
  listShifts,
  type PeriodPlanView,
  type PlanPeriodInput,
  planPeriod,
  previewSchedule,
  type scheduleSpecSchema,
  undoSchedule,
  updateSchedule,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant, WEEK_MS } from '@evenwatch/core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'

/** A Wednesday; weekly turns begin on Mondays at 09:00 in Vienna. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()
const params = { schedule: 'plan' }
const PEOPLE = ['ana', 'ben', 'chen', 'dora']
const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

type Spec = z.input<typeof scheduleSpecSchema>
type Layer = Extract<Spec['layers'][number], { members: unknown }>

const WEEKLY: Layer = {
  name: 'weekly',
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' },
  members: PEOPLE,
}
const specOf = (layer: Partial<Layer> = {}, more: Partial<Spec> = {}): Spec => ({
  team: 'payments',
  timeZone: 'Europe/Vienna',
  layers: [{ ...WEEKLY, ...layer }],
  ...more,
})
const create = (spec: Spec, name = 'plan') => here.call(createSchedule, { body: { name, spec } })
const plan = (body: PlanPeriodInput = {}) => here.call(planPeriod, { params, body })
const refused = (body: PlanPeriodInput) => problemOf(plan(body))

/** Who is on call in the period, stretch by stretch, as everybody reads it. */
async function shiftsOf({ from, until }: Pick<PeriodPlanView, 'from' | 'until'>) {
  const shifts: { user: string | undefined; startsAt: string; endsAt: string }[] = []
  const end = Date.parse(until)
  for (let start = Date.parse(from); start < end; start += 300 * DAY_MS) {
    const query = { from: at(start), until: at(Math.min(end, start + 300 * DAY_MS)) }
    const answer = await here.call(listShifts, { params, query })
    for (const { users, startsAt, endsAt } of answer.shifts) {
      if (!shifts.some((one) => one.startsAt === startsAt)) {
        shifts.push({ user: users[0]?.name, startsAt, endsAt })
      }
    }
  }
  return shifts.filter(({ startsAt }) => startsAt >= from && startsAt < until)
}

const absences: { user: string; absence: string }[] = []
async function absent(user: string, startsAt: string, endsAt: string) {
  const body = { kind: 'vacation' as const, startsAt, endsAt }
  const { id } = await here.call(createAbsence, { params: { user }, body })
  absences.push({ user, absence: id })
}

/** The holder of the turn in which an instant lies. */
const holderAt = ({ turns }: PeriodPlanView, instant: string) =>
  turns.find((turn) => turn.startsAt <= instant && turn.endsAt > instant)?.user?.name

async function publish({ draft }: PeriodPlanView) {
  if (!draft) throw new TypeError('a plan that is complete has a draft')
  return here.call(updateSchedule, { params, body: draft })
}

beforeAll(async () => {
  for (const name of [...PEOPLE, 'extra', 'leaver']) {
    const spec = { email: `${name}@example.org`, timeZone: 'Europe/Vienna' }
    const displayName = `${name[0]?.toUpperCase()}${name.slice(1)}`
    await here.call(createUser, { body: { name, displayName, spec } })
  }
  await here.call(createTeam, { body: { name: 'payments', spec: { members: PEOPLE } } })
})
afterEach(async () => {
  for (const one of absences.splice(0)) await here.call(cancelAbsence, { params: one })
  here.setNow(NOW)
  for (const schedule of ['plan', 'other']) {
    await here.call(deleteSchedule, { params: { schedule } }).catch(() => undefined)
  }
})

const MANY: readonly (readonly [string, Partial<Layer>, PlanPeriodInput])[] = [
  ['weekly, over both clock changes', {}, { turns: 48 }],
  [
    'weekdays only, day by day, over a clock change',
    {
      turn: { length: 1, unit: 'day' },
      hours: [{ days: [...WORKDAYS], from: '09:00', until: '17:00' }],
    },
    { from: '2026-03-18T00:00:00+01:00', turns: 25, limits: { weeksInARowMax: 20 } },
  ],
  [
    'weekdays only, every day counting',
    {
      turn: { length: 1, unit: 'day', count: 'elapsed' },
      hours: [{ days: [...WORKDAYS], from: '09:00', until: '17:00' }],
    },
    { from: '2026-03-18T00:00:00+01:00', turns: 15, limits: { weeksInARowMax: 20 } },
  ],
  [
    'handoffs in the hour that is skipped in spring',
    { firstHandoff: '2026-01-04T02:30' },
    { from: '2026-03-10T00:00:00+01:00', turns: 10 },
  ],
  [
    'a recurrence rule',
    { turn: { rrule: 'FREQ=WEEKLY;BYDAY=MO,TH', duration: '72h' } },
    { from: '2026-10-12T00:00:00+02:00', turns: 12, limits: { weeksInARowMax: 20 } },
  ],
  [
    'a recurrence rule that ends',
    { turn: { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=40', duration: '7d' } },
    { turns: 20 },
  ],
  [
    'months from the 31st',
    { firstHandoff: '2025-12-31T09:00', turn: { length: 1, unit: 'month' } },
    { turns: 8, limits: { weeksInARowMax: 20 } },
  ],
]

describe('a plan that is published', () => {
  test.each(MANY)('%s: shifts are the planned holders, turn by turn', async (_, layer, body) => {
    await create(specOf(layer))
    const answer = await plan(body)
    expect([answer.kind, answer.conflicts, answer.turns.length]).toEqual([
      'complete',
      [],
      body.turns,
    ])
    const before = await shiftsOf(answer)
    await publish(answer)
    const shifts = await shiftsOf(answer)
    expect(shifts.map(({ startsAt }) => startsAt)).toEqual(before.map(({ startsAt }) => startsAt))
    expect(shifts.map(({ user }) => user)).toEqual(
      shifts.map(({ startsAt }) => holderAt(answer, startsAt)),
    )
    expect(shifts.length).toBeGreaterThanOrEqual(answer.turns.length)
  })

  test('leaves everything before the period as it was, and can be undone', async () => {
    await create(specOf())
    const span = { from: at(NOW - WEEK_MS), until: '2026-03-30T07:00:00.000Z' }
    const past = await shiftsOf(span)
    const answer = await plan({ from: '2026-03-30T09:00:00+02:00', turns: 8, seed: 3 })
    expect(answer.from).toBe('2026-03-30T07:00:00.000Z')
    const { version } = await here.call(getSchedule, { params })
    const whole = { from: span.from, until: answer.until }
    const before = await shiftsOf(whole)
    await publish(answer)
    expect((await shiftsOf(span)).slice(0, -1)).toEqual(past.slice(0, -1))
    await here.call(undoSchedule, { params, body: { version } })
    expect(await shiftsOf(whole)).toEqual(before)
  })

  test('begins again with the same order after the period, and says so', async () => {
    await create(specOf())
    const answer = await plan({ turns: 6 })
    expect(answer.notes.at(-1)).toMatch(
      /^After the period, on Mon 2026-02-23 09:00, the same order begins again with \w+, /,
    )
    await publish(answer)
    const after = { from: answer.until, until: at(Date.parse(answer.until) + 6 * WEEK_MS) }
    const again = (await shiftsOf(after)).slice(0, 6)
    expect(again.map(({ user }) => user)).toEqual(answer.turns.map(({ user }) => user?.name))
  })

  test('loses nobody who has no turn: they follow after the period, and it says so', async () => {
    await create(specOf())
    const answer = await plan({ turns: 3, shiftsMax: { dora: 0 } })
    const [first, , last] = answer.turns.map(({ user }) => user?.displayName)
    expect(answer.notes).toEqual([
      `Dora has no turn in this period; afterwards, from Mon 2026-02-02 09:00 on, Dora follows after ${last}.`,
      `Then the same order begins again with ${first}, until another plan.`,
    ])
    await publish(answer)
    const planned = answer.turns.map(({ user }) => user?.name)
    expect((await shiftsOf(answer)).map(({ user }) => user)).toEqual(planned)
    const after = { from: answer.until, until: at(Date.parse(answer.until) + 4 * WEEK_MS) }
    expect((await shiftsOf(after)).map(({ user }) => user)).toEqual(['dora', ...planned])
  })

  test('keeps members who take no part, too, in their order', async () => {
    await create(specOf())
    const answer = await plan({
      turns: 2,
      people: ['dora', 'extra'],
      limits: { weeksInARowMax: 9 },
    })
    const planned = answer.turns.map(({ user }) => user?.name)
    expect(answer.draft?.spec.layers[0]).toMatchObject({
      members: [...planned, 'ana', 'ben', 'chen'],
    })
    expect(answer.notes[0]).toMatch(
      /^Ana, Ben and Chen have no turn in this period; afterwards, from .* on, they follow after /,
    )
  })

  test('of a layer that has not begun keeps what comes before the period', async () => {
    await create(specOf({ firstHandoff: '2026-02-02T09:00' }))
    const answer = await plan({ from: '2026-03-02T09:00:00+01:00', turns: 4 })
    const before = { from: '2026-02-02T08:00:00.000Z', until: answer.from }
    const stands = await shiftsOf(before)
    await publish(answer)
    expect((await shiftsOf(before)).map(({ user }) => user)).toEqual(stands.map(({ user }) => user))
    expect((await shiftsOf(answer)).map(({ user }) => user)).toEqual(
      answer.turns.map(({ user }) => user?.name),
    )
  })

  test('may be replaced by another plan of the same period before it begins', async () => {
    await create(specOf())
    await publish(await plan({ turns: 10, seed: 1 }))
    const again = await plan({ turns: 10, seed: 2, shiftsMax: { ana: 1 } })
    await publish(again)
    expect((await shiftsOf(again)).map(({ user }) => user)).toEqual(
      again.turns.map(({ user }) => user?.name),
    )
    expect(again.turns.filter(({ user }) => user?.name === 'ana')).toHaveLength(1)
  })
})

describe('the draft', () => {
  test('is previewed with each person’s own difference, and assessed, as any other', async () => {
    await create(specOf())
    const { draft } = await plan({ turns: 8, shiftsMax: { ana: 0 } })
    if (!draft) throw new TypeError('a draft')
    const body = { ...draft, days: 56 }
    const preview = await here.call(previewSchedule, { params, body })
    expect(preview.at).toBe(draft.at)
    expect(preview.people.map(({ user }) => user)).toContain('Ana')
    const quality = await here.call(assessScheduleDraft, { params, body: { ...draft, weeks: 8 } })
    expect(quality.people.find(({ user }) => user.name === 'ana')?.hours ?? 0).toBeLessThan(168)
  })

  test('lists the planned holders in order from the first handoff of the period', async () => {
    await create(specOf())
    const { draft, turns } = await plan({ from: '2026-03-30T09:00:00+02:00', turns: 5 })
    expect(draft).toMatchObject({
      at: '2026-03-30T07:00:00.000Z',
      spec: {
        layers: [
          {
            name: 'weekly',
            firstHandoff: '2026-03-30T09:00',
            members: turns.map(({ user }) => user?.name),
          },
        ],
      },
    })
  })

  test('leaves the other layers as they are, and plans around their people', async () => {
    const second = { ...WEEKLY, name: 'backup', role: 'secondary' as const, members: ['dora'] }
    await create({ ...specOf(), layers: [WEEKLY, second] })
    const { draft, turns } = await plan({ turns: 12, limits: { weeksInARowMax: 4 } })
    const { spec } = await here.call(getSchedule, { params })
    expect(draft?.spec.layers[1]).toEqual(spec.layers[1])
    expect(turns.map(({ user }) => user?.name)).not.toContain('dora')
  })
})

describe('what is planned with', () => {
  test('without words: the members, the next handoff, 26 turns; the past stays', async () => {
    await create(specOf({ members: ['ana', ['ben', 'chen'], { team: 'payments' }, null] }))
    const answer = await plan()
    expect(answer).toMatchObject({ layer: 'weekly', from: '2026-01-12T08:00:00.000Z', seed: 1 })
    expect(answer.turns).toHaveLength(26)
    expect(answer.people.map(({ user }) => user.name).sort()).toEqual(PEOPLE)
    expect(answer.notes[0]).toContain('gives each turn to one person')
  })

  test('a policy that holds a turn is named; nobody is said to share it', async () => {
    const spec = { steps: [{ after: '0m', notify: [{ user: 'extra' }] }] }
    await here.call(createEscalationPolicy, { body: { name: 'fallback', spec } })
    await create(specOf({ members: ['ana', { policy: 'fallback' }] }))
    const { notes } = await plan({ turns: 1 })
    expect(notes[0]).toBe(
      'The policy fallback holds a turn now; the plan gives every turn to a person.',
    )
    expect(notes.join(' ')).not.toContain('share')
  })

  test('absences keep people away, and are shown', async () => {
    await create(specOf())
    const away = { startsAt: '2026-01-20T00:00:00.000Z', endsAt: '2026-02-14T00:00:00.000Z' }
    await absent('ben', away.startsAt, away.endsAt)
    const answer = await plan({ turns: 12 })
    const bens = answer.turns.filter(({ user }) => user?.name === 'ben')
    expect(bens.length).toBeGreaterThan(0)
    for (const turn of bens) {
      expect(turn.endsAt <= away.startsAt || turn.startsAt >= away.endsAt).toBe(true)
    }
    expect(answer.people.find(({ user }) => user.name === 'ben')?.absences).toEqual([away])
  })

  test('shifts in other schedules, with rest before and after', async () => {
    const theirs = {
      ...WEEKLY,
      members: ['ana', 'ben'],
      turn: { length: 2, unit: 'week' as const },
    }
    await create({ timeZone: 'Europe/Vienna', layers: [theirs] }, 'other')
    await create(specOf({ members: ['ana', 'ben', 'chen', 'dora'] }))
    const answer = await plan({ turns: 12, limits: { weeksInARowMax: 4 } })
    const other = await here.call(listShifts, {
      params: { schedule: 'other' },
      query: { from: answer.from, until: answer.until },
    })
    for (const { users, startsAt, endsAt } of other.shifts) {
      const meets = answer.turns.filter((turn) => turn.startsAt < endsAt && turn.endsAt > startsAt)
      expect(meets.map(({ user }) => user?.name)).not.toContain(users[0]?.name)
    }
  })

  test('a maximum per person, other people, and another seed', async () => {
    await create(specOf())
    const body = { turns: 12, people: ['ana', 'ben', 'extra'], shiftsMax: { ana: 2 } }
    const answer = await plan(body)
    const names = new Set(answer.turns.map(({ user }) => user?.name))
    expect([...names].sort()).toEqual(['ana', 'ben', 'extra'])
    const ana = answer.people.find(({ user }) => user.name === 'ana')
    expect(ana).toMatchObject({ isCandidate: true, turns: 2, shiftsMax: 2, now: { turns: 3 } })
    const chen = answer.people.find(({ user }) => user.name === 'chen')
    expect(chen).toMatchObject({ isCandidate: false, turns: 0, differencePercent: null })
    expect(await plan({ ...body, seed: 1 })).toEqual(answer)
  })

  test('figures say what each person carries now and by the plan', async () => {
    await create(specOf())
    const answer = await plan({ turns: 8 })
    // Ana's two days until now are everybody's: nobody makes up for a past without turns.
    const carried = new Set(answer.people.map((one) => one.carriedWeightedHours))
    expect(carried.size).toBe(1)
    for (const one of answer.people) {
      expect([one.turns, one.now.turns, one.hours]).toEqual([2, 2, 336])
      expect(one.nights).toBe(14)
      expect(Math.abs(one.differencePercent ?? 100)).toBeLessThan(5)
    }
    expect(answer.turns.map(({ hours }) => hours)).toEqual(Array(8).fill(168))
    expect(answer.turns.every(({ reason }) => (reason ?? '').length > 0)).toBe(true)
  })

  test('overrides of the period stay and are counted', async () => {
    await create(specOf())
    expect((await plan({ turns: 4 })).notes).toHaveLength(1)
    const span = { startsAt: '2026-01-13T08:00:00Z', endsAt: '2026-01-13T12:00:00Z' }
    const body = { kind: 'add' as const, add: 'extra', ...span }
    await here.call(createOverride, { params, body })
    const { notes } = await plan({ turns: 4 })
    expect(notes[0]).toBe(
      '1 override stays as agreed in the period and acts on whoever is planned.',
    )
  })
})

describe('a plan that cannot be', () => {
  test('names the demands that contradict each other, each with where to look', async () => {
    await create(specOf({ members: ['chen', 'dora'] }))
    await absent('dora', '2026-02-01T00:00:00.000Z', '2026-02-28T00:00:00.000Z')
    const answer = await plan({ turns: 8 })
    expect(answer).toMatchObject({ kind: 'impossible', draft: null, isMinimal: true })
    const kinds = answer.conflicts.map(({ kind }) => kind)
    expect(kinds).toContain('absence')
    expect(kinds).toContain('weeks-in-a-row')
    for (const { kind, sentence, remedy, user, span, team } of answer.conflicts) {
      expect(sentence).toMatch(/\.$/)
      expect(remedy).toMatch(/\.$/)
      if (kind === 'absence') expect([user?.name, span === null]).toEqual(['dora', false])
      if (kind === 'weeks-in-a-row') expect(team).toBe('payments')
    }
    // Taking one demand back makes it possible.
    const relaxed = await plan({ turns: 8, limits: { weeksInARowMax: 5 } })
    expect(relaxed.kind).toBe('complete')
  })

  test('names an area that nobody of them knows, and a shift elsewhere', async () => {
    await create(specOf({}, { areas: ['ledger'] }))
    const answer = await plan({ turns: 2 })
    expect(answer.kind).toBe('impossible')
    expect(answer.conflicts).toContainEqual(
      expect.objectContaining({ kind: 'area', area: 'ledger' }),
    )
  })

  test('names the schedule in which somebody is on call already', async () => {
    await create({ timeZone: 'Europe/Vienna', layers: [{ ...WEEKLY, members: ['ana'] }] }, 'other')
    await create(specOf({ members: ['ana'] }))
    const { conflicts } = await plan({ turns: 1 })
    expect(conflicts).toContainEqual(expect.objectContaining({ kind: 'booked', schedule: 'other' }))
  })
})

describe('refusals name the field', () => {
  test('for periods', async () => {
    await create(specOf({ until: '2026-06-01T09:00' }))
    const late = { from: '2026-07-01T00:00:00Z' }
    expect(await refused({ from: at(NOW - HOUR_MS) })).toMatchObject({
      fields: [{ field: 'from' }],
    })
    expect(await refused({ until: at(NOW + WEEK_MS), turns: 2 })).toMatchObject({
      fields: [{ field: 'until' }],
    })
    expect(await refused({ turns: 401 })).toMatchObject({ code: 'invalid-request' })
    expect(await refused(late)).toMatchObject({
      code: 'state-conflict',
      detail: 'From there on the layer weekly has no handoff with anybody on call.',
    })
    expect((await plan({ turns: 40, limits: { weeksInARowMax: 4 } })).notes[0]).toBe(
      'The layer ends before: 20 of 40 turns are left to plan.',
    )
  })

  test('for layers and people', async () => {
    await create({ ...specOf(), layers: [WEEKLY, { ...WEEKLY, name: 'nights' }] })
    expect(await refused({})).toMatchObject({
      fields: [{ field: 'layer', rule: 'Say which one to plan: weekly, nights.' }],
    })
    await here.call(deactivateUser, { params: { user: 'leaver' } })
    const layer = 'nights'
    expect(await refused({ layer, people: ['ana', 'lost', 'leaver'] })).toMatchObject({
      fields: [{ field: 'people[1]' }, { field: 'people[2]', rule: 'Leaver has left.' }],
    })
    expect(await refused({ layer, shiftsMax: { lost: 1 } })).toMatchObject({
      fields: [{ field: 'shiftsMax.lost' }],
    })
    const misspelt = { layer, shiftMax: { ana: 1 } } as PlanPeriodInput
    expect(await refused(misspelt)).toMatchObject({
      fields: [{ rule: expect.stringContaining('"shiftMax"') }],
    })
    const nested = { layer, limits: { restHour: 1 } } as PlanPeriodInput
    expect(await refused(nested)).toMatchObject({
      fields: [{ field: 'limits', rule: expect.stringContaining('"restHour"') }],
    })
    expect(await refused({ layer: 'lost' })).toMatchObject({ fields: [{ field: 'layer' }] })
  })

  test('more turns than a plan may have', async () => {
    await create(specOf({ turn: { length: 1, unit: 'hour' } }))
    expect(await refused({ until: at(NOW + 30 * DAY_MS) })).toMatchObject({
      fields: [{ field: 'until' }],
    })
  })
})
