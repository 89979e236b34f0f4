// A PostgreSQL of the machine's own, which two processes of the product share. Only the processes
// are frozen and killed in that scenario, never the database, so it may forgo fsync.

import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian's 15, the oldest version that is supported. */
export const SYSTEM_POSTGRES = '/usr/lib/postgresql/15/bin'

export type SystemPostgres = { readonly url: string; stop(): void }

export function hasSystemPostgres(): boolean {
  return existsSync(join(SYSTEM_POSTGRES, 'postgres'))
}

export function startSystemPostgres(folder: string): SystemPostgres {
  const home = join(folder, 'database')
  const data = join(home, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const account = process.getuid?.() === 0 ? accountOf('postgres') : {}
  if ('uid' in account) for (const path of [home, data]) chownSync(path, account.uid, account.gid)
  const run = (program: string, args: readonly string[]) =>
    execFileSync(join(SYSTEM_POSTGRES, program), args, { ...account, cwd: home, stdio: 'ignore' })
  run('initdb', ['-D', data, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'])
  const options = `-c listen_addresses='' -c unix_socket_directories='${home}' -c fsync=off`
  run('pg_ctl', ['-D', data, '-w', '-l', join(home, 'log'), '-o', options, 'start'])
  return {
    url: `postgres://owner@${encodeURIComponent(home)}/postgres`,
    stop: () => run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']),
  }
}

/** As root the server must be somebody else. */
function accountOf(name: string): { uid: number; gid: number } | Record<string, never> {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
  const [, , uid, gid] = entry?.split(':') ?? []
  return entry === undefined ? {} : { uid: Number(uid), gid: Number(gid) }
}
