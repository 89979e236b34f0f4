// Lines on their way into a backup, summed up as they pass.

import { createHash } from 'node:crypto'

export class HashedLines {
  readonly #hash = createHash('sha256')
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  bytesOf(lines: Buffer): Buffer {
    this.#hash.update(lines)
    this.#bytes += lines.length
    return lines
  }

  text(line: string): Buffer {
    return this.bytesOf(Buffer.from(`${line}\n`))
  }

  json(value: object): Buffer {
    return this.text(JSON.stringify(value))
  }

  /** Of everything so far. */
  sha256(): string {
    return this.#hash.copy().digest('hex')
  }
}
