// The signed text in an act link or a reply address: which message, until when.
//
// 16 bytes of message id, 4 bytes of expiry in seconds, 16 bytes (128 bits) of HMAC under a key
// that serves this one purpose, so that a reply address is no link and the other way round. Who
// may act and what the token has done already stand in the database, not in the token.

import { timingSafeEqual } from 'node:crypto'
import { type Instant, SECOND_MS } from '@evenwatch/core'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'

const ID_BYTES = 16
const EXPIRY_BYTES = 4
const SIGNATURE_BYTES = 16
export const MESSAGE_TOKEN_BYTES = ID_BYTES + EXPIRY_BYTES + SIGNATURE_BYTES

export type MessageToken = { readonly messageId: string; readonly expiresAt: Instant }

/** The expiry is cut to whole seconds. */
export function packMessageToken(
  secrets: Pick<SecretBox, 'sign'>,
  purpose: string,
  token: MessageToken,
): Buffer {
  const id = Buffer.from(token.messageId.replaceAll('-', ''), 'hex')
  const expiry = Buffer.alloc(EXPIRY_BYTES)
  expiry.writeUInt32BE(Math.floor(token.expiresAt / SECOND_MS))
  const claim = Buffer.concat([id, expiry])
  return Buffer.concat([claim, signatureOf(secrets, purpose, claim)])
}

/** Null when it was not made by this installation for this purpose; expiry is the caller's to judge. */
export function unpackMessageToken(
  secrets: Pick<SecretBox, 'sign'>,
  purpose: string,
  bytes: Buffer,
): MessageToken | null {
  if (bytes.length !== MESSAGE_TOKEN_BYTES) return null
  const claim = bytes.subarray(0, ID_BYTES + EXPIRY_BYTES)
  const signature = bytes.subarray(ID_BYTES + EXPIRY_BYTES)
  if (!timingSafeEqual(signature, signatureOf(secrets, purpose, claim))) return null
  const hex = claim.subarray(0, ID_BYTES).toString('hex')
  return {
    messageId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    expiresAt: claim.readUInt32BE(ID_BYTES) * SECOND_MS,
  }
}

function signatureOf(secrets: Pick<SecretBox, 'sign'>, purpose: string, claim: Buffer): Buffer {
  const full = Buffer.from(secrets.sign(purpose, claim.toString('hex')), 'base64url')
  return full.subarray(0, SIGNATURE_BYTES)
}
