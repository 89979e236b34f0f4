// Secrets at rest: AES-256-GCM, with the id of the key in front of the ciphertext, so that a key
// can be replaced while old values are still readable. Links and nonces are signed with keys
// derived from the same secret, one per purpose.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

export type SecretBox = {
  /** `<key id>.<base64url>`. */
  seal(plain: string): string
  /** Throws when the text was sealed with another key or altered. */
  open(sealed: string): string
  /** Base64url HMAC-SHA256 under a key that serves this purpose alone. */
  sign(purpose: string, text: string): string
  verify(purpose: string, text: string, signature: string): boolean
  /** What the database keeps to notice a node with another key. */
  readonly checkValue: string
}

export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable'
}

export function createSecretBox(key: Buffer): SecretBox {
  const keyId = createHash('sha256').update('key-id').update(key).digest('hex').slice(0, 8)
  const derive = (purpose: string) =>
    createHmac('sha256', key).update(`purpose:${purpose}`).digest()
  const sealKey = derive('seal')
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', derive(purpose)).update(text).digest('base64url')

  return {
    checkValue: sign('check', 'evenwatch'),
    seal(plain) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const [id, payload] = sealed.split('.')
      if (id !== keyId || payload === undefined) {
        throw new SecretUnreadable(`sealed with key ${id}, this process has ${keyId}`)
      }
      const bytes = Buffer.from(payload, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, IV_BYTES))
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      try {
        const plain = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]
        return Buffer.concat(plain).toString('utf8')
      } catch (cause) {
        throw new SecretUnreadable('altered, or sealed with another key', { cause })
      }
    },
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text))
      const given = Buffer.from(signature)
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}

/** How tokens and keys are stored and looked up: lower-case hex SHA-256. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
