// Starts one of the run's processes from its TypeScript file and talks to it: every request gets one
// answer, and a process may say things on its own. Its output goes to a file, for afterwards.

import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a child says: an answer to a request, or news. */
export type ChildMessage = {
  readonly answerTo?: number
  readonly news?: string
  readonly data?: unknown
}
export type ParentMessage = { readonly id: number; readonly ask: string; readonly data: unknown }

export class ChildEnded extends Error {
  override readonly name = 'ChildEnded'
}

export type Child = {
  readonly pid: number
  /** Resolves when the process is gone, however it ended. */
  readonly ended: Promise<void>
  readonly isRunning: () => boolean
  /** Rejects with `ChildEnded` when the process goes before it answers. */
  ask<Answer>(what: string, data?: unknown): Promise<Answer>
  onNews(listener: (news: string, data: unknown) => void): void
  signal(name: NodeJS.Signals): void
  /** Lets go of it; every process of ours ends in order when its parent is gone. */
  release(): Promise<void>
}

export function startChild(program: URL, env: Record<string, string>, logFile: string): Child {
  const name = basename(program.pathname)
  const log = openSync(logFile, 'a')
  const child = fork(fileURLToPath(program), [], {
    execArgv: name.endsWith('.ts') ? ['--import', 'tsx'] : [],
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waiting = new Map<number, (data: unknown) => void>()
  const listeners: ((news: string, data: unknown) => void)[] = []
  let asked = 0
  child.on('message', (message: ChildMessage) => {
    if (message.answerTo !== undefined) waiting.get(message.answerTo)?.(message.data)
    if (message.news !== undefined)
      for (const listener of listeners) listener(message.news, message.data)
  })
  // A process that was just killed cannot be told anything; its end is reported by `ended`.
  child.on('error', () => undefined)
  return {
    pid: child.pid ?? 0,
    ended,
    isRunning: () => isRunning(child),
    ask<Answer>(what: string, data: unknown = null) {
      asked += 1
      const id = asked
      const answer = new Promise<Answer>((resolve) => {
        // The caller names the type that the process beside answers with.
        waiting.set(id, (value) => resolve(value as Answer))
      })
      child.send({ id, ask: what, data } satisfies ParentMessage)
      const gone = ended.then((): Answer => {
        throw new ChildEnded(`${name} ended before it answered ${what}`)
      })
      return Promise.race([answer, gone])
    },
    onNews: (listener) => listeners.push(listener),
    signal: (signal) => {
      if (isRunning(child)) child.kill(signal)
    },
    async release() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** The other side: answers requests until the parent is gone. */
export function serveParent(
  answer: (ask: string, data: unknown) => Promise<unknown> | unknown,
  onGone: () => Promise<void> | void = () => undefined,
): { tell(news: string, data?: unknown): void } {
  process.on('message', async (message: ParentMessage) => {
    const data = await answer(message.ask, message.data)
    process.send?.({ answerTo: message.id, data } satisfies ChildMessage)
  })
  process.on('disconnect', async () => {
    await onGone()
    process.exit(0)
  })
  return {
    tell: (news, data = null) => process.send?.({ news, data } satisfies ChildMessage),
  }
}
