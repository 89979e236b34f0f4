// Starts a server of the benchmark in a process of its own and talks to it over IPC.

import { fork } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandInput, CommandName, CommandOutput } from './run-command.ts'

const STOP_MS_MAX = 15_000

export type ServerProcess = { readonly port: number; readonly pid: number; stop(): Promise<void> }
export type ProductProcess = ServerProcess & {
  ask<N extends CommandName>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>>
}

export async function startEcho(): Promise<ServerProcess> {
  const { child, port } = await startFork('./echo-server.ts', {})
  return { port, pid: child.pid ?? 0, stop: () => stopFork(child) }
}

export async function startProduct(): Promise<ProductProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'evenwatch-bench-'))
  const { child, port } = await startFork('./product-server.ts', { EVENWATCH_DATA_DIR: dataDir })
  let asked = 0
  return {
    port,
    pid: child.pid ?? 0,
    stop: () => stopFork(child),
    ask(command, input) {
      asked += 1
      const id = asked
      return new Promise((resolve, reject) => {
        const hear = (message: { id?: number; output?: never; error?: string }) => {
          if (message.id !== id) return
          child.off('message', hear)
          if (message.error === undefined) resolve(message.output as never)
          else reject(new Error(`${command}: ${message.error}`))
        }
        child.on('message', hear)
        child.send({ id, command, input })
      })
    },
  }
}

async function startFork(script: string, env: Record<string, string>) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
    execArgv: [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), '--import', 'tsx'],
    env: { ...process.env, ...env },
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port))
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
  })
  return { child, port }
}

async function stopFork(child: ReturnType<typeof fork>): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  await ended
  clearTimeout(timer)
}
