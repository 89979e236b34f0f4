// The quality report and the calendar over HTTP, with real schedules, absences and leavers.

import {
  applyConfiguration,
  assessScheduleDraft,
  createEscalationPolicy,
  createOverride,
  createSchedule,
  createUser,
  deactivateUser,
  getSchedule,
  getScheduleCalendar,
  getScheduleQuality,
  listUsers,
  reviewSchedule,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant, WEEK_MS } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { insertRow } from '../../alert/testing/insert-rows.ts'
import { exampleDocuments } from '../../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'
import { systemRandom } from '../../platform/clock/system-random.ts'

/** A Monday at 09:00 in Vienna, when weekly turns begin. */
const NOW: Instant = Date.parse('2026-01-05T08:00:00Z')
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()
const ids = new Map<string, string>()

const weekly = (...members: string[]) => ({
  team: 'payments',
  timeZone: 'Europe/Vienna',
  layers: [
    {
      name: 'weekly',
      firstHandoff: '2026-01-05T09:00',
      turn: { length: 1, unit: 'week' as const },
      members,
    },
  ],
})

const quality = (schedule: string, weeks = 12) =>
  here.call(getScheduleQuality, { params: { schedule }, query: { weeks } })
const codes = async (schedule: string) => (await quality(schedule)).findings.map(({ code }) => code)

async function absent(user: string, startsAt: Instant, endsAt: Instant) {
  await insertRow(here.context.pool, 'absence', {
    id: systemRandom.uuid(NOW),
    user_id: ids.get(user),
    kind: 'vacation',
    starts_at: at(startsAt),
    ends_at: at(endsAt),
    created_by: 'system',
    created_at: at(NOW),
    revision: 1,
  })
}

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
  const { items } = await here.call(listUsers, { query: {} })
  for (const { name, id } of items) ids.set(name, id)
})

describe('the quality of a schedule', () => {
  test('is a score whose parts can be followed, with the load of each person', async () => {
    await here.call(createSchedule, { body: { name: 'even', spec: weekly('ana', 'ben') } })
    const report = await quality('even', 52)
    expect(report.until).toBe(at(NOW + 52 * WEEK_MS))
    expect(report.parts.map(({ name, pointsMax }) => [name, pointsMax])).toEqual([
      ['cover', 40],
      ['balance', 20],
      ['rest', 15],
      ['availability', 10],
      ['upkeep', 10],
      ['areas', 5],
    ])
    expect(report.score).toBe(
      Math.floor(report.parts.reduce((sum, { points }) => sum + points * 10, 0) / 10),
    )
    expect(report.weights.sleep).toBeGreaterThan(report.weights.working)
    expect(report.people.map(({ user }) => user.name).sort()).toEqual(['ana', 'ben'])
    for (const one of report.people) {
      expect(Object.values(one.hoursByClass).reduce((a, b) => a + b)).toBeCloseTo(one.hours, 0)
      expect(one.differencePercent).toBeLessThan(5)
    }
    expect(report.fairSharePercent).toBe(50)
  })

  test('sees double duty with the other schedules, and who is away', async () => {
    await here.call(createSchedule, { body: { name: 'first', spec: weekly('ana', 'ben') } })
    await here.call(createSchedule, { body: { name: 'second', spec: weekly('ana', 'ben') } })
    await absent('ana', NOW + DAY_MS, NOW + 2 * DAY_MS)
    const { findings } = await quality('first', 1)
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'absent-on-call',
        severity: 'critical',
        users: [expect.objectContaining({ name: 'ana' })],
        span: { startsAt: at(NOW + DAY_MS), endsAt: at(NOW + 2 * DAY_MS) },
      }),
    )
    expect(findings.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('here and for second at once'),
    )
  })

  test('measures sleep in the person’s own zone and hours', async () => {
    const spec = {
      email: 'hiro@example.org',
      timeZone: 'Asia/Tokyo',
      sleepHours: { from: '23:00', until: '03:00' },
    }
    await here.call(createUser, { body: { name: 'hiro', displayName: 'Hiro', spec } })
    await here.call(createSchedule, { body: { name: 'zones', spec: weekly('ana', 'hiro') } })
    const { people } = await quality('zones', 2)
    const sleepOf = (name: string) =>
      people.find(({ user }) => user.name === name)?.hoursByClass.sleep
    expect(sleepOf('ana')).toBe(63)
    expect(sleepOf('hiro')).toBe(28)
  })

  test('knows the public holidays of each person’s country', async () => {
    const spec = {
      email: 'vera@example.org',
      timeZone: 'Europe/Vienna',
      holidays: { country: 'AT' },
    }
    await here.call(createUser, { body: { name: 'vera', displayName: 'Vera', spec } })
    await here.call(createSchedule, { body: { name: 'epiphany', spec: weekly('vera', 'hiro') } })
    const { people, findings } = await quality('epiphany', 2)
    const holidaysOf = (name: string) => people.find(({ user }) => user.name === name)
    expect(holidaysOf('vera')).toMatchObject({ holidays: 1, hoursByClass: { holiday: 15 } })
    expect(holidaysOf('hiro')).toMatchObject({ holidays: 0, hoursByClass: { holiday: 0 } })
    expect(findings.filter(({ code }) => code === 'holiday-on-call')).toEqual([
      expect.objectContaining({
        severity: 'info',
        sentence: 'Vera is on call on a public holiday: Epiphany.',
        span: { startsAt: '2026-01-05T23:00:00.000Z', endsAt: '2026-01-06T23:00:00.000Z' },
      }),
    ])
  })

  test('falls with the share of people whom nothing reaches, and tells them as one', async () => {
    const mute = ['mo', 'mia', 'max']
    for (const name of mute) {
      const spec = { email: `${name}@example.org` }
      await here.call(createUser, { body: { name, displayName: name.toUpperCase(), spec } })
    }
    await here.call(createSchedule, { body: { name: 'mute', spec: weekly('ana', ...mute) } })
    const { parts, groups, score } = await quality('mute', 12)
    expect(parts.find(({ name }) => name === 'upkeep')).toMatchObject({
      points: 2.5,
      measured: expect.stringContaining('3 of 4 people cannot be reached'),
    })
    expect(score).toBeLessThanOrEqual(92)
    expect(groups.find(({ code }) => code === 'no-contact-method')).toMatchObject({
      count: 3,
      sentence: '3 people cannot be reached: they have no contact method but the inbox.',
    })
  })

  test('of a draft knows who has the first turn', async () => {
    await here.call(createSchedule, { body: { name: 'drafted', spec: weekly('ana', 'ben') } })
    const holders = async (startsWith: number) => {
      const spec = weekly('ana', 'ben')
      const layers = spec.layers.map((layer) => ({ ...layer, startsWith }))
      const body = { spec: { ...spec, layers }, weeks: 1 }
      const params = { schedule: 'drafted' }
      const { people } = await here.call(assessScheduleDraft, { params, body })
      return people.filter(({ hours }) => hours > 0).map(({ user }) => user.name)
    }
    expect(await holders(0)).toEqual(['ana'])
    expect(await holders(1)).toEqual(['ben'])
  })

  test('names a leaver the same minute, and the gap', async () => {
    await here.call(createUser, {
      body: { name: 'leaver', displayName: 'Lee', spec: { email: 'lee@example.org' } },
    })
    await here.call(createSchedule, { body: { name: 'left', spec: weekly('ana', 'leaver') } })
    expect(await codes('left')).not.toContain('leaver-in-rotation')
    await here.call(deactivateUser, { params: { user: 'leaver' } })
    expect((await codes('left')).slice(0, 1)).toEqual(['gap'])
    expect(await codes('left')).toContain('leaver-in-rotation')
  })

  test('is stale after half a year, until somebody reviews it', async () => {
    await here.call(createSchedule, { body: { name: 'old', spec: weekly('ana', 'ben') } })
    here.setNow(NOW + 181 * DAY_MS)
    expect(await codes('old')).toContain('unreviewed')
    const before = await here.call(getSchedule, { params: { schedule: 'old' } })
    const review = await here.call(reviewSchedule, { params: { schedule: 'old' } })
    expect(review.at).toBe(at(NOW + 181 * DAY_MS))
    const report = await quality('old')
    expect(report.findings.map(({ code }) => code)).not.toContain('unreviewed')
    expect(report.reviewed).toEqual(review)
    const after = await here.call(getSchedule, { params: { schedule: 'old' } })
    expect(after.version).toBe(before.version)
    here.setNow(NOW)
  })

  test('is refused for a schedule that is not there', async () => {
    expect((await problemOf(quality('nothing'))).code).toBe('not-found')
    expect((await problemOf(here.call(reviewSchedule, { params: { schedule: 'no' } }))).code).toBe(
      'not-found',
    )
  })
})

describe('the calendar over all teams', () => {
  test('says per day who, what is uncovered and who is away', async () => {
    const spec = weekly('ana')
    const layers = spec.layers.map((layer) => ({
      ...layer,
      hours: [{ days: ['mon' as const, 'tue' as const], from: '09:00', until: '09:00' }],
    }))
    await here.call(createSchedule, { body: { name: 'thin', spec: { ...spec, layers } } })
    const query = { from: at(NOW), until: at(NOW + 3 * DAY_MS - 9 * HOUR_MS), team: 'payments' }
    const answer = await here.call(getScheduleCalendar, { query })
    const thin = answer.schedules.find(({ schedule }) => schedule === 'thin')
    const ana = ids.get('ana')
    expect(thin).toMatchObject({
      team: { name: 'payments' },
      timeZone: 'Europe/Vienna',
      openAlertGroups: 0,
      days: [
        { date: '2026-01-05', cover: 'covered', gapMinutes: 0, users: [ana], away: [] },
        { date: '2026-01-06', cover: 'covered', away: [{ user: ana, isOnCall: true }] },
        { date: '2026-01-07', cover: 'partly', gapMinutes: 15 * 60 },
      ],
    })
    expect(thin?.days[0]?.overload).toContainEqual({ user: ana, why: 'double-duty' })
    expect(answer.people).toContainEqual(expect.objectContaining({ id: ana, name: 'ana' }))
  })

  test('names the policy that holds the turn of a day', async () => {
    const policy = { name: 'everyone-payments', displayName: 'Everyone in payments' }
    const notify = [{ user: 'ana' }]
    await here.call(createEscalationPolicy, {
      body: { ...policy, spec: { steps: [{ after: '0m', notify }] } },
    })
    const spec = weekly('ana')
    const layers = spec.layers.map((layer) => ({ ...layer, members: [{ policy: policy.name }] }))
    await here.call(createSchedule, { body: { name: 'called', spec: { ...spec, layers } } })
    const query = { from: at(NOW + HOUR_MS), until: at(NOW + 2 * HOUR_MS) }
    const { schedules } = await here.call(getScheduleCalendar, { query })
    expect(schedules.find(({ schedule }) => schedule === 'called')?.days).toMatchObject([
      { cover: 'covered', gapMinutes: 0, users: [], policies: [policy] },
    ])
  })

  test('knows overrides of a week ago', async () => {
    await here.call(createSchedule, { body: { name: 'past', spec: weekly('ana') } })
    await here.call(createOverride, {
      params: { schedule: 'past' },
      body: { kind: 'set', users: [], startsAt: at(NOW + DAY_MS), endsAt: at(NOW + 2 * DAY_MS) },
    })
    const query = { from: at(NOW), until: at(NOW + WEEK_MS) }
    const before = await here.call(getScheduleCalendar, { query })
    const past = before.schedules.find(({ schedule }) => schedule === 'past')
    expect(past?.days.reduce((sum, { gapMinutes }) => sum + gapMinutes, 0)).toBe(24 * 60)
    here.setNow(NOW + 3 * WEEK_MS)
    // A process that starts now has never seen the override.
    const later = await here.startNode()
    expect((await later.call(getScheduleCalendar, { query })).schedules).toEqual(before.schedules)
    here.setNow(NOW)
  })

  test('refuses more days than a screen shows, and a team that is not there', async () => {
    const query = { from: at(NOW), until: at(NOW + 63 * DAY_MS) }
    expect((await problemOf(here.call(getScheduleCalendar, { query }))).code).toBe(
      'invalid-request',
    )
    const missing = { from: at(NOW), until: at(NOW + DAY_MS), team: 'nobody' }
    expect((await problemOf(here.call(getScheduleCalendar, { query: missing }))).code).toBe(
      'not-found',
    )
  })
})
