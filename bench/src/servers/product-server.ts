// The product in a process of its own, durable as in production, with a carrier that keeps a ledger
// of when it was handed what. Commands arrive over IPC; each answers once.

import { rmSync } from 'node:fs'
import { type Channel, type Channels, readConfig, startServer } from '@evenwatch/server'
import type { Receipt } from './receipt.ts'
import { runCommand } from './run-command.ts'

const dataDir = process.env.EVENWATCH_DATA_DIR ?? ''
const receipts: Receipt[] = []
const carrier = (name: Channel['name']): Channel => ({
  name,
  afterDoubt: 'blind',
  missing: null,
  async send(message) {
    const { body } = message
    receipts.push({
      messageId: message.id,
      userId: message.to.userId,
      groupIds: body.purpose === 'page' ? body.content.groups.map((group) => group.groupId) : [],
      atNs: process.hrtime.bigint(),
    })
    return { kind: 'sent', carrierRef: null, detail: 'taken' }
  },
  async close() {},
})
const channels: Channels = new Map(
  (['email', 'webhook', 'inbox'] as const).map((name) => [name, carrier(name)]),
)
const config = readConfig({ ...process.env, PORT: '0', EVENWATCH_LOG_LEVEL: 'error' })
const server = await startServer(config, { channels: () => channels })

process.on('message', (message: { id: number; command: string; input: unknown }) => {
  runCommand(server, receipts, message.command, message.input)
    .then((output) => process.send?.({ id: message.id, output }))
    .catch((error: unknown) =>
      process.send?.({
        id: message.id,
        error: String(error instanceof Error ? error.stack : error),
      }),
    )
})
process.on('disconnect', () => {
  void server.stop().then(() => {
    rmSync(dataDir, { recursive: true, force: true })
    process.exit(0)
  })
})
process.send?.({ port: Number(new URL(server.url ?? '').port) })
