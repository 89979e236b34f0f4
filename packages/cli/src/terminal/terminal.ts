// What a command may touch of the process it runs in. Tests hand in one of their own.

import type { Readable } from 'node:stream'

export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdin: Readable & { readonly isTTY?: boolean }
  /** Results: what a pipe reads. */
  out(text: string): void
  /** Everything else: questions, progress, faults. */
  err(text: string): void
  /** Whether a person reads `out`. */
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  now(): number
  /** Told of SIGINT and SIGTERM; gives back how to stop listening. */
  onStopSignal(listener: (signal: string) => void): () => void
  /** Ends the process at once: the last resort of a stop that hangs. */
  exitNow(code: number): void
}

export function processTerminal(): Terminal {
  return {
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    now: () => Date.now(),
    onStopSignal(listener) {
      process.on('SIGINT', listener)
      process.on('SIGTERM', listener)
      return () => {
        process.off('SIGINT', listener)
        process.off('SIGTERM', listener)
      }
    },
    exitNow: (code) => process.exit(code),
  }
}
