// The programs of other people that the tests drive, as Debian packages.
//
// They are installed only when something is missing and we are root. Installing must not start
// their services: a `policy-rc.d` that answers 101 is how Debian is told so, and it is removed
// again unless the machine had one before.

import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { runCommand } from '../shared/run-command.ts'

export type SystemPackage = {
  readonly name: string
  /** The file by which we know that it is there. */
  readonly program: string
  readonly usedFor: string
}

export const SYSTEM_PACKAGES: readonly SystemPackage[] = [
  { name: 'chromium', program: '/usr/bin/chromium', usedFor: 'the browser tests' },
  {
    name: 'prometheus-alertmanager',
    program: '/usr/bin/prometheus-alertmanager',
    usedFor: 'alerts from a real Alertmanager',
  },
  {
    name: 'postgresql-15',
    program: '/usr/lib/postgresql/15/bin/postgres',
    usedFor: 'a PostgreSQL that is not the embedded one',
  },
]

const POLICY_FILE = '/usr/sbin/policy-rc.d'
const DO_NOT_START_SERVICES = '#!/bin/sh\nexit 101\n'

export function missingPackages(): readonly SystemPackage[] {
  return SYSTEM_PACKAGES.filter(({ program }) => !existsSync(program))
}

export function describeMissing(missing: readonly SystemPackage[]): string {
  const lines = missing.map(
    ({ name, program, usedFor }) => `  ${name}, for ${usedFor} (${program} does not exist)`,
  )
  const names = missing.map(({ name }) => name).join(' ')
  return [
    'The end-to-end tests need Debian packages that are not installed:',
    ...lines,
    `Install them and run the tests again: sudo apt-get install --no-install-recommends ${names}`,
  ].join('\n')
}

/** Installs what is missing, if we may; says on the terminal what it does. */
export async function installMissingPackages(): Promise<void> {
  const missing = missingPackages()
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const names = missing.map(({ name }) => name)
  process.stdout.write(`installing for the tests: ${names.join(', ')}\n`)
  const hadPolicy = existsSync(POLICY_FILE)
  if (!hadPolicy) writeFileSync(POLICY_FILE, DO_NOT_START_SERVICES, { mode: 0o755 })
  try {
    await aptGet('update')
    await aptGet('install', '--yes', '--no-install-recommends', ...names)
  } finally {
    if (!hadPolicy) rmSync(POLICY_FILE, { force: true })
  }
}

async function aptGet(...args: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const { exitCode, output } = await runCommand('/usr/bin/apt-get', ['--quiet', ...args], { env })
  // What is still missing fails the tests with a clear list; here it is enough to show why.
  if (exitCode !== 0) process.stdout.write(`apt-get ${args[0]} ended with ${exitCode}\n${output}\n`)
}
