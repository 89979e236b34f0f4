// Commands against the real server: what they print, what they change, how they end.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { alertGroupSchema, getOnCallOverview, listAlertGroups } from '@evenwatch/api'
import { beforeAll, expect, test } from 'vitest'
import { runCli } from './testing/run-cli.ts'
import { startTestServer, type TestServer } from './testing/start-test-server.ts'

let served: TestServer
const cli = (args: readonly string[], stdin?: string) =>
  runCli(args, { env: served.env, cwd: served.folder, ...(stdin !== undefined && { stdin }) })

const DOCUMENTS = `apiVersion: evenwatch/v1
kind: User
metadata: { name: ana, displayName: Ana Soto }
spec: { email: ana@example.org, timeZone: Europe/Vienna }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: payments }
spec: { leads: [ana] }
---
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: payments-primary }
spec:
  team: payments
  timeZone: Europe/Vienna
  layers:
    - name: weekly
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [ana]
---
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: payments }
spec: { team: payments, steps: [{ after: 0m, notify: [{ schedule: payments-primary }] }] }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: checkout-api }
spec: { team: payments, escalationPolicy: payments, integrations: [{ name: own, type: events }] }
`

beforeAll(async () => {
  served = await startTestServer()
  await writeFile(join(served.folder, 'world.yaml'), DOCUMENTS)
  const applied = await cli(['apply', '-f', join(served.folder, 'world.yaml'), '--yes'])
  expect(applied.err).toBe('')
  expect(applied.exitCode).toBe(0)
})

test('who is on call for a service is one search away, with a way to reach them', async () => {
  const found = await cli(['who', 'checkout', '--at', '2030-03-04T09:00:00Z'])
  expect(found.err).toBe('')
  expect(found.exitCode).toBe(0)
  expect(found.out).toContain('checkout-api  Service of the team payments, by the policy payments')
  expect(found.out).toContain('  Paged at once\n    Ana Soto')
  expect(found.out).toContain('on call in payments-primary, layer weekly')
  expect(found.out).toContain('      inbox')
  const none = await cli(['who', 'nothing', 'like', 'this'])
  expect(none.out).toBe('Nothing is called “nothing like this”.\n')
  const json = await cli(['who', 'ana', '--json'])
  expect(JSON.parse(json.out)).toMatchObject({ hits: [{ kind: 'person', name: 'ana' }], more: 0 })
})

test('what would happen is told as a track, with reasons, messages and what to look at', async () => {
  const asked = ['what-if', '--service', 'checkout-api', '--severity', 'critical']
  const told = await cli([...asked, '--at', '2030-03-04T09:00:00Z', '--acknowledged-after', '7m'])
  expect(told.err).toBe('')
  expect(told.exitCode).toBe(0)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(told.out).toMatch(/^checkout-api: critical, high urgency, Mon 04 Mar \d\d:00/)
  expect(told.out).toContain(zone)
  expect(told.out).toContain('+0m  The event opens an alert; payments starts.')
  expect(told.out).toContain('Step 1 of payments pages Ana Soto.')
  expect(told.out).toContain('Ana Soto: on call in payments-primary, layer weekly')
  expect(told.out).toContain('by inbox at once')
})

test('what would happen needs one thing to happen to', async () => {
  const none = await cli(['what-if'])
  expect(none.exitCode).toBe(2)
  expect(none.err).toContain('Name one of --service')
  const both = await cli(['what-if', '--service', 'checkout-api', '--team', 'payments'])
  expect(both.exitCode).toBe(2)
  const json = await cli(['what-if', '--schedule', 'payments-primary', '--json'])
  expect(JSON.parse(json.out)).toMatchObject({ policy: 'direct-schedule-payments-primary' })
})

test('applying shows what is made, and the second time nothing changes', async () => {
  const file = join(served.folder, 'world.yaml')
  const { exitCode, out } = await cli(['apply', '-f', file, '--plan'])
  expect(exitCode).toBe(0)
  expect(out).toBe('Nothing changes.\n')
})

test('a plan lists changes and people and changes nothing', async () => {
  const added = DOCUMENTS.replace('members: [ana]', 'members: [null]')
  const planned = await cli(['apply', '-f', '-', '--plan', '--at', inDays(5)], added)
  expect(planned.exitCode).toBe(0)
  expect(planned.out).toContain('~ Schedule payments-primary')
  expect(planned.out).toContain('Ana Soto: −')
  const again = await cli(['apply', '-f', join(served.folder, 'world.yaml'), '--plan'])
  expect(again.out).toBe('Nothing changes.\n')
})

test('a fault names file, line, field and rule, and nothing is applied', async () => {
  const file = join(served.folder, 'broken.yaml')
  await writeFile(file, DOCUMENTS.replace('leads: [ana]', 'leads: [anna]'))
  const { exitCode, err, out } = await cli(['apply', '-f', file, '--yes'])
  expect(exitCode).toBe(2)
  expect(out).toBe('')
  expect(err).toContain('broken.yaml:9 spec.leads[0]: There is no person named anna.')
})

test('an unset variable of a secret is a fault of the file', async () => {
  const { exitCode, err } = await cli(
    ['apply', '-f', '-'],
    DOCUMENTS.replace('type: events }', 'type: events, key: { fromEnv: NOT_SET } }'),
  )
  expect(exitCode).toBe(2)
  expect(err).toContain('The environment variable NOT_SET is not set.')
})

test('export writes files that apply reads back without a change', async () => {
  const folder = join(served.folder, 'exported')
  await mkdir(folder)
  const { exitCode } = await cli(['export', '-o', folder])
  expect(exitCode).toBe(0)
  expect(await readFile(join(folder, 'team', 'payments.yaml'), 'utf8')).toContain('- ana')
  const planned = await cli(['apply', '-f', folder, '--plan'])
  expect(planned.out).toBe('Nothing changes.\n')
})

test('who is on call stands in a table, and as the API gives it with --json', async () => {
  const { out } = await cli(['on-call', 'payments-primary'])
  expect(out).toMatch(/SCHEDULE +ON CALL +UNTIL +NEXT\npayments-primary +Ana Soto/)
  const all = await cli(['on-call', '--json'])
  const overview = getOnCallOverview.response.parse(JSON.parse(all.out))
  expect(overview.teams[0]?.schedules[0]?.users[0]?.name).toBe('ana')
})

test('a schedule that is not there ends with the code of the catalogue', async () => {
  const { exitCode, err } = await cli(['on-call', 'nothing'])
  expect(exitCode).toBe(5)
  expect(err).toContain('No schedule is called nothing.')
})

test('a refusal with --json is the problem document itself', async () => {
  const { err } = await cli(['on-call', 'nothing', '--json'])
  expect(JSON.parse(err)).toMatchObject({ code: 'not-found', status: 404 })
})

test('somebody is paged, listed, acknowledged once and resolved', async () => {
  const paged = await cli(['page', 'ana', 'Please look at the checkout', '--json'])
  const group = alertGroupSchema.parse(JSON.parse(paged.out).group)
  const number = String(group.number)
  const listed = await cli(['alerts', '--json'])
  const { items } = listAlertGroups.response.parse(JSON.parse(listed.out))
  expect(items.map((item) => item.id)).toContain(group.id)
  expect((await cli(['alerts'])).out).toContain(`#${number}`)

  expect(await cli(['ack', number])).toMatchObject({
    exitCode: 0,
    out: `#${number} is acknowledged.\n`,
  })
  const again = await cli(['ack', number])
  expect(again.exitCode).toBe(6)
  expect(again.out).toBe(`#${number} was acknowledged already.\n`)
  expect(await cli(['resolve', number])).toMatchObject({ exitCode: 0 })
})

test('whom to page is a person, or a kind with a name', async () => {
  const { exitCode, err } = await cli(['page', 'squad:payments', 'hello'])
  expect(exitCode).toBe(2)
  expect(err).toContain('team:NAME')
})

test('a token is made, works, is listed and is revoked', async () => {
  const made = await cli(['token', 'create', 'ci', '--role', 'observer'])
  expect(made.exitCode).toBe(0)
  const asToken = { env: { ...served.env, EVENWATCH_TOKEN: made.out.trim() } }
  expect((await runCli(['on-call'], asToken)).exitCode).toBe(0)
  expect((await runCli(['page', 'ana', 'no'], asToken)).exitCode).toBe(4)
  expect((await cli(['token', 'list'])).out).toMatch(/ci +observer .*works/)
  expect((await cli(['token', 'revoke', 'ci'])).out).toBe('The token ci is revoked.\n')
})

test('a calendar link is made, read by its address, renewed and ended', async () => {
  const made = await cli(['calendar', 'link', 'schedule', 'payments-primary'])
  expect(made.exitCode).toBe(0)
  const path = new URL(made.out.trim()).pathname
  const read = (at: string) => fetch(new URL(at, served.env.EVENWATCH_URL))
  expect(await (await read(path)).text()).toContain('Ana Soto on call: payments-primary (primary)')
  const list = await cli(['calendar', 'links'])
  expect(list.out).toMatch(/schedule payments-primary/)
  const id = /[0-9a-f-]{36}/.exec(list.out)?.[0] ?? ''
  const renewed = new URL((await cli(['calendar', 'rotate', id])).out.trim()).pathname
  expect([(await read(path)).status, (await read(renewed)).status]).toEqual([404, 200])
  const ended = await cli(['calendar', 'revoke', id])
  expect(ended.out).toBe('The link to the schedule payments-primary has ended.\n')
  expect((await read(renewed)).status).toBe(404)
  expect((await cli(['calendar', 'feeds'])).exitCode).toBe(0)
})

test('without a token the answer says which variable to set', async () => {
  const { exitCode, err } = await runCli(['alerts'], {
    env: { EVENWATCH_URL: served.env.EVENWATCH_URL },
  })
  expect(exitCode).toBe(3)
  expect(err).toContain('EVENWATCH_TOKEN')
})

test('doctor asks the running server and looks at the machine', async () => {
  const { out } = await cli(['doctor', '--json'])
  const codes = JSON.parse(out).checks.map((check: { code: string }) => check.code)
  expect(codes).toContain('server')
  expect(codes).toContain('configuration')
})

test('doctor ends with 1 on something critical', async () => {
  const { exitCode, err } = await runCli(['doctor'], { env: { PORT: 'many' } })
  expect(exitCode).toBe(1)
  expect(err).toContain('critical')
})

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000).toISOString()
}
