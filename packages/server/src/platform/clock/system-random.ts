// Chance in production: the operating system's, unpredictable to anybody outside.
//
// Fetched by the thousand bytes, because one event needs several ids and each fetch is a call into
// the system. Bytes are handed out once and never kept.

import { randomFillSync } from 'node:crypto'
import { type Instant, type Random, UUIDV7_RANDOM_BYTES, uuidv7 } from '@evenwatch/core'

/** As many bits as a number keeps exactly after the point. */
const FRACTION_BITS = 48
const STOCK_BYTES = 8_192

const stock = Buffer.alloc(STOCK_BYTES)
let used = STOCK_BYTES

function takeBytes(count: number): Buffer {
  if (used + count > STOCK_BYTES) {
    randomFillSync(stock)
    used = 0
  }
  const bytes = stock.subarray(used, used + count)
  used += count
  return bytes
}

export const systemRandom: Random = {
  next: () => takeBytes(FRACTION_BITS / 8).readUIntBE(0, FRACTION_BITS / 8) / 2 ** FRACTION_BITS,
  uuid: (now: Instant) => uuidv7(now, takeBytes(UUIDV7_RANDOM_BYTES)),
}
