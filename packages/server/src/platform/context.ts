// What every operation of the server is given: the outside world, as arguments.

import type { Clock, Directory, Random } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { ServerConfig } from './config.ts'
import type { SecretBox } from './secrets/secret-box.ts'
import type { Wakes } from './wake/wakes.ts'

export type DirectoryCache = {
  /** The newest snapshot this process has. */
  current(): Directory
  /** Loads until the snapshot's revision is at least this one. */
  atLeast(revision: number): Promise<Directory>
  /** Loads whatever is newer. */
  refresh(): Promise<Directory>
}

export type ServerContext = {
  readonly config: ServerConfig
  /** Identity of this process since its start: claims carry it. */
  readonly nodeId: string
  readonly pool: Pool
  readonly clock: Clock
  readonly random: Random
  readonly directory: DirectoryCache
  readonly wakes: Wakes
  readonly secrets: SecretBox
  readonly log: Logger
}
