// Passwords as argon2id with the library's defaults (19 MiB, two passes), which are OWASP's.
// Checking the password of nobody takes as long as checking somebody's, so that the time of an
// answer does not tell which names exist.

import { hash, verify } from '@node-rs/argon2'

export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

let nobodysHash: Promise<string> | undefined

/** Without a stored hash the same work is done, and the answer is always no. */
export async function isPasswordOf(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hash('the password of nobody')
  const matches = await verify(stored ?? (await nobodysHash), password)
  return stored !== null && matches
}
