// A bar that moves in place while long work runs and a person looks; otherwise nothing.

import type { Terminal } from './terminal.ts'

const BAR_CELLS = 28
const CLEAR_LINE = '\r\u001b[2K'

export type ProgressBar = {
  show(label: string, done: number, total: number): void
  clear(): void
}

export function progressBar(terminal: Terminal): ProgressBar {
  if (!terminal.errIsTerminal) return { show: () => {}, clear: () => {} }
  return {
    show(label, done, total) {
      const share = total > 0 ? Math.min(1, done / total) : 0
      const full = Math.round(share * BAR_CELLS)
      const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full)
      terminal.err(`${CLEAR_LINE}${bar} ${Math.round(share * 100)} % ${label}`)
    },
    clear: () => terminal.err(CLEAR_LINE),
  }
}
