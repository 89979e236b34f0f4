// Message ids of our mails. They are derived, so every copy of one message carries the same id and
// a receiving server may drop it; and all mails of one alert group name the same thread.

import type { OutgoingMessage } from '../channel.ts'

/** A mail's References header is kept short: a bundle names its first groups. */
const THREADS_MAX = 10

/** Domain of `Name <who@domain>` or `who@domain`. */
export function domainOfSender(from: string): string {
  return /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
}

export function mailIdOfMessage(messageId: string, domain: string): string {
  return `<${messageId}@${domain}>`
}

/** The thread of one alert group; no mail has this id, it only holds the thread together. */
export function threadOfGroup(groupId: string, domain: string): string {
  return `<group.${groupId}@${domain}>`
}

export function threadsOf(message: OutgoingMessage, domain: string): string[] {
  if (message.body.purpose !== 'page') return []
  const { groups } = message.body.content
  return groups.slice(0, THREADS_MAX).map((group) => threadOfGroup(group.groupId, domain))
}
