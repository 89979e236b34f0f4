// The link in every page: `<public URL>/a/<token>`. GET shows, POST acts; whoever holds it acts as
// the message's person, on that message's groups, once, for a day (design rule 12).

import { HOUR_MS } from '@evenwatch/core'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'
import {
  MESSAGE_TOKEN_BYTES,
  type MessageToken,
  packMessageToken,
  unpackMessageToken,
} from './message-token.ts'

/** How long a link or a reply address acts, counted from the message's handing over. */
export const ACT_LINK_LIFETIME_MS = 24 * HOUR_MS

const PURPOSE = 'act-link'
const TOKEN_CHARS = Math.ceil((MESSAGE_TOKEN_BYTES * 4) / 3)

export function makeActLink(
  secrets: Pick<SecretBox, 'sign'>,
  publicUrl: string,
  token: MessageToken,
): string {
  return `${publicUrl}/a/${packMessageToken(secrets, PURPOSE, token).toString('base64url')}`
}

/** Null when it is no link of ours. */
export function readActToken(secrets: Pick<SecretBox, 'sign'>, text: string): MessageToken | null {
  if (text.length !== TOKEN_CHARS || !/^[\w-]+$/.test(text)) return null
  return unpackMessageToken(secrets, PURPOSE, Buffer.from(text, 'base64url'))
}
