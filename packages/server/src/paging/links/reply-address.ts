// The address that a page's mail asks to be answered to: `reply+<token>@<domain>`.
//
// Mail servers may change the case of an address, so the token is base32 in lower case. With the
// word and the plus it is 64 characters, the most that a mailbox name may have (RFC 5321).

import { assert } from '@evenwatch/core'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'
import {
  MESSAGE_TOKEN_BYTES,
  type MessageToken,
  packMessageToken,
  unpackMessageToken,
} from './message-token.ts'

export const MAILBOX_CHARS_MAX = 64

const PURPOSE = 'mail-reply'
const PREFIX = 'reply+'
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const TOKEN_CHARS = Math.ceil((MESSAGE_TOKEN_BYTES * 8) / 5)

export function makeReplyAddress(
  secrets: Pick<SecretBox, 'sign'>,
  domain: string,
  token: MessageToken,
): string {
  const mailbox = PREFIX + base32(packMessageToken(secrets, PURPOSE, token))
  assert(mailbox.length <= MAILBOX_CHARS_MAX, 'the mailbox name fits')
  return `${mailbox}@${domain}`
}

/** Null when the address is not of this domain, or not one that we gave out. */
export function readReplyAddress(
  secrets: Pick<SecretBox, 'sign'>,
  domain: string,
  address: string,
): MessageToken | null {
  const lower = address.toLowerCase()
  const end = `@${domain.toLowerCase()}`
  if (!lower.startsWith(PREFIX) || !lower.endsWith(end)) return null
  const text = lower.slice(PREFIX.length, -end.length)
  const bytes = text.length === TOKEN_CHARS ? fromBase32(text) : null
  return bytes === null ? null : unpackMessageToken(secrets, PURPOSE, bytes)
}

function base32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const fives = bits.match(/.{1,5}/g) ?? []
  return fives.map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** Null when a character is unknown or the unused last bits are not zero: one text per token. */
function fromBase32(text: string): Buffer | null {
  let bits = ''
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return null
    bits += value.toString(2).padStart(5, '0')
  }
  const whole = bits.length - (bits.length % 8)
  if (bits.slice(whole).includes('1')) return null
  const eights = bits.slice(0, whole).match(/.{8}/g) ?? []
  return Buffer.from(eights.map((eight) => Number.parseInt(eight, 2)))
}
