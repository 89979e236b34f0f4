// The one-time link by which a visitor of the demo is signed in.

import { randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 24

export type EnterToken = {
  readonly token: string
  /** True once, for the right token. */
  take(given: string): boolean
}

export function createEnterToken(): EnterToken {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  let isSpent = false
  return {
    token,
    take(given) {
      const [mine, theirs] = [Buffer.from(token), Buffer.from(given)]
      if (isSpent || mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return false
      isSpent = true
      return true
    },
  }
}
