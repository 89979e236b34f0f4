// Identifiers that sort by the time of their making (RFC 9562, version 7).

import { assert } from './assert.ts'
import type { Instant } from './time.ts'

export const UUIDV7_RANDOM_BYTES = 10
/** Several ids are made for every event, so the digits are looked up. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const TIMESTAMP_MAX = 2 ** 48 - 1

/** 48 bits of milliseconds, then 74 bits taken from the random bytes. */
export function uuidv7(now: Instant, randomBytes: Uint8Array): string {
  assert(Number.isInteger(now) && now >= 0 && now <= TIMESTAMP_MAX, 'the instant fits 48 bits')
  assert(randomBytes.length === UUIDV7_RANDOM_BYTES, `${UUIDV7_RANDOM_BYTES} random bytes`)
  const time = now.toString(16).padStart(12, '0')
  let chance = ''
  for (let index = 0; index < UUIDV7_RANDOM_BYTES; index += 1) {
    chance += HEX[withMarks(randomBytes[index] ?? 0, index)]
    if (index === 1 || index === 3) chance += '-'
  }
  return `${time.slice(0, 8)}-${time.slice(8)}-${chance}`
}

// The version stands in the upper half of byte 6 of the whole, the variant in the top of byte 8.
function withMarks(byte: number, index: number): number {
  if (index === 0) return (byte & 0x0f) | 0x70
  if (index === 2) return (byte & 0x3f) | 0x80
  return byte
}
