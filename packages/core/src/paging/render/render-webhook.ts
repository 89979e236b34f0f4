// A message as the JSON body of a webhook. docs/reference names every field; adding one is fine,
// changing or removing one is a new `version`.
//
// The body is the same for every attempt of one message: nothing in it depends on the moment of
// sending, so a receiver may compare copies byte by byte.

import type { Severity, Urgency } from '../../alert/event.ts'
import { formatInstant } from '../../platform/time.ts'
import type { PagedGroup } from '../page-content.ts'
import type { MessageBody } from './message-body.ts'
import { pageHeadline } from './words.ts'

export const WEBHOOK_VERSION = 1

export type WebhookGroup = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly service: string
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly openedAt: string
  readonly alertCount: number
  readonly source: string
  readonly runbookUrl: string | null
}

type Envelope = {
  readonly version: typeof WEBHOOK_VERSION
  /** The message's id, also in the header `webhook-id`: the same for every copy. */
  readonly id: string
  /** Who it is for. */
  readonly to: { readonly userId: string; readonly name: string }
}

export type WebhookPayload = Envelope &
  (
    | {
        readonly type: 'page'
        readonly summary: string
        readonly groups: readonly WebhookGroup[]
        /** GET shows, POST with `action=acknowledge` acts; whoever holds it acts as this person. */
        readonly actUrl: string
        readonly otherwise: string | null
      }
    | { readonly type: 'verification'; readonly code: string; readonly expiresAt: string }
    | { readonly type: 'test'; readonly summary: string }
    | { readonly type: 'notice'; readonly subject: string; readonly text: string }
  )

export function renderWebhook(message: {
  readonly id: string
  readonly to: { readonly userId: string; readonly displayName: string }
  readonly body: MessageBody
}): WebhookPayload {
  const { body } = message
  const envelope: Envelope = {
    version: WEBHOOK_VERSION,
    id: message.id,
    to: { userId: message.to.userId, name: message.to.displayName },
  }
  switch (body.purpose) {
    case 'page':
      return {
        ...envelope,
        type: 'page',
        summary: pageHeadline(body.content),
        groups: body.content.groups.map(webhookGroup),
        actUrl: body.content.actUrl,
        otherwise: body.content.otherwise,
      }
    case 'verification':
      return {
        ...envelope,
        type: 'verification',
        code: body.code,
        expiresAt: formatInstant(body.expiresAt),
      }
    case 'test':
      return { ...envelope, type: 'test', summary: 'This is a test. Nothing is wrong.' }
    case 'notice':
      return { ...envelope, type: 'notice', subject: body.subject, text: body.text }
  }
}

function webhookGroup(group: PagedGroup): WebhookGroup {
  return {
    id: group.groupId,
    number: group.number,
    title: group.title,
    service: group.service,
    urgency: group.urgency,
    severity: group.severity,
    openedAt: formatInstant(group.openedAt),
    alertCount: group.alertCount,
    source: group.source,
    runbookUrl: group.runbookUrl,
  }
}
