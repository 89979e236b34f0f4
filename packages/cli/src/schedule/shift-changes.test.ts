// Changing shifts from the command line, against the real server.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Client,
  createAbsence,
  createClient,
  createToken,
  createUser,
  signIn,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS } from '@evenwatch/core'
import { beforeAll, expect, test } from 'vitest'
import { runCli } from '../testing/run-cli.ts'
import { startTestServer, type TestServer } from '../testing/start-test-server.ts'

let served: TestServer
let admin: Client
const tokens = new Map<string, string>()
const PASSWORD = 'correct horse battery'
const DOCUMENTS = `apiVersion: evenwatch/v1
kind: Team
metadata: { name: payments }
spec: { members: [ana, ben, chen] }
---
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: payments-primary }
spec:
  team: payments
  timeZone: Europe/Vienna
  layers:
    - name: always
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [ana]
`

const cli = (args: readonly string[], as?: string) => {
  const token = as === undefined ? served.env.EVENWATCH_TOKEN : (tokens.get(as) ?? '')
  const env = { ...served.env, EVENWATCH_TOKEN: token }
  return runCli(args, { env, cwd: served.folder })
}

/** Within the next hours; people in the test have no other duty. */
const inHours = (hours: number) => {
  const at = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + DAY_MS
  return new Date(at + hours * HOUR_MS).toISOString()
}

beforeAll(async () => {
  served = await startTestServer()
  const baseUrl = served.env.EVENWATCH_URL
  admin = createClient({
    baseUrl,
    headers: () => ({ authorization: `Bearer ${served.env.EVENWATCH_TOKEN}` }),
    fetch,
  })
  for (const name of ['ana', 'ben', 'chen']) {
    const spec = { email: `${name}@example.org`, ...(name === 'ana' && { timeZone: 'Asia/Tokyo' }) }
    await admin(createUser, { body: { name, displayName: name, password: PASSWORD, spec } })
    const headers: Record<string, string> = {}
    const call = createClient({
      baseUrl,
      headers: () => headers,
      fetch: async (url, init) => {
        const response = await fetch(url, init)
        const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
        if (cookie !== undefined) headers.cookie = cookie
        return response
      },
    })
    const session = await call(signIn, { body: { login: name, password: PASSWORD } })
    headers['x-csrf-token'] = session.csrfToken ?? ''
    const { token } = await call(createToken, { body: { name: `${name}-cli`, role: 'responder' } })
    tokens.set(name, token)
  }
  await writeFile(join(served.folder, 'world.yaml'), DOCUMENTS)
  const applied = await cli(['apply', '-f', join(served.folder, 'world.yaml'), '--yes'])
  expect(applied.err).toBe('')
})

test('cover is asked for, listed, accepted in part, and refused to the second', async () => {
  const span = ['--from', inHours(0), '--until', inHours(4)]
  const asked = await cli(['cover', 'ask', 'payments-primary', ...span, '--note', 'concert'], 'ana')
  expect(asked.err).toBe('')
  expect(asked.out).toMatch(/^Asked ben, chen about /)
  const id = asked.out.trim().split('\n').at(-1) ?? ''
  const listed = await cli(['cover', 'list', '--for-me', '--state', 'open'], 'ben')
  expect(listed.out).toContain(id)
  const half = await cli(['cover', 'accept', id, '--until', inHours(2)], 'ben')
  expect(half.out).toMatch(/^You cover a part; .* stays with ana\.\n$/)
  const late = await cli(['cover', 'accept', id, '--until', inHours(3), '--json'], 'chen')
  expect(late.exitCode).toBe(6)
  expect(JSON.parse(late.err)).toMatchObject({ code: 'taken' })
  const no = await cli(['cover', 'decline', id, '--reason', 'away'], 'chen')
  expect(no.out).toBe('ana is told.\n')
  const undone = await cli(['cover', 'undo', id], 'ben')
  expect(undone.out).toBe('The request is open again.\n')
  const withdrawn = await cli(['cover', 'withdraw', id], 'ana')
  expect(withdrawn.out).toBe('The request is withdrawn.\n')
})

test('cover is asked for once, and a lead says yes for somebody', async () => {
  const span = ['--from', inHours(-12), '--until', inHours(-10)]
  const ask = () => cli(['cover', 'ask', 'payments-primary', ...span], 'ana')
  const id = (await ask()).out.trim().split('\n').at(-1) ?? ''
  const again = await ask()
  expect(again.exitCode).toBe(6)
  expect(again.err).toContain(`/cover/${id}`)
  const listed = await cli(['cover', 'list', '--escalated'])
  expect(listed.out).toContain(id)
  const yes = ['cover', 'accept', id, '--for', 'chen', '--reason', 'by phone']
  expect((await cli(yes, 'ben')).exitCode).toBe(4)
  expect((await cli(yes)).out).toBe('chen covers payments-primary for ana.\n')
  expect((await cli(['cover', 'list', '--to-assign'])).out).toBe('There is no such request.\n')
})

test('who covers what other overrides leave of it reads which parts', async () => {
  const [schedule, span] = [
    'payments-primary',
    (from: number, until: number) => ['--from', inHours(from), '--until', inHours(until)],
  ] as const
  const add = ['override', 'add', schedule, ...span(81, 82), '--replace', 'ana', '--with', 'chen']
  const asked = await cli(['cover', 'ask', schedule, ...span(80, 84)], 'ana')
  expect(asked.err).toBe('')
  expect((await cli(add)).err).toBe('')
  const id = asked.out.trim().split('\n').at(-1) ?? ''
  const yes = await cli(['cover', 'accept', id], 'ben')
  expect(yes.err).toBe('')
  expect(yes.out).toMatch(
    /^You cover payments-primary for ana only .* until .* and .* until .* \(Europe\/Vienna\), as other/,
  )
})

test('an override is split around another', async () => {
  const add = (from: number, until: number, by: string, ...more: string[]) =>
    cli([
      ...['override', 'add', 'payments-primary', '--replace', 'ana', '--with', by],
      ...['--from', inHours(from), '--until', inHours(until), ...more],
    ])
  expect((await add(31, 32, 'chen')).err).toBe('')
  const split = await add(30, 34, 'ben', '--split')
  expect(split.out).toMatch(/^ben instead of ana, in parts around other overrides; the first /)
})

test('an override is added, listed and cancelled', async () => {
  const span = ['--from', inHours(10), '--until', inHours(12)]
  const add = (...args: string[]) => cli(['override', 'add', 'payments-primary', ...span, ...args])
  const made = await add('--replace', 'ana', '--with', 'ben', '--json')
  expect(made.err).toBe('')
  const { id } = JSON.parse(made.out)
  const listed = await cli(['override', 'list', 'payments-primary'])
  expect(listed.out).toMatch(/ben instead of ana .* acts +/)
  const cancelled = await cli(['override', 'cancel', 'payments-primary', id])
  expect(cancelled.out).toMatch(/^Cancelled: ben instead of ana, /)
  const vague = await add('--replace', 'ana')
  expect(vague.exitCode).toBe(2)
  expect(vague.err).toContain('Say one of --replace with --with')
})

test('an override that a later one decides says so, and one that changes nobody asks first', async () => {
  const made: string[] = []
  const add = async (from: number, until: number, ...args: string[]) => {
    const span = ['--from', inHours(from), '--until', inHours(until)]
    const run = await cli(['override', 'add', 'payments-primary', ...span, ...args, '--json'])
    if (run.exitCode === 0) made.push(JSON.parse(run.out).id)
    return run
  }
  await add(20, 24, '--replace', 'ana', '--with', 'ben')
  await add(21, 22, '--replace', 'ben', '--with', 'chen')
  const part = await cli(['override', 'list', 'payments-primary'])
  expect(part.out).toMatch(/ben instead of ana .* acts in part: .* until .*, .* until /)
  const [first = ''] = made
  const refused = await cli(['override', 'cancel', 'payments-primary', first])
  expect(refused.exitCode).toBe(6)
  expect(refused.err).toMatch(
    / {2}chen instead of ben, .* until .* \(Europe\/Vienna\), by bootstrap\n/,
  )
  expect(refused.err).toContain('Add --confirm to do it nevertheless.')
  await add(20, 24, '--set', 'chen')
  const whole = await cli(['override', 'list', 'payments-primary'])
  expect(whole.out).toMatch(
    /ben instead of ana .* no effect: a later override decides \(only chen\)/,
  )
  const asked = await cli([
    ...['override', 'add', 'payments-primary', '--remove', 'ben'],
    ...['--from', inHours(50), '--until', inHours(52)],
  ])
  expect(asked.exitCode).toBe(6)
  expect(asked.err).toContain('ben is not on call.')
  expect(asked.err).toContain('--even-without-effect')
  const meant = await add(50, 52, '--remove', 'ben', '--even-without-effect')
  expect(JSON.parse(meant.out)).toMatchObject({ hasEffect: false })
  for (const id of made.reverse()) {
    await cli(['override', 'cancel', 'payments-primary', id, '--confirm'])
  }
})

test('what speaks against an override is said before and after it is made', async () => {
  const away = { kind: 'vacation' as const, startsAt: inHours(40), endsAt: inHours(44) }
  await admin(createAbsence, { params: { user: 'ben' }, body: away })
  const args = [
    ...['override', 'add', 'payments-primary', '--replace', 'ana', '--with', 'ben'],
    ...['--from', inHours(40), '--until', inHours(42)],
  ]
  const plan = await cli([...args, '--plan'])
  expect(plan.err).toBe('')
  expect(plan.out).toMatch(/\n {2}- .*: ana\n {2}\+ .*: ben\n[\s\S]*Mind: .*vacation/)
  const before = await cli(['override', 'list', 'payments-primary', '--json'])
  const made = await cli(args)
  expect(made.out).toMatch(/^ben instead of ana, .* \(Europe\/Vienna\)\.\nMind: .*vacation/)
  const after = await cli(['override', 'list', 'payments-primary', '--json'])
  const count = (out: string) => JSON.parse(out).items.length
  expect(count(after.out)).toBe(count(before.out) + 1)
})

test('times stand in the schedule’s zone, named once, and in UTC when that is asked for', async () => {
  const local = await cli(['on-call', 'payments-primary', '--at', '2026-07-06T00:00:00Z'])
  expect(local.out).toMatch(/Mon 06 Jul 09:00[\s\S]*Times in Europe\/Vienna\.\n$/)
  const utc = await cli(['on-call', 'payments-primary', '--at', '2026-07-06T00:00:00Z', '--utc'])
  expect(utc.out).toMatch(/Mon 06 Jul 07:00[\s\S]*Times in UTC\.\n$/)
  // Of several schedules: where the person is whose token it is.
  const own = await cli(['on-call'], 'ana')
  expect(own.out).toContain('Times in Asia/Tokyo.')
})

test('a name that is not there is answered with its kind and the nearest names', async () => {
  const run = await cli([
    ...['override', 'add', 'pyments-primary', '--add', 'ben'],
    ...['--from', inHours(0), '--until', inHours(1)],
  ])
  expect(run.exitCode).toBe(5)
  expect(run.err).toContain(
    'Not done: No schedule is called pyments-primary. Did you mean payments-primary?\n',
  )
})

// Chen covers some hours of the next day, so both will be on call.
test('a handoff note is left, seen by its author, withdrawn, and corrected once it was read', async () => {
  const write = (text: string) => cli(['handoff', 'write', 'payments-primary', text], 'ben')
  const idOf = (out: string) => out.trim().split('\n').at(-1) ?? ''
  const left = await write('The replica lags.')
  expect(left.err).toBe('')
  expect(left.out).toMatch(/^Left for ana, chen\.\n/)
  const own = await cli(['handoff', 'list', '--written'], 'ben')
  expect(own.out).toContain('for ana (not read yet)')
  const withdrawn = await cli(['handoff', 'withdraw', idOf(left.out)], 'ben')
  expect(withdrawn.out).toBe('The note is withdrawn; its readers are told.\n')
  expect((await cli(['handoff', 'list'], 'ana')).out).toBe('There is no note.\n')
  const again = idOf((await write('The primary lags.')).out)
  expect((await cli(['handoff', 'read', again], 'ana')).out).toBe('ben sees it.\n')
  const late = await cli(['handoff', 'withdraw', again], 'ben')
  expect(late.exitCode).toBe(6)
  expect(late.err).toContain('ana has read it, so it stays; add a correction instead.')
  const corrected = await cli(['handoff', 'correct', again, 'Since', 'Monday.'], 'ben')
  expect(corrected.out).toMatch(/^Left for ana, chen\.\n/)
  const list = await cli(['handoff', 'list', '--schedule', 'payments-primary'])
  expect(list.out).toContain('Correction: Since Monday.')
})

test('a shift is taken over by a person, and not by a token of nobody', async () => {
  const nobody = await cli(['take-over', 'payments-primary'])
  expect(nobody.exitCode).toBe(4)
  const until = inHours(0)
  const taken = await cli(['take-over', 'payments-primary', '--until', until], 'chen')
  expect(taken.err).toBe('')
  expect(taken.out).toMatch(/^chen instead of ana, until /)
  const { out } = await cli(['on-call', 'payments-primary'])
  expect(out).toContain('chen')
})
