// `import` into a real server, from files.

import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  applyConfiguration,
  type Client,
  cancelAbsence,
  cancelOverride,
  createUser,
  deactivateUser,
  getSchedule,
  getUser,
  listOverrides,
  listSchedules,
  listUserAbsences,
  reactivateUser,
} from '@evenwatch/api'
import { assert, type JsonObject } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../connection/connect.ts'
import { rememberingTerminal, runCli } from '../testing/run-cli.ts'
import { makeTestFolder, startTestServer } from '../testing/start-test-server.ts'
import { applyImport } from './apply-import.ts'
import { makeAccount } from './opsgenie/testing/make-account.ts'
import { prepareImport } from './prepare-import.ts'
import { SYSTEMS } from './systems.ts'

const here = await startTestServer()
const folder = await makeTestFolder()
const { env } = here
const { call } = connect(rememberingTerminal({ env }).terminal)
const SIZE = { users: 4, teams: 1, schedules: 2, schedulesPerOverride: 1 }
const account = makeAccount(SIZE, Date.now())
const file = join(folder, 'account.json')
const run = (...args: string[]) => runCli(['import', 'opsgenie', ...args], { env })
const write = (name: string, change: JsonObject = {}) =>
  writeFile(join(folder, name), JSON.stringify({ ...account, ...change }))
const schedulesHere = async () =>
  (await call(listSchedules, { query: {} })).items.map(({ name }) => name)

/** The account with one schedule's rotation changed after its timeline was made. */
function mutated(): JsonObject {
  const text = JSON.stringify(account.schedules)
  const schedules: JsonObject[] = JSON.parse(text.replace('"length":1', '"length":2'))
  return { schedules }
}

beforeAll(async () => {
  await write('account.json')
  await write('mutated.json', mutated())
})

describe('what cannot be begun', () => {
  test('is said with what to give instead', async () => {
    const neither = await run()
    expect(neither.exitCode).toBe(2)
    expect(neither.err).toContain('--from FOLDER or --key-env NAME')
    const unset = await run('--key-env', 'NO_SUCH_KEY')
    expect(unset.err).toContain('NO_SUCH_KEY is not set')
    const unknown = await runCli(['import', 'smoke-signals', '--from', folder], { env })
    expect(unknown.exitCode).toBe(2)
    expect(unknown.err).toContain('opsgenie')
  })

  test('never repeats a key that was given by mistake', async () => {
    const mistaken = await run('--key-env', '7d0b6a5e-52a1-4f0f')
    expect(mistaken.exitCode).toBe(2)
    expect(mistaken.err).toContain('the name of a variable')
    expect(mistaken.err + mistaken.out).not.toContain('7d0b6a5e')
  })
})

describe('a plan', () => {
  test('says what would come over, and changes nothing', async () => {
    const report = join(folder, 'report.txt')
    const { exitCode, out } = await run('--from', file, '--plan', '--report', report)
    expect(exitCode).toBe(0)
    expect(out).toContain('2 of 2 schedules say the same at every boundary.')
    expect(out).toContain('object-not-imported')
    expect(out).toContain('12 changes.')
    expect(await schedulesHere()).toEqual([])
    const whole = await readFile(report, 'utf8')
    expect(whole).toContain('same     schedule schedule-1')
    expect(whole).toContain('+ User person.1')
    expect((await stat(report)).mode & 0o077).toBe(0)
  })

  test('is JSON when asked for', async () => {
    const report = join(folder, 'report.json')
    const { out } = await run('--from', file, '--plan', '--json', '--report', report)
    const printed: unknown = JSON.parse(out)
    expect(printed).toMatchObject({ system: 'opsgenie', changes: 12, applied: false })
    expect(JSON.stringify(printed)).toMatch(/"span":\{"startsAt":"\d{4}-/)
    expect(JSON.parse(await readFile(report, 'utf8'))).toEqual(printed)
  })

  test('shows who would be on call differently', async () => {
    const { exitCode, out } = await run('--from', join(folder, 'mutated.json'), '--plan')
    expect(exitCode).toBe(0)
    expect(out).toContain('1 of 2 schedules say the same')
    expect(out).toMatch(/schedule-0 differs \d+ times, without a reason/)
    expect(out).toMatch(/there person\.\d, here person\.\d/)
  })
})

describe('an import', () => {
  test('stops when people would be on call differently without a reason', async () => {
    const { exitCode, err } = await run('--from', join(folder, 'mutated.json'), '--yes')
    expect(exitCode).toBe(1)
    expect(err).toContain('without a reason: schedule-0')
    expect(await schedulesHere()).toEqual([])
  })

  test('that was cut short goes on, and leaves who is here as they are', async () => {
    await call(createUser, {
      body: {
        name: 'una',
        displayName: 'Una',
        spec: { email: 'Person.1@example.org', role: 'admin' },
      },
    })
    const [system] = SYSTEMS.filter(({ name }) => name === 'opsgenie')
    assert(system !== undefined, 'opsgenie is one of the systems')
    const now = Date.now()
    const source = (await system.fromFiles(file))({ now })
    const options = { now, at: undefined, peopleMap: new Map<string, string>() }
    const prepared = await prepareImport(call, 'opsgenie', source, options)
    let calls = 0
    const breaking: Client = (route, input, extra) => {
      calls += 1
      // The documents and one override come through.
      return calls <= 2 ? call(route, input, extra) : Promise.reject(new Error('killed'))
    }
    await expect(applyImport(breaking, prepared, () => {})).rejects.toThrow('killed')
    expect(await schedulesHere()).toEqual(['schedule-0', 'schedule-1'])

    const resumed = await run('--from', file, '--yes')
    expect(resumed.exitCode).toBe(0)
    expect(resumed.out).toContain('Imported: 1 changes.')
    const una = await call(getUser, { params: { user: 'una' } })
    expect(una).toMatchObject({ role: 'admin', displayName: 'Una', version: 1 })
    const schedule = await call(getSchedule, { params: { schedule: 'schedule-1' } })
    expect(JSON.stringify(schedule.spec)).toContain('"una"')
    // It belongs to the screens, so anybody may change it there.
    expect(schedule.managedBy).toBe(null)
    for (const name of await schedulesHere()) {
      const { items } = await call(listOverrides, { params: { schedule: name }, query: {} })
      expect(items).toHaveLength(1)
    }
  })

  test('that is run again changes nothing', async () => {
    const again = await run('--from', file, '--yes')
    expect(again.exitCode).toBe(0)
    expect(again.out).toContain('\n0 changes.')
    expect(again.out).not.toContain('Imported')
    const json = await run('--from', file, '--yes', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ changes: 0, applied: true })
  })

  test('takes over what was changed there since, and leaves what was cancelled here', async () => {
    const overridesOf = async (schedule: string) =>
      (await call(listOverrides, { params: { schedule }, query: {} })).items
    const [first] = await overridesOf('schedule-0')
    const [second] = await overridesOf('schedule-1')
    assert(first !== undefined && second !== undefined, 'both have their override')
    await call(cancelOverride, { params: { schedule: 'schedule-1', override: second.id } })
    const [schedule, ...others] = account.schedules
    const startDate = new Date(Date.parse(first.startsAt) - 3_600_000).toISOString()
    const overrides = JSON.parse(JSON.stringify(schedule?.overrides))
    const timeline = null
    await write('later.json', {
      schedules: [
        { ...schedule, timeline, overrides: [{ ...overrides[0], startDate }] },
        ...others,
      ],
    })
    const later = await run('--from', join(folder, 'later.json'), '--yes')
    expect(later.out).toContain('Overrides: 1 to write, 1 here already.')
    expect(await overridesOf('schedule-0')).toMatchObject([{ id: first.id, startsAt: startDate }])
    expect(await overridesOf('schedule-1')).toEqual([])
    const again = await run('--from', join(folder, 'later.json'), '--yes')
    expect(again.out).toContain('\n0 changes.')

    // One that is there no longer is named, and stays.
    await write('gone.json', { schedules: [{ ...schedule, timeline, overrides: [] }, ...others] })
    const gone = await run('--from', join(folder, 'gone.json'), '--plan')
    expect(gone.out).toContain('not-found-in-source override')
    expect(await overridesOf('schedule-0')).toHaveLength(1)
  })

  test('names an override that is refused, after everything else came over', async () => {
    const overrides = [
      {
        alias: 'ours',
        user: { type: 'user', id: 'user-0' },
        startDate: new Date(Date.now() + 86_400_000).toISOString(),
        endDate: new Date(Date.now() + 2 * 86_400_000).toISOString(),
      },
    ]
    const [, second] = account.schedules
    await write('refused.json', {
      schedules: [
        { ...second, timeline: null, overrides },
        { ...second, id: 'sch-9', name: 'Schedule 9', timeline: null, overrides },
      ],
    })
    const person = await call(getUser, { params: { user: 'person.0' } })
    await call(deactivateUser, { params: { user: person.id } })
    const refused = await run('--from', join(folder, 'refused.json'), '--yes')
    expect(refused.exitCode).toBe(1)
    expect(refused.err).toContain('Everything came over but these.')
    expect(refused.err).toContain('schedule-9 opsgenie:override:ours')
    expect(await schedulesHere()).toContain('schedule-9')
    await call(reactivateUser, { params: { user: person.id } })
  })

  test('notes absences once, and not again when they were cancelled here', async () => {
    const [system] = SYSTEMS.filter(({ name }) => name === 'opsgenie')
    assert(system !== undefined, 'opsgenie is one of the systems')
    const now = Date.now()
    const day = 86_400_000
    const away = (user: string, startsAt: number, endsAt: number) =>
      ({ user, sourceRef: 'x', kind: 'vacation', startsAt, endsAt, note: 'n'.repeat(600) }) as const
    const source = {
      ...(await system.fromFiles(file))({ now }),
      absences: [
        away('person.0', now + day, now + 3 * day),
        away('person.1', now + day, now + 2 * day),
        away('person.0', now - 3 * day, now - day),
      ],
    }
    const options = { now, at: undefined, peopleMap: new Map<string, string>() }
    const once = await prepareImport(call, 'opsgenie', source, options)
    expect(once.report.absences).toEqual({ all: 3, toWrite: 2 })
    expect(await applyImport(call, once, () => {})).toEqual([])
    const absencesOf = async (user: string) =>
      (await call(listUserAbsences, { params: { user }, query: {} })).items
    const [ofUna] = await absencesOf('una')
    assert(ofUna !== undefined, 'the person is here under our name')
    await call(cancelAbsence, { params: { user: 'una', absence: ofUna.id } })
    const again = await prepareImport(call, 'opsgenie', source, options)
    expect(again.report.absences.toWrite).toBe(0)
    expect(await absencesOf('person.0')).toHaveLength(1)
  })

  test('goes on with differences that somebody accepts, from an instant they name', async () => {
    const path = join(folder, 'mutated.json')
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    const accepted = await run('--from', path, '--yes', '--accept-differences', '--at', soon)
    expect(accepted.err).toBe('')
    expect(accepted.exitCode).toBe(0)
    expect(accepted.out).toContain('~ Schedule schedule-0')
  })

  test('never takes an object from a set of files', async () => {
    const team = {
      apiVersion: 'evenwatch/v1',
      kind: 'Team',
      metadata: { name: 'team-9' },
      spec: {},
    }
    await call(applyConfiguration, {
      body: { set: 'ours', documents: [{ file: 'team.yaml', line: 1, document: team }] },
    })
    await write('fighting.json', { teams: [{ id: 't', name: 'Team 9', members: [] }] })
    const { exitCode, err } = await run('--from', join(folder, 'fighting.json'), '--yes')
    expect(exitCode).toBe(2)
    expect(err).toContain('Team team-9 metadata.name: The set ours manages team-9.')
  })

  test('reads the map of people from a file', async () => {
    const map = join(folder, 'people.yaml')
    await writeFile(map, 'person.2@example.org: una\n')
    const planned = await run('--from', file, '--plan', '--json', '--people-map', map)
    expect(JSON.parse(planned.out)).toMatchObject({
      peopleHere: expect.arrayContaining(['una', 'person.0', 'person.3']),
    })
    await writeFile(map, '- una\n')
    const wrong = await run('--from', file, '--plan', '--people-map', map)
    expect(wrong.err).toContain('is no map of people')
    for (const text of ['a: [', 'ana: 7']) {
      await writeFile(map, text)
      const broken = await run('--from', file, '--plan', '--people-map', map)
      expect(broken.exitCode).toBe(2)
    }
    const gone = await run('--from', file, '--plan', '--people-map', join(folder, 'gone.yaml'))
    expect(gone.err).toContain('is not there or is no map of people')
  })
})
