// Reads postmaster.pid, where a running PostgreSQL says who it is and how far it has come.
//
// One line each: process number, data folder, start, port, socket folder, address, shared memory,
// state. The file appears before it is complete, so a missing line means "not yet".

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodeOf } from '../database/database-fault.ts'

export type PostmasterFile = {
  readonly pid: number
  readonly dataFolder: string
  readonly socketFolder: string
  readonly ready: boolean
  /** It has been told to end and may be waiting for its clients. */
  readonly stopping: boolean
}

export function postmasterFilePath(clusterFolder: string): string {
  return join(clusterFolder, 'postmaster.pid')
}

export function readPostmasterFile(clusterFolder: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(postmasterFilePath(clusterFolder), 'utf8').split('\n')
    const state = lines[7]?.trim()
    return {
      pid: Number(lines[0]),
      dataFolder: lines[1] ?? '',
      socketFolder: lines[4]?.trim() ?? '',
      ready: state === 'ready',
      stopping: state === 'stopping',
    }
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
