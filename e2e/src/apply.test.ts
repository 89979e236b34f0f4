// Configuration as code, and the rest of the command line, against the running product: the examples
// are applied, exported, applied to an empty installation, used, backed up and restored.

import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openInstallation } from './support/installation.ts'
import { runCommand } from './support/run-command.ts'
import { ADMIN_TOKEN, type Product, startProduct } from './support/start-product.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))
const folder = temporaryFolder('apply')

const product = await startProduct()
const installation = openInstallation(product)

async function evenwatch(to: Product, ...args: string[]) {
  const env = { EVENWATCH_URL: to.url, EVENWATCH_TOKEN: ADMIN_TOKEN }
  const run = await runCommand(args, env)
  expect(run.exitCode, `${args.join(' ')}\n${run.out}\n${run.err}`).toBe(0)
  return run.out
}

const applyExamples = (to: Product, ...more: string[]) =>
  evenwatch(to, 'apply', '-f', join(EXAMPLES, 'payments'), '--yes', ...more)

test('the examples are shown before they are applied, and change nothing when applied again', async () => {
  const plan = await applyExamples(product, '--plan')
  expect(plan).toMatch(/\+ Schedule payments-primary/)
  expect(await evenwatch(product, 'export')).not.toContain('payments-primary')
  await applyExamples(product)
  expect(await applyExamples(product)).toContain('Nothing changes.')
})

test('a file with a fault changes nothing, and names the file, the line and the field', async () => {
  const run = await runCommand(['apply', '-f', join(EXAMPLES, 'payments', 'services.yaml')], {
    EVENWATCH_URL: (await startEmpty()).url,
    EVENWATCH_TOKEN: ADMIN_TOKEN,
  })
  expect(run.exitCode).not.toBe(0)
  expect(run.err).toMatch(/services\.yaml:\d+/)
})

test('an export applied to an empty installation exports the same', async () => {
  const first = join(folder, 'first')
  const second = join(folder, 'second')
  mkdirSync(first)
  await evenwatch(product, 'export', '-o', first)
  const other = await startEmpty()
  await evenwatch(other, 'apply', '-f', first, '--yes')
  await evenwatch(other, 'export', '-o', second)
  const text = await evenwatch(product, 'export')
  expect(await evenwatch(other, 'export')).toBe(text)
  for (const file of ['user/ana.yaml', 'schedule/payments-primary.yaml', 'team/payments.yaml']) {
    expect(readFileSync(join(second, file), 'utf8')).toBe(readFileSync(join(first, file), 'utf8'))
  }
})

test('on-call, page and ack speak of the same people as the screens', async () => {
  // The second Monday of the rotation, in the middle of its working hours.
  const at = '2026-01-12T12:00:00+01:00'
  const text = await evenwatch(product, 'on-call', 'payments-primary', '--at', at)
  expect(text).toContain('payments-primary')
  const answer = JSON.parse(
    await evenwatch(product, 'on-call', 'payments-primary', '--at', at, '--json'),
  )
  expect(answer.users.map(({ name }: { name: string }) => name).sort()).toEqual(['ben', 'chen'])

  const paged = await evenwatch(product, 'page', 'ana', 'Please look at the checkout')
  const number = Number(/#(\d+)/.exec(paged)?.[1])
  expect(paged).toContain('Ana Soto')
  expect(await installation.group(number)).toMatchObject({ status: 'triggered' })
  expect(await evenwatch(product, 'ack', String(number))).toContain('is acknowledged')
  expect(await installation.group(number)).toMatchObject({ status: 'acknowledged' })
  expect(await evenwatch(product, 'resolve', String(number))).toContain('is resolved')
  const again = await runCommand(['resolve', String(number)], {
    EVENWATCH_URL: product.url,
    EVENWATCH_TOKEN: ADMIN_TOKEN,
  })
  expect(again.exitCode).not.toBe(0)
})

test('a backup of the running product is restored elsewhere, with its people and its record', async () => {
  const file = join(folder, 'backup.gz')
  const source = { EVENWATCH_DATA_DIR: product.dataDir }
  const written = await runCommand(['backup', file], source)
  expect(written.exitCode, written.err).toBe(0)
  expect(written.out).toContain('The secret key is not inside')

  const target = temporaryFolder('restored')
  const key = readFileSync(join(product.dataDir, 'secret-key'), 'utf8').trim()
  const restored = await runCommand(['restore', file], {
    EVENWATCH_DATA_DIR: target,
    EVENWATCH_SECRET_KEY: key,
  })
  expect(restored.exitCode, restored.err).toBe(0)
  const text = await evenwatch(product, 'export')
  const groups = await installation.groups()
  await product.process.stop()

  const copy = await startProduct({
    env: { EVENWATCH_DATA_DIR: target, EVENWATCH_SECRET_KEY: key },
  })
  expect(await evenwatch(copy, 'export')).toBe(text)
  const theirs = await openInstallation(copy).groups()
  const facts = ({ number, title, status }: (typeof groups)[number]) => ({ number, title, status })
  expect(theirs.map(facts)).toEqual(groups.map(facts))
})

let empty: Promise<Product> | undefined
/** One more installation, for what must find nothing there. */
function startEmpty(): Promise<Product> {
  empty ??= startProduct()
  return empty
}
