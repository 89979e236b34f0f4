// Rows as aligned columns under a heading. No frames: it pastes well and greps well.

import { type Style, widthOf } from './style.ts'

export function renderTable(
  style: Style,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const line = (cells: readonly string[], paint = (text: string) => text) =>
    cells
      .map((cell, column) => {
        const isLast = column === cells.length - 1
        return paint(cell) + (isLast ? '' : ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      })
      .join('  ')
      .trimEnd()
  return [
    line(
      headings.map((heading) => heading.toUpperCase()),
      style.quiet,
    ),
    ...rows.map((row) => line(row)),
  ]
    .map((text) => `${text}\n`)
    .join('')
}
