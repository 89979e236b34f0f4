// Starts a PostgreSQL that the machine has installed, for tests against "yours" of an older version.

import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { findAccount, temporaryFolder } from './process-tools.ts'

/** Returns a `DATABASE_URL`; the server ends with the test. */
export function startSystemPostgres(programs: string): string {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const isRoot = process.getuid?.() === 0
  const account = isRoot ? findAccount('postgres') : undefined
  if (account !== undefined) {
    chownSync(data, account.uid, account.gid)
    chownSync(folder, account.uid, account.gid)
  }
  const run = (program: string, args: readonly string[]) =>
    execFileSync(join(programs, program), args, { ...account, cwd: folder, stdio: 'ignore' })
  run('initdb', ['-D', data, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'])
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start'])
  onTestFinished(() => {
    run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop'])
  })
  return `postgres://owner@${encodeURIComponent(folder)}/postgres`
}
