// One command line of the built program, as a shell would run it.

import { execFile } from 'node:child_process'
import { PROGRAM } from './start-product.ts'

const COMMAND_MS_MAX = 60_000
const OUTPUT_BYTES_MAX = 4_194_304

export type CommandRun = { readonly exitCode: number; readonly out: string; readonly err: string }

export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [PROGRAM, ...args],
      {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ...env },
        timeout: COMMAND_MS_MAX,
        maxBuffer: OUTPUT_BYTES_MAX,
      },
      (_fault, out, err) => resolve({ exitCode: child.exitCode ?? 1, out, err }),
    )
  })
}
