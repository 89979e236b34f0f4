// Which commands fit what was typed: letters in order, whole words before scattered ones, recent first.

type Ranked = { readonly id: string; readonly words: string; readonly kind: string }

/** Null: no fit. Smaller is better. */
export function fitOf(words: string, text: string): number | null {
  const where = words.toLowerCase()
  const wanted = text.toLowerCase().trim()
  if (wanted === '') return 0
  const at = where.indexOf(wanted)
  if (at === 0) return 0
  if (at > 0) return where[at - 1] === ' ' ? 1 : 2
  let position = -1
  let spread = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    const next = where.indexOf(letter, position + 1)
    if (next < 0) return null
    spread += position < 0 ? 0 : next - position - 1
    position = next
  }
  return 3 + spread
}

export function rankCommands<T extends Ranked>(
  commands: readonly T[],
  text: string,
  recent: readonly string[],
): readonly T[] {
  const fits = commands.flatMap((command) => {
    const fit = fitOf(`${command.words} ${command.kind}`, text)
    const age = recent.indexOf(command.id)
    return fit === null ? [] : [{ command, fit, age: age < 0 ? recent.length : age }]
  })
  return fits.sort((a, b) => a.fit - b.fit || a.age - b.age).map(({ command }) => command)
}
