// Questions to the person at the terminal. Without a terminal there is nobody to ask, and the
// command says which option answers instead.

import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CliFault, EXIT_CODE } from './cli-fault.ts'
import type { Terminal } from './terminal.ts'

export type Question = {
  readonly text: string
  /** Taken when the answer is empty. */
  readonly fallback?: string
  /** The option that answers it. */
  readonly option: string
  /** What is typed is not shown. */
  readonly isSecret?: boolean
}

export async function ask(terminal: Terminal, question: Question): Promise<string> {
  const { text, fallback, option, isSecret } = question
  if (!canAsk(terminal)) {
    if (fallback !== undefined) return fallback
    throw new CliFault(`${text} is needed.`, {
      exitCode: EXIT_CODE.usage,
      hint: `Nobody can be asked here; give it with ${option}.`,
    })
  }
  const shown = fallback === undefined ? '' : ` [${fallback}]`
  terminal.err(`${text}${shown}: `)
  const echo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isSecret) terminal.err(chunk.toString())
      done()
    },
  })
  const reader = createInterface({ input: terminal.stdin, output: echo, terminal: true })
  try {
    const answer = (await reader.question('')).trim()
    if (isSecret) terminal.err('\n')
    return answer || (fallback ?? '')
  } finally {
    reader.close()
  }
}

export async function confirm(terminal: Terminal, text: string): Promise<boolean> {
  const answer = await ask(terminal, { text: `${text} (yes/no)`, fallback: 'no', option: '--yes' })
  return /^y(es)?$/i.test(answer)
}

export function canAsk(terminal: Terminal): boolean {
  return terminal.stdin.isTTY === true && terminal.errIsTerminal
}
