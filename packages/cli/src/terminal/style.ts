// Colours where a person reads and has not asked for none (https://no-color.org).

import type { Terminal } from './terminal.ts'

export type Style = {
  bold(text: string): string
  quiet(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
}

const ESCAPE = String.fromCharCode(27)

export function styleOf(terminal: Terminal, stream: 'out' | 'err' = 'out'): Style {
  const isTerminal = stream === 'out' ? terminal.outIsTerminal : terminal.errIsTerminal
  const isColoured = isTerminal && !terminal.env.NO_COLOR && terminal.env.TERM !== 'dumb'
  const code = (on: number, off: number) => (text: string) =>
    isColoured ? `${ESCAPE}[${on}m${text}${ESCAPE}[${off}m` : text
  return {
    bold: code(1, 22),
    quiet: code(2, 22),
    good: code(32, 39),
    warn: code(33, 39),
    bad: code(31, 39),
  }
}

/** How many columns a text takes, colours aside. */
export function widthOf(text: string): number {
  const plain = text.split(ESCAPE).map((part, i) => (i === 0 ? part : part.replace(/^\[\d+m/, '')))
  return [...plain.join('')].length
}
