// The few pieces of Markdown that the reference pages are made of.

export function generatedBy(source: string): string {
  return `<!-- Written by \`npm run generate\` from ${source}. Edit that, not this page. -->`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A cell stays on its line and keeps its bars. */
function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|')
}

export function code(text: string): string {
  return `\`${text}\``
}

/** Parts of a page with one empty line between them and one line end after the last. */
export function page(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}
