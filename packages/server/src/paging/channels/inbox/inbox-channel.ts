// The product's own inbox. The message's row is the message, so there is nothing that could fail;
// open screens are told to look.

import type { ServerContext } from '../../../platform/context.ts'
import type { Channel } from '../channel.ts'

export function createInboxChannel(parts: Pick<ServerContext, 'wakes'>): Channel {
  return {
    name: 'inbox',
    afterDoubt: 'idempotent',
    missing: null,
    async send() {
      parts.wakes.wake('stream')
      return { kind: 'sent', carrierRef: null, detail: 'in the inbox' }
    },
    close: async () => undefined,
  }
}
