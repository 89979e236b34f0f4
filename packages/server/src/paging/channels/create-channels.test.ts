import { CHANNELS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { createWakes } from '../../platform/wake/wakes.ts'
import { pageMessage, patience } from '../testing/page-message.ts'
import { DAYTIME } from '../testing/paging-world.ts'
import { createChannels } from './create-channels.ts'

const wakes = createWakes()
const channels = createChannels({
  wakes,
  clock: { now: () => DAYTIME, uncertaintyMs: () => 0, healthy: () => true },
  config: { smtpUrl: null, mailFrom: 'pages@example.org', outboundAllow: [] },
})

test('every channel that a contact method may name exists under its name', () => {
  expect([...channels.keys()].sort()).toEqual([...CHANNELS].sort())
  for (const [name, channel] of channels) expect(channel.name).toBe(name)
})

test('a message to the inbox is sent at once, and open screens are told', async () => {
  let told = 0
  const stop = wakes.on('stream', () => {
    told += 1
  })
  const outcome = await channels.get('inbox')?.send(pageMessage(''), patience)
  stop()
  expect(outcome).toMatchObject({ kind: 'sent' })
  expect(told).toBe(1)
})
