// Lines in a frame, for what must not be overlooked.

import { widthOf } from './style.ts'

export function renderBox(lines: readonly string[]): string {
  const width = Math.max(...lines.map(widthOf))
  const bar = '─'.repeat(width + 2)
  const inside = lines.map((line) => `│ ${line}${' '.repeat(width - widthOf(line))} │`)
  return [`╭${bar}╮`, ...inside, `╰${bar}╯`, ''].join('\n')
}
