// A large account, from a strict stand-in of the vendor's API into a real server, by the command as a
// process of its own that is killed in the middle of reading; then resumed; then run again.
//
// What holds for every system is asserted here: nothing is written before everything was read, no
// page is asked for twice but the one that was on its way, the folder is its owner's alone, the key
// is never in it, the same is on call here as there, and a second run changes nothing.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { exportConfiguration, listUsers } from '@evenwatch/api'
import { isJsonObject } from '@evenwatch/core'
import { expect } from 'vitest'
import { connect } from '../../connection/connect.ts'
import { rememberingTerminal, runCli } from '../../testing/run-cli.ts'
import { makeTestFolder, startTestServer } from '../../testing/start-test-server.ts'
import type { StrictStub } from './strict-stub.ts'

export const LARGE = { users: 300, teams: 60, schedules: 120, schedulesPerOverride: 4 } as const
/** Of each one of so many requests the stand-in refuses one. */
export const LARGE_THROTTLE = 37
export const LARGE_IMPORT_MS = 300_000

const MAIN = join(import.meta.dirname, '../../main.ts')
const KEY_VARIABLE = 'KEY_OF_THE_OTHER_SYSTEM'

export type LargeImport = {
  readonly system: string
  readonly stub: StrictStub
  readonly key: string
  readonly killedAfter: number
}

export type ImportedAccount = {
  readonly call: ReturnType<typeof connect>['call']
  readonly documents: readonly unknown[]
  /** What the run that went on said. */
  readonly out: string
}

export async function importKilledMidway(options: LargeImport): Promise<ImportedAccount> {
  const { system, stub, key, killedAfter } = options
  const here = await startTestServer()
  const workDir = join(await makeTestFolder(), 'work')
  const env = { ...here.env, [KEY_VARIABLE]: key }
  const source = ['--url', stub.url, '--key-env', KEY_VARIABLE, '--work-dir', workDir]
  const args = ['import', system, ...source, '--yes']
  const { call } = connect(rememberingTerminal({ env }).terminal)
  const exported = async () => (await call(exportConfiguration, { query: {} })).documents

  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  stub.onRequest = (answered) => {
    if (answered >= killedAfter) child.kill('SIGKILL')
  }
  // Null: by a signal, and not by its own end.
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(null)
  stub.onRequest = () => {}
  expect((await call(listUsers, { query: {} })).items).toEqual([])
  expectPrivate(workDir, key)
  expect(readdirSync(workDir).length).toBeGreaterThan(killedAfter / 2)

  const resumed = await runCli(args, { env })
  expect(resumed.err).toContain('Going on with what was read since')
  expect(resumed.exitCode, resumed.err).toBe(0)
  expect(resumed.out).toContain(
    `${LARGE.schedules} of ${LARGE.schedules} schedules say the same at every boundary.`,
  )
  expect(stub.answered.length - new Set(stub.answered).size).toBeLessThanOrEqual(2)
  expect(stub.offences).toEqual([])
  expect(existsSync(workDir)).toBe(false)

  const documents = await exported()
  expect(countOf(documents, 'User')).toBe(LARGE.users)
  expect(countOf(documents, 'Team')).toBe(LARGE.teams)
  expect(countOf(documents, 'Schedule')).toBe(LARGE.schedules)
  const again = await runCli(args, { env })
  expect(again.exitCode, again.err).toBe(0)
  expect(again.out).toContain('\n0 changes.')
  expect(await exported()).toEqual(documents)
  return { call, documents, out: resumed.out }
}

function expectPrivate(folder: string, key: string): void {
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const page of readdirSync(folder)) {
    expect(statSync(join(folder, page)).mode & 0o077).toBe(0)
    expect(readFileSync(join(folder, page), 'utf8')).not.toContain(key)
  }
}

function countOf(documents: readonly unknown[], kind: string): number {
  return documents.filter((one) => isJsonObject(one) && one.kind === kind).length
}
