// Makes a key for senders: plain letters and digits, so that every sender's own check lets it pass.

import { randomInt } from 'node:crypto'
import { INTEGRATION_KEY } from '@evenwatch/core'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

export function newIntegrationKey(): string {
  let key = ''
  while (key.length < INTEGRATION_KEY.chars) key += ALPHABET[randomInt(ALPHABET.length)]
  return key
}
