// One page as the engine hands it to a channel, for tests.

import type { PageContent } from '@evenwatch/core'
import type { OutgoingMessage } from '../channels/channel.ts'
import { ANA, DAYTIME } from './paging-world.ts'

export const MESSAGE_ID = '01900000-0000-7000-8000-00000000f001'
export const GROUP_ID = '01900000-0000-7000-8000-00000000e001'

export const pageContent: PageContent = {
  groups: [
    {
      groupId: GROUP_ID,
      number: 17,
      title: '5xx ratio 7 %',
      service: 'checkout-api',
      urgency: 'high',
      severity: 'critical',
      openedAt: DAYTIME,
      alertCount: 14,
      source: 'prometheus',
      runbookUrl: 'https://example.org/runbooks/checkout',
    },
  ],
  actUrl: 'https://watch.example.org/a/token',
  replyTo: 'reply+token@in.example.org',
  otherwise: 'Chen is paged at 14:05',
  timeZone: 'Europe/Vienna',
}

export function pageMessage(
  address: string,
  parts: Partial<Pick<OutgoingMessage, 'id' | 'body'>> & { readonly secret?: string } = {},
): OutgoingMessage {
  return {
    id: parts.id ?? MESSAGE_ID,
    at: DAYTIME,
    to: {
      userId: ANA,
      displayName: 'Ana Soto',
      contactMethodId: ANA,
      address,
      secret: parts.secret ?? null,
    },
    body: parts.body ?? { purpose: 'page', content: pageContent },
  }
}

/** For sends that nobody gives up. */
export const patience: AbortSignal = new AbortController().signal
