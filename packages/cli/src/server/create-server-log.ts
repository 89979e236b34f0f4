// The server's log goes to the standard error, so that what commands print stays readable.

import pino, { type Logger } from 'pino'

const STDERR = 2

export function createServerLog(level: string): Logger {
  return pino({ level }, pino.destination({ fd: STDERR, sync: false }))
}
