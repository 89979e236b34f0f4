// The built product as a user starts it: `node dist/evenwatch.js serve`, with its own database in a
// temporary folder and everything else by environment.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { type StartedProcess, startProcess } from './start-process.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const PROGRAM = fileURLToPath(new URL('../../../dist/evenwatch.js', import.meta.url))
export const ADMIN_TOKEN = 'admin-token-of-the-end-to-end-tests-0001'
export const MAIL_IN_DOMAIN = 'reply.watch.example'

export type Product = {
  readonly url: string
  readonly port: number
  readonly mailInPort: number
  readonly dataDir: string
  readonly process: StartedProcess
  /** The link of a first start, as it stands in what the product printed. */
  setupLink(): Promise<string>
}

export type ProductOptions = {
  /** Where its mails go; without it the channel is off. */
  readonly smtpUrl?: string
  /** False: nobody may act before the setup link was used. */
  readonly adminToken?: boolean
  readonly env?: Readonly<Record<string, string>>
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  if (!existsSync(PROGRAM)) expect.fail(`${PROGRAM} is missing: run \`npm run build\` first`)
  const [port, mailInPort, dataDir] = [await freePort(), await freePort(), temporaryFolder('data')]
  const url = `http://127.0.0.1:${port}`
  const started = startProcess(process.execPath, [PROGRAM, 'serve'], {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TZ: process.env.TZ,
    HOST: '127.0.0.1',
    PORT: String(port),
    EVENWATCH_DATA_DIR: dataDir,
    EVENWATCH_PUBLIC_URL: url,
    EVENWATCH_OUTBOUND_ALLOW: '127.0.0.0/8',
    EVENWATCH_LOG_LEVEL: 'warn',
    EVENWATCH_MAIL_FROM: 'Evenwatch <pages@watch.example>',
    EVENWATCH_MAIL_IN_DOMAIN: MAIL_IN_DOMAIN,
    EVENWATCH_MAIL_IN_PORT: String(mailInPort),
    ...(options.adminToken !== false && { EVENWATCH_ADMIN_TOKEN: ADMIN_TOKEN }),
    ...(options.smtpUrl !== undefined && { SMTP_URL: options.smtpUrl }),
    ...options.env,
  })
  await eventually(
    'the product is ready',
    async () => {
      if (started.hasEnded()) expect.fail(`the product ended at start:\n${started.output()}`)
      return isAnswering(`${url}/readyz`)
    },
    () => started.output(),
  )
  const setupLink = () =>
    eventually('a setup link', () => /http:\S+\/setup\S+/.exec(started.output())?.[0])
  return { url, port, mailInPort, dataDir, process: started, setupLink }
}

function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  )
}
