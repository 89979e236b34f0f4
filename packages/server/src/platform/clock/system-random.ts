// Chance in production: the operating system's, unpredictable to anybody outside.

import { randomBytes } from 'node:crypto'
import { type Instant, type Random, UUIDV7_RANDOM_BYTES, uuidv7 } from '@evenwatch/core'

/** As many bits as a number keeps exactly after the point. */
const FRACTION_BITS = 48

export const systemRandom: Random = {
  next: () => randomBytes(FRACTION_BITS / 8).readUIntBE(0, FRACTION_BITS / 8) / 2 ** FRACTION_BITS,
  uuid: (now: Instant) => uuidv7(now, randomBytes(UUIDV7_RANDOM_BYTES)),
}
