// Waits for SIGINT or SIGTERM and stops in order. A stop that takes too long, or a second signal,
// ends the process at once; what was accepted is committed either way.

import { EXIT_CODE } from '../terminal/cli-fault.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const STOP_MS_MAX = 30_000

export async function untilStopped(terminal: Terminal, stop: () => Promise<void>): Promise<void> {
  let forget = () => {}
  await new Promise<void>((resolve) => {
    let signals = 0
    forget = terminal.onStopSignal(() => {
      signals += 1
      if (signals > 1) return terminal.exitNow(EXIT_CODE.interrupted)
      terminal.err('\nStopping; a second Ctrl+C stops at once.\n')
      resolve()
    })
  })
  const deadline = setTimeout(() => {
    terminal.err(`The stop took longer than ${STOP_MS_MAX / 1000} s and was cut short.\n`)
    terminal.exitNow(EXIT_CODE.failed)
  }, STOP_MS_MAX)
  try {
    await stop()
  } finally {
    clearTimeout(deadline)
    forget()
  }
}
