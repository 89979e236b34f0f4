// The whole way, from a strict stand-in of the API into a real server: three hundred people, killed
// midway, resumed, and run again.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { exportConfiguration, getOnCall, listOverrides, listUsers } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { connect } from '../../connection/connect.ts'
import { rememberingTerminal, runCli } from '../../testing/run-cli.ts'
import { makeTestFolder, startTestServer } from '../../testing/start-test-server.ts'
import { makeAccount } from './testing/make-account.ts'
import { STUB_KEY, startOpsgenieStub } from './testing/opsgenie-stub.ts'

const SIZE = { users: 300, teams: 60, schedules: 120 }
const KILLED_AFTER = 400
const MAIN = join(import.meta.dirname, '../../main.ts')

const here = await startTestServer()
const account = makeAccount(SIZE, Date.now())
const stub = await startOpsgenieStub({
  account,
  pageSize: 100,
  throttleEvery: 37,
  refused: ['/v1/maintenance'],
})
const workDir = join(await makeTestFolder(), 'work')
const env = { ...here.env, OPSGENIE_KEY: STUB_KEY }
const live = ['--url', stub.url, '--key-env', 'OPSGENIE_KEY', '--work-dir', workDir]
const { call } = connect(rememberingTerminal({ env }).terminal)
const exported = async () => (await call(exportConfiguration, { query: {} })).documents

/** The command as a process of its own, killed when so many answers were given. */
async function runUntilKilled(): Promise<number | null> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', MAIN, 'import', 'opsgenie', ...live, '--yes'],
    { env: { ...process.env, ...env }, stdio: 'ignore' },
  )
  stub.onRequest = (answered) => {
    if (answered >= KILLED_AFTER) child.kill('SIGKILL')
  }
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  stub.onRequest = () => {}
  return code
}

test('a large account comes over, also when it is killed midway, and only once', async () => {
  expect(await runUntilKilled()).toBe(null)
  const pages = readdirSync(workDir).filter((name) => name !== 'reading.json')
  expect(pages.length).toBeGreaterThan(KILLED_AFTER / 2)
  expect((await call(listUsers, { query: {} })).items).toEqual([])
  // The folder is its owner's alone and does not know the key.
  expect(statSync(workDir).mode & 0o777).toBe(0o700)
  for (const page of readdirSync(workDir)) {
    expect(statSync(join(workDir, page)).mode & 0o077).toBe(0)
    expect(readFileSync(join(workDir, page), 'utf8')).not.toContain(STUB_KEY)
  }

  const resumed = await runCli(['import', 'opsgenie', ...live, '--yes'], { env })
  expect(resumed.err).toContain('Going on with what was read since')
  expect(resumed.exitCode).toBe(0)
  expect(resumed.out).toContain('120 of 120 schedules say the same at every boundary.')
  expect(resumed.out).toContain('Imported: 780 changes.')
  // Only the page during which it was killed was asked for a second time.
  expect(stub.answered.length - new Set(stub.answered).size).toBeLessThanOrEqual(2)
  expect(stub.offences).toEqual([])
  expect(existsSync(workDir)).toBe(false)

  const documents = await exported()
  expect(documents).toHaveLength(SIZE.users + SIZE.teams * 4 + SIZE.schedules)
  const again = await runCli(['import', 'opsgenie', ...live, '--yes'], { env })
  expect(again.out).toContain('\n0 changes.')
  expect(again.exitCode).toBe(0)
  expect(await exported()).toEqual(documents)
  const overrides = await call(listOverrides, { params: { schedule: 'schedule-7' }, query: {} })
  expect(overrides.items).toMatchObject([
    { cause: 'import', sourceRef: 'opsgenie:override:override-7' },
  ])
  const onCall = await call(getOnCall, { params: { schedule: 'schedule-7' }, query: {} })
  expect(onCall.users).toHaveLength(1)
}, 300_000)
