// Counts rows and sums them up, once in their order and once regardless of it.
//
// The second sum adds the rows' hashes word by word, so that rows read back from other partitions,
// in another order, still give the same. It guards against accident, not against forgery.

import { createHash } from 'node:crypto'

const NEWLINE = 0x0a
const HASH_WORDS = 8

export class RowSum {
  #rows = 0
  #bytes = 0
  readonly #inOrder = createHash('sha256')
  readonly #words = new Uint32Array(HASH_WORDS)

  /** Takes whole lines only. */
  add(lines: Buffer): void {
    this.#inOrder.update(lines)
    this.#bytes += lines.length
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(NEWLINE, start) + 1
      const hash = createHash('sha256').update(lines.subarray(start, end)).digest()
      for (let word = 0; word < HASH_WORDS; word += 1) {
        this.#words[word] = (this.#words[word] ?? 0) + hash.readUInt32BE(4 * word)
      }
      this.#rows += 1
      start = end
    }
  }

  get rows(): number {
    return this.#rows
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Call once, when all rows are in. */
  finish(): { readonly rows: number; readonly sha256: string; readonly rowSum: string } {
    const words = [...this.#words].map((word) => word.toString(16).padStart(8, '0'))
    return { rows: this.#rows, sha256: this.#inOrder.digest('hex'), rowSum: words.join('') }
  }
}
