// A program in a process of its own, with the last of what it wrote, stopped by its own id.

import { type ChildProcess, spawn } from 'node:child_process'
import { stopAtEnd } from './stop-at-end.ts'

const OUTPUT_CHARS_MAX = 20_000
const STOP_MS_MAX = 15_000

const running = new Set<ChildProcess>()
// A test run that is cut short ends what it started, too.
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

export type StartedProcess = {
  readonly pid: number
  /** The last of what it wrote, both streams in order of arrival. */
  output(): string
  hasEnded(): boolean
  /** Ends it in order, or by force when that takes too long. */
  stop(): Promise<void>
}

export function startProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartedProcess {
  const child = spawn(command, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const hear = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARS_MAX)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.on('error', (error) => hear(Buffer.from(error.message)))
  running.add(child)
  const stop = async () => {
    await stopChild(child)
    running.delete(child)
  }
  stopAtEnd(stop)
  return { pid: child.pid ?? 0, output: () => output, hasEnded: () => isOver(child), stop }
}

function isOver(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (isOver(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  await ended
  clearTimeout(force)
}
