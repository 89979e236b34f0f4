// Runs command lines in this process, with a terminal that is remembered instead of shown.

import { Readable } from 'node:stream'
import { runProgram } from '../run-program.ts'
import type { Terminal } from '../terminal/terminal.ts'

export type CliRun = { readonly exitCode: number; readonly out: string; readonly err: string }

export type CliSetup = {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly stdin?: string
}

export async function runCli(args: readonly string[], setup: CliSetup = {}): Promise<CliRun> {
  const { terminal, seen } = rememberingTerminal(setup)
  const exitCode = await runProgram(args, terminal)
  return { exitCode, ...seen() }
}

export function rememberingTerminal(setup: CliSetup = {}) {
  let out = ''
  let err = ''
  const listeners = new Set<(signal: string) => void>()
  const terminal: Terminal = {
    env: setup.env ?? {},
    cwd: setup.cwd ?? '/',
    stdin: Readable.from([setup.stdin ?? '']),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    outIsTerminal: false,
    errIsTerminal: false,
    now: () => Date.now(),
    onStopSignal(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    exitNow: () => {},
  }
  const signal = () => {
    for (const listener of listeners) listener('SIGINT')
  }
  return { terminal, signal, seen: () => ({ out, err }) }
}
