// Waits for SIGINT or SIGTERM and stops in order. A stop that takes too long, or a second signal,
// ends the process at once; what was accepted is committed either way.
//
// Listening begins before the start, so that a signal in the middle of it stops in order, too.

import { EXIT_CODE } from '../terminal/cli-fault.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const STOP_MS_MAX = 30_000

export async function runUntilStopped(
  terminal: Terminal,
  start: () => Promise<{ stop(): Promise<void> }>,
): Promise<void> {
  let signals = 0
  let wanted = () => {}
  const stopWanted = new Promise<void>((resolve) => {
    wanted = resolve
  })
  const forget = terminal.onStopSignal(() => {
    signals += 1
    if (signals > 1) return terminal.exitNow(EXIT_CODE.interrupted)
    terminal.err('\nStopping; a second Ctrl+C stops at once.\n')
    wanted()
  })
  try {
    const running = await start()
    await stopWanted
    await stopInTime(terminal, running)
  } finally {
    forget()
  }
}

async function stopInTime(terminal: Terminal, running: { stop(): Promise<void> }): Promise<void> {
  const deadline = setTimeout(() => {
    terminal.err(`The stop took longer than ${STOP_MS_MAX / 1000} s and was cut short.\n`)
    terminal.exitNow(EXIT_CODE.failed)
  }, STOP_MS_MAX)
  try {
    await running.stop()
  } finally {
    clearTimeout(deadline)
  }
}
