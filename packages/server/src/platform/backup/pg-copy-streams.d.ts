// The part of pg-copy-streams that is used here; the package brings no types of its own.

declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** Emits the rows of `COPY … TO STDOUT`, cut anywhere. */
  export function to(statement: string): Readable & Submittable
  /** Takes the rows of `COPY … FROM STDIN`. */
  export function from(statement: string): Writable & Submittable
}
