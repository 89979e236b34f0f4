// How well a name fits what somebody typed: every word of the query must be found somewhere.

/** Best first: the very name, its beginning, the beginning of one of its words, anywhere in it. */
export const MATCH_SCORES = { exact: 0, start: 1, word: 2, inside: 3 } as const

/** Null: does not fit. The names are those of one object. */
export function matchWords(names: readonly string[], query: string): number | null {
  const wanted = normal(query)
  if (wanted === '') return null
  const texts = names.map(normal)
  if (texts.includes(wanted)) return MATCH_SCORES.exact
  if (texts.some((text) => text.startsWith(wanted))) return MATCH_SCORES.start
  const all = texts.join(' ')
  const words = wanted.split(' ')
  if (!words.every((word) => all.includes(word))) return null
  const isWordStart = words.every((word) => ` ${all}`.includes(` ${word}`))
  return isWordStart ? MATCH_SCORES.word : MATCH_SCORES.inside
}

/** Case, accents and what stands between words do not matter. */
function normal(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s._/-]+/g, ' ')
    .trim()
}
