// Runs one command of the toolbox, either shown as it goes or kept for later.

import { spawn } from 'node:child_process'
import { ROOT } from './repository.ts'

export type CommandResult = {
  /** 128 stands for "ended by a signal". */
  readonly exitCode: number
  /** Both streams in order; empty when they were shown. */
  readonly output: string
}

export type CommandOptions = {
  readonly env?: Readonly<Record<string, string>>
  /** `show` passes the streams through; `keep` collects them. */
  readonly streams?: 'show' | 'keep'
  readonly cwd?: string
}

export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const keep = options.streams !== 'show'
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: keep ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    const pieces: Buffer[] = []
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece))
    child.stderr?.on('data', (piece: Buffer) => pieces.push(piece))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ exitCode: code ?? 128, output: Buffer.concat(pieces).toString('utf8') }),
    )
  })
}

/** A TypeScript program of the repository, run by tsx. */
export function runScript(path: string, args: readonly string[], options: CommandOptions = {}) {
  return runCommand(process.execPath, ['--import', 'tsx', path, ...args], options)
}

/** A program of `node_modules/.bin`. */
export function runTool(name: string, args: readonly string[], options: CommandOptions = {}) {
  return runCommand(`${ROOT}/node_modules/.bin/${name}`, args, options)
}
