// A message as an entry of the product's own inbox: a subject and a few plain lines.

import type { MessageBody } from './message-body.ts'
import { renderEmail } from './render-email.ts'
import { countOf, groupLine, pageHeadline } from './words.ts'

export type RenderedInboxEntry = { readonly subject: string; readonly body: string }

export function renderInboxEntry(message: MessageBody): RenderedInboxEntry {
  if (message.purpose !== 'page') {
    const { subject, text } = renderEmail(message)
    return { subject, body: text.trimEnd() }
  }
  const { content } = message
  const lines = content.groups.map(
    (group) => `${groupLine(group, 1_000)} (${countOf(group.alertCount, 'alert')})`,
  )
  if (content.otherwise !== null) lines.push(`If you do nothing: ${content.otherwise}`)
  return { subject: pageHeadline(content), body: lines.join('\n') }
}
