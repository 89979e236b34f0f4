// Processes and folders for tests that need real ones: made here, gone when the test is over.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { assert } from '@evenwatch/core'
import { onTestFinished } from 'vitest'
import type { HolderReport } from './hold-embedded-postgres.ts'

const HOLDER = fileURLToPath(new URL('hold-embedded-postgres.ts', import.meta.url))

export type Account = { readonly uid: number; readonly gid: number }

/** The entry of the user table, undefined when there is none. */
export function findAccount(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (line === undefined) return undefined
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** A folder that every user may enter, removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-test-'))
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the holder process, as another user if asked, and waits for its first line. */
export async function holdEmbeddedPostgres(
  options: { readonly dataDir: string; readonly unsafeFast?: boolean },
  account?: Account,
): Promise<{ child: ChildProcess; report: HolderReport }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  })
  onTestFinished(() => endProcess(child))
  assert(child.stdout !== null, 'standard output is a pipe')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, report: JSON.parse(String(line)) }
}

/** Kills a child of ours and waits until the system has forgotten it. */
export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

/** A dead process that still answers to its number, because its parent never asks after it. */
export async function makeZombie(program: string): Promise<number> {
  const script = `"${program}" 0 & echo $!; exec sleep 600`
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => endProcess(parent))
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  return Number(line)
}

/** Whether everybody may read the folder and pass through those above it. */
export function mayOthersEnter(folder: string): boolean {
  const above = dirname(folder)
  return (statSync(folder).mode & 0o005) === 0o005 && (above === folder || mayOthersEnter(above))
}
