// `init` on a server where nobody is yet, by options alone.

import { join } from 'node:path'
import { readConfig, startServer } from '@evenwatch/server'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { runCli } from '../testing/run-cli.ts'
import { makeTestFolder } from '../testing/start-test-server.ts'

const ARGS = [
  'init',
  ...['--name', 'ana', '--display-name', 'Ana Soto', '--email', 'ana@example.org'],
  ...['--time-zone', 'Europe/Vienna', '--team', 'payments', '--service', 'checkout-api'],
  ...['--source', 'alertmanager'],
]

test('an empty installation is set up, pages, and is recognised when init runs again', async () => {
  const config = readConfig({ EVENWATCH_DATA_DIR: join(await makeTestFolder(), 'data'), PORT: '0' })
  const server = await startServer(config, { log: pino({ level: 'silent' }), unsafeFast: true })
  afterAll(() => server.stop())
  const env = {
    EVENWATCH_URL: server.url ?? '',
    EVENWATCH_INIT_PASSWORD: 'a long passphrase of the tests',
  }
  const withoutLink = await runCli(ARGS, { env })
  expect(withoutLink.exitCode).toBe(2)
  expect(withoutLink.err).toContain('--setup-link')

  const link = server.setupLink ?? ''
  const first = await runCli([...ARGS, '--setup-link', link, '--test-alert'], { env })
  expect(first.err).toBe('')
  expect(first.exitCode).toBe(0)
  expect(first.out).toContain('/in/alertmanager/')
  expect(first.out).toContain('A test alert is on its way')
  const token = /EVENWATCH_TOKEN=(\S+)/.exec(first.out)?.[1] ?? ''

  const signedIn = { env: { ...env, EVENWATCH_TOKEN: token } }
  expect((await runCli(['on-call'], signedIn)).out).toContain('Ana Soto')
  const again = await runCli(ARGS, signedIn)
  expect(again.exitCode).toBe(0)
  expect(again.out).toContain('The team payments was there already.')
})
