// The demo: the real server on the sample world, with real carriers that end on this machine, and
// one live alert that waits for the visitor.

import { randomInt } from 'node:crypto'
import { assert, type Instant } from '@evenwatch/core'
import type { Logger } from 'pino'
import { type RunningServer, startServer } from '../app/start-server.ts'
import { hashPassword } from '../people/sign-in/password.ts'
import { readConfig } from '../platform/config.ts'
import type { ServerContext } from '../platform/context.ts'
import { catchMail } from './catch/catch-mail.ts'
import { catchWebhooks } from './catch/catch-webhooks.ts'
import { createCaughtMessages } from './catch/caught-messages.ts'
import { noteDemoUrl } from './demo-folder.ts'
import { createEnterToken, type EnterToken } from './enter-token.ts'
import { fireLiveAlert } from './fire-live-alert.ts'
import { loadSampleWorld, pointWebhooksAt } from './load-sample-world.ts'
import { registerDemoPages } from './pages/register-demo-pages.ts'
import { DEMO_SIGN_INS } from './sample/sample-documents.ts'

const PASSWORD_CHARS = 14
const PASSWORD_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const SEED = 20_260_701

export type DemoOptions = {
  /** Made ready by `prepareDemoFolder`. */
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly log: Logger
  readonly unsafeFast?: boolean
  /** Told as each stage begins. */
  readonly onStage?: (stage: DemoStage) => void
}

export type DemoStage = 'database' | 'sample-world' | 'live-alert'

export type RunningDemo = {
  readonly server: RunningServer
  readonly url: string
  readonly enterUrl: string
  readonly messagesUrl: string
  readonly signIns: readonly { readonly user: string; readonly as: string }[]
  /** The same for all of them. */
  readonly password: string
  /** False when an earlier demo's world was found. */
  readonly isNewWorld: boolean
  readonly live: { readonly groupNumber: number; readonly paged: readonly string[] }
  stop(): Promise<void>
}

export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { dataDir, host, port, log } = options
  // Before the server has a clock of its own; only the times beside caught messages come from it.
  let now: () => Instant = () => 0
  const caught = createCaughtMessages(() => now())
  const mail = await catchMail(caught)
  const webhooks = await catchWebhooks(caught)
  const stopCatching = () => Promise.all([mail.close(), webhooks.close()])
  const enter = createEnterToken()
  try {
    options.onStage?.('database')
    const config = readConfig({
      EVENWATCH_DATA_DIR: dataDir,
      EVENWATCH_DEMO: '1',
      EVENWATCH_MAIL_FROM: 'Evenwatch demo <evenwatch@sample.example>',
      EVENWATCH_OUTBOUND_ALLOW: '127.0.0.0/8',
      SMTP_URL: mail.url,
      HOST: host,
      PORT: String(port),
    })
    const server = await startServer(config, {
      log,
      ...(options.unsafeFast && { unsafeFast: true }),
      moreRoutes: ({ app }, context) => registerDemoPages(app, context, { caught, enter }),
    })
    now = () => server.context.clock.now()
    const stop = async () => {
      await server.stop()
      await stopCatching()
    }
    try {
      return { ...(await fill(server, options, webhooks.urlOf, enter)), server, stop }
    } catch (error) {
      await server.stop()
      throw error
    }
  } catch (error) {
    await stopCatching()
    throw error
  }
}

async function fill(
  server: RunningServer,
  options: DemoOptions,
  webhookUrlOf: (userName: string) => string,
  enter: EnterToken,
) {
  const { context, url } = server
  assert(url !== null, 'the demo answers calls')
  noteDemoUrl(options.dataDir, url)
  options.onStage?.('sample-world')
  const isNewWorld = await loadSampleWorld(context, { webhookUrlOf, seed: SEED })
  await pointWebhooksAt(context, webhookUrlOf)
  const password = await setDemoPassword(context)
  options.onStage?.('live-alert')
  const live = await fireLiveAlert(context, url)
  return {
    url,
    enterUrl: `${url}/demo/enter?token=${enter.token}`,
    messagesUrl: `${url}/demo/messages`,
    signIns: DEMO_SIGN_INS,
    password,
    isNewWorld,
    live,
  }
}

/** A new one for each run: a password that everybody knows would be an open door. */
async function setDemoPassword(context: ServerContext): Promise<string> {
  let password = ''
  while (password.length < PASSWORD_CHARS) {
    password += PASSWORD_ALPHABET[randomInt(PASSWORD_ALPHABET.length)]
  }
  await context.pool.query('update app_user set password_hash = $2 where name = any($1)', [
    DEMO_SIGN_INS.map(({ user }) => user),
    await hashPassword(password),
  ])
  return password
}
