// Tells whether a process number still means the process that wrote it down.
//
// Numbers are reused, in containers within seconds of a restart, and a zombie still answers to
// `kill 0`. A process is therefore known by its number, its start and the boot it belongs to.

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export type ProcessIdentity = {
  readonly pid: number
  /** Opaque; two processes with the same number differ in it, across reboots too. */
  readonly startedAt: string
  readonly name: string
  readonly zombie: boolean
  /** Null where the system does not tell. */
  readonly workingFolder: string | null
}

/** Undefined when there is no such process. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

/** True while exactly this process runs; a zombie does not. */
export function isRunning(identity: Pick<ProcessIdentity, 'pid' | 'startedAt'>): boolean {
  const current = identifyProcess(identity.pid)
  return current !== undefined && !current.zombie && current.startedAt === identity.startedAt
}

/** Processes of this name working in the folder; empty where the system does not tell. */
export function processesIn(folder: string, name: string): readonly ProcessIdentity[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => workingFolderOf(entry) === folder)
    .map((entry) => fromProc(Number(entry)))
    .filter((found) => found !== undefined)
    .filter((found) => found.name === name && !found.zombie)
}

function fromProc(pid: number): ProcessIdentity | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name stands in parentheses and may itself hold spaces and parentheses, hence the last one.
  const nameEnd = stat.lastIndexOf(')')
  const name = stat.slice(stat.indexOf('(') + 1, nameEnd)
  const fields = stat.slice(nameEnd + 2).split(' ')
  // Field 3 of proc(5) is the state, field 22 the start in clock ticks since boot.
  return {
    pid,
    startedAt: `${bootId()}:${fields[19] ?? ''}`,
    name,
    zombie: fields[0] === 'Z' || fields[0] === 'X',
    workingFolder: workingFolderOf(String(pid)),
  }
}

function fromPs(pid: number): ProcessIdentity | undefined {
  let line: string
  try {
    line = execFileSync('ps', ['-o', 'state=,lstart=,comm=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    }).trim()
  } catch {
    // `ps` exits with 1 when there is no such process.
    return undefined
  }
  const match = /^(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.+)$/.exec(line)
  if (match === null) return undefined
  const [, state = '', startedAt = '', command = ''] = match
  return {
    pid,
    startedAt,
    name: command.slice(command.lastIndexOf('/') + 1),
    zombie: state.startsWith('Z'),
    workingFolder: null,
  }
}

function workingFolderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    // Gone, a zombie, or another user's: in each case not a process of ours at work here.
    return null
  }
}

function bootId(): string {
  return readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown-boot'
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
