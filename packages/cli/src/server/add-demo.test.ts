// The demo end to end: the real server, real carriers on loopback, one live page.

import { existsSync, readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cleanDemoFolder, prepareDemoFolder, type RunningDemo, startDemo } from '@evenwatch/server'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rememberingTerminal, runCli } from '../testing/run-cli.ts'
import { makeTestFolder } from '../testing/start-test-server.ts'
import { demoBanner } from './add-demo.ts'

let demo: RunningDemo
let folder: string
let dataDir: string
let stopped = false

beforeAll(async () => {
  folder = await makeTestFolder()
  dataDir = join(folder, 'made', '.evenwatch-demo')
  expect(prepareDemoFolder(dataDir)).toBeNull()
  demo = await startDemo({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    unsafeFast: true,
  })
})
afterAll(async () => {
  if (!stopped) await demo.stop()
})

const count = async (text: string, values: unknown[] = []) => {
  const { rows } = await demo.server.context.pool.query<{ n: number }>(text, values)
  return Number(rows[0]?.n)
}

test('the sample world has two teams, three zones, six services and ninety days', async () => {
  expect(await count(`select count(*) as n from definition where kind = 'Team'`)).toBe(2)
  expect(await count('select count(distinct time_zone) as n from app_user')).toBe(3)
  expect(await count(`select count(*) as n from definition where kind = 'Service'`)).toBe(6)
  // A job moves finished groups to the history while this runs.
  const days = await count(
    `select count(distinct date_trunc('day', opened_at)) as n from (
       select opened_at from alert_group union all select opened_at from alert_group_history
     ) as groups`,
  )
  expect(days).toBeGreaterThan(85)
  const most = await count(
    `select max(alert_count) as n from (
       select alert_count from alert_group union all select alert_count from alert_group_history
     ) as groups`,
  )
  expect(most).toBeGreaterThan(100)
})

test('the sample schedules have somebody away, a sale, areas and a concern around them', async () => {
  expect(await count('select count(*) as n from absence')).toBe(2)
  expect(await count('select count(*) as n from app_user where holiday_country is not null')).toBe(
    7,
  )
  expect(await count('select count(*) as n from business_event where wants_double')).toBe(1)
  expect(await count('select count(*) as n from user_area')).toBe(6)
  expect(await count('select count(*) as n from concern where answered_at is null')).toBe(1)
})

test('nobody of the sample world can be reached outside this machine', async () => {
  const elsewhere = await count(
    `select count(*) as n from contact_method
     where not (channel = 'inbox'
       or channel = 'email' and address like '%@sample.example'
       or channel = 'webhook' and address like 'http://127.0.0.1:%')`,
  )
  expect(elsewhere).toBe(0)
})

test('one person had most of the nights', async () => {
  const { rows } = await demo.server.context.pool.query<{ name: string }>(
    `select u.name from page p join app_user u on u.id = p.user_id
     where extract(hour from p.created_at at time zone u.time_zone) < 6
     group by u.name order by count(*) desc limit 1`,
  )
  expect(rows[0]?.name).toBe('ana')
})

test('a gap lies within the next fourteen days', async () => {
  const now = demo.server.context.clock.now()
  const ahead = await count(
    `select count(*) as n from schedule_override where kind = 'remove' and starts_at > $1
     and ends_at < $1::timestamptz + interval '14 days'`,
    [new Date(now)],
  )
  expect(ahead).toBe(1)
})

test('the live page is listed as mail and as signed webhook, and its link acknowledges', async () => {
  const page = await messagesWith(2)
  expect(page).toContain('>E-mail<')
  expect(page).toContain('>Webhook<')
  expect(page).toContain('webhook-signature: v1,')
  expect(page).toContain('7 % of card payments fail')

  const link = /href="(http[^"]+\/a\/[\w-]+)"/.exec(page)?.[1]
  expect(link).toBeDefined()
  const path = new URL(link ?? '').pathname
  const shown = await fetch(demo.url + path)
  expect(await shown.text()).toContain('Acknowledge')
  expect(await liveStatus()).toBe('triggered')
  const body = new URLSearchParams({ action: 'acknowledge' })
  expect((await fetch(demo.url + path, { method: 'POST', body })).ok).toBe(true)
  expect(await liveStatus()).toBe('acknowledged')
})

test('the enter link signs the visitor in once', async () => {
  const link = demo.enterUrl
  const first = await fetch(link, { redirect: 'manual' })
  expect(first.status).toBe(302)
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const session = await fetch(`${demo.url}/api/v1/session`, { headers: { cookie } })
  expect(await session.json()).toMatchObject({ user: { name: 'ana' } })
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(410)
})

test('the banner names an administrator, a responder and a lead, and each of them can sign in', async () => {
  const banner = demoBanner(rememberingTerminal({}).terminal, demo, dataDir)
  const password = /password (\w+)/.exec(banner)?.[1]
  const people = [
    ['ana', 'administrator', 'admin', false],
    ['ben', 'responder', 'responder', false],
    ['dana', 'lead of Payments', 'responder', true],
  ] as const
  for (const [login, words, role, isLead] of people) {
    expect(banner).toMatch(new RegExp(`${login} +${words} `))
    const answer = await fetch(`${demo.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    })
    expect(answer.status, login).toBe(200)
    const teams = [{ name: 'payments', displayName: 'Payments', isLead }]
    expect(await answer.json()).toMatchObject({ user: { name: login, role, teams } })
  }
})

test('a second demo on the same folder is refused with the place of the first', async () => {
  const { exitCode, err } = await runCli(['demo', '--data-dir', dataDir], { cwd: folder })
  expect(exitCode).toBe(1)
  expect(err).toContain(`already running at ${demo.url}`)
  expect(await cleanDemoFolder(dataDir)).toMatchObject({ refused: 'demo-is-running' })
})

test('a folder with other files in it is neither used nor removed', async () => {
  const other = join(folder, 'other')
  await mkdir(other)
  await writeFile(join(other, 'letter.txt'), 'mine')
  expect((await runCli(['demo', '--data-dir', other])).err).toContain('no demo made')
  expect((await runCli(['demo', '--data-dir', other, '--clean'])).exitCode).toBe(1)
  expect(readdirSync(other)).toEqual(['letter.txt'])
})

test('cleaning after the stop leaves nothing, not even the folder made for it', async () => {
  await demo.stop()
  stopped = true
  const { exitCode } = await runCli(['demo', '--data-dir', dataDir, '--clean'])
  expect(exitCode).toBe(0)
  expect(existsSync(join(folder, 'made'))).toBe(false)
})

async function messagesWith(messages: number): Promise<string> {
  await expect
    .poll(async () => (await readMessages()).split('<article').length - 1, { timeout: 10_000 })
    .toBeGreaterThanOrEqual(messages)
  return readMessages()
}

async function readMessages(): Promise<string> {
  return (await fetch(demo.messagesUrl)).text()
}

async function liveStatus(): Promise<string | undefined> {
  const { rows } = await demo.server.context.pool.query<{ status: string }>(
    'select status from alert_group where number = $1',
    [demo.live.groupNumber],
  )
  return rows[0]?.status
}
