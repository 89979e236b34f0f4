// The real server on a temporary folder, once for a test file.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '@evenwatch/core'
import { type RunningServer, readConfig, startServer } from '@evenwatch/server'
import pino from 'pino'
import { afterAll } from 'vitest'

export const ADMIN_TOKEN = 'bootstrap-token-of-the-tests-0123456789'

export type TestServer = {
  readonly server: RunningServer
  readonly folder: string
  /** What commands need to talk to it as an administrator. */
  readonly env: { readonly EVENWATCH_URL: string; readonly EVENWATCH_TOKEN: string }
}

// Registered here, once for the file: a hook that a running hook adds is never called.
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

export async function startTestServer(): Promise<TestServer> {
  const folder = await makeTestFolder()
  const config = readConfig({
    EVENWATCH_DATA_DIR: join(folder, 'data'),
    EVENWATCH_ADMIN_TOKEN: ADMIN_TOKEN,
    PORT: '0',
  })
  const server = await startServer(config, { log: pino({ level: 'silent' }), unsafeFast: true })
  stops.push(() => server.stop())
  assert(server.url !== null, 'the server listens')
  return {
    server,
    folder,
    env: { EVENWATCH_URL: server.url, EVENWATCH_TOKEN: ADMIN_TOKEN },
  }
}

/** Removed after the file's tests. Root's database user may enter it. */
export async function makeTestFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenwatch-cli-'))
  await chmod(folder, 0o755)
  stops.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}
