// The names somebody may have meant by one that does not exist: those a few letters away, and those
// of which it is a part. For answers to people, so it gives few and the likeliest first.

export const NAMES_SUGGESTED_MAX = 3
/** Beyond this many names nobody expects a guess. */
export const NAMES_COMPARED_MAX = 5_000
/** One letter in three may be wrong, and always at least two. */
const LETTERS_PER_SLIP = 3
const SLIPS_MIN = 2
/** A shorter text is a part of everything. */
const PART_LETTERS_MIN = 3

export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const text = wanted.toLowerCase()
  const slipsMax = Math.max(SLIPS_MIN, Math.floor(text.length / LETTERS_PER_SLIP))
  const near: { readonly name: string; readonly slips: number }[] = []
  let compared = 0
  for (const name of names) {
    if (compared >= NAMES_COMPARED_MAX) break
    compared += 1
    const other = name.toLowerCase()
    const isPart = text.length >= PART_LETTERS_MIN && other.includes(text)
    const isFar = Math.abs(other.length - text.length) > slipsMax
    const slips = isFar ? slipsMax + 1 : slipsBetween(text, other)
    // With more letters wrong than right it is another name altogether.
    if (isPart || (slips <= slipsMax && slips * 2 <= Math.max(text.length, other.length))) {
      near.push({ name, slips })
    }
  }
  return near
    .sort((a, b) => a.slips - b.slips || (a.name < b.name ? -1 : 1))
    .slice(0, NAMES_SUGGESTED_MAX)
    .map(({ name }) => name)
}

/** Letters put in, left out, wrong, or swapped with their neighbour. */
function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, k) => k)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let k = 1; k <= other.length; k++) {
      const isSame = one[i - 1] === other[k - 1]
      let slips = Math.min(
        (last[k] ?? 0) + 1,
        (row[k - 1] ?? 0) + 1,
        (last[k - 1] ?? 0) + (isSame ? 0 : 1),
      )
      if (i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1]) {
        slips = Math.min(slips, (beforeLast[k - 2] ?? 0) + 1)
      }
      row.push(slips)
    }
    beforeLast = last
    last = row
  }
  return last[other.length] ?? 0
}
