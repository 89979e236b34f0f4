// Cuts a stream of bytes into single lines and into runs of whole lines.

import { createHash } from 'node:crypto'
import { BackupFault } from './backup-fault.ts'
import { ROWS_END } from './backup-format.ts'

const NEWLINE = 0x0a
/** One row of one table; far above what the limits on input let through. */
const LINE_BYTES_MAX = 256 * 1024 * 1024
const END_AT_START = Buffer.from(`${ROWS_END}\n`)
const END_INSIDE = Buffer.from(`\n${ROWS_END}\n`)

/** The pieces of a stream, cut so that each ends with a line. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (end === 0) {
      rest = Buffer.concat([rest, chunk])
      continue
    }
    yield rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([rest, chunk.subarray(0, end)])
    rest = chunk.subarray(end)
  }
  if (rest.length > 0) yield rest
}

export class LineReader {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #buffer: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next line without its end; undefined where the stream ends. */
  async line(): Promise<string | undefined> {
    const length = await this.#haveLine()
    return length === 0 ? undefined : this.#take(length).toString('utf8', 0, length - 1)
  }

  /** Whole rows up to the line that ends a table, which is swallowed. */
  async *rows(table: string): AsyncGenerator<Buffer> {
    for (;;) {
      if ((await this.#haveLine()) === 0) throw cutOff(`within the table ${table}`)
      if (this.#buffer.indexOf(END_AT_START) === 0) {
        this.#take(END_AT_START.length)
        return
      }
      const endAt = this.#buffer.indexOf(END_INSIDE)
      // A marker cut by the end of the buffer begins a line of its own, which stays for next time.
      yield this.#take(endAt === -1 ? this.#buffer.lastIndexOf(NEWLINE) + 1 : endAt + 1)
    }
  }

  /** Lets go of the stream before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  /** Of every byte taken so far. */
  sha256(): string {
    return this.#hash.copy().digest('hex')
  }

  /** Length of the first line with its end; 0 where the stream ends. */
  async #haveLine(): Promise<number> {
    for (;;) {
      const end = this.#buffer.indexOf(NEWLINE)
      if (end !== -1) return end + 1
      const next = await this.#chunks.next()
      if (next.done === true) {
        if (this.#buffer.length === 0) return 0
        throw cutOff('within a line')
      }
      if (this.#buffer.length + next.value.length > LINE_BYTES_MAX) {
        throw new BackupFault('backup_damaged', 'The backup is damaged: a row is far too long.')
      }
      this.#buffer =
        this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value])
    }
  }

  #take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length)
    this.#buffer = this.#buffer.subarray(length)
    this.#hash.update(taken)
    return taken
  }
}

export function cutOff(where: string): BackupFault {
  return new BackupFault('backup_damaged', `The backup is cut off: it ends ${where}.`)
}
