// The open event streams of this process: who listens, what each still has to be sent, and when one
// is let go. A client that reads too slowly is dropped, because it can come back with
// Last-Event-ID; it never makes the process hold more than its share of memory.

import type { ServerResponse } from 'node:http'
import { formatInstant, SECOND_MS } from '@evenwatch/core'
import type { ServerContext } from '../context.ts'
import { eventsForViewer, type PlacedEvent, type Viewer } from './events-for-viewer.ts'
import { RECORD_ROWS_MAX, type RecordRow, readRecordAfter } from './read-record.ts'
import { RecordFollower } from './record-follower.ts'
import { formatPosition, isAfter, type StreamPosition } from './stream-position.ts'

export const STREAM_CLIENTS_MAX = 1_000
/** Bytes that may wait for one slow client. */
export const CLIENT_BUFFER_BYTES_MAX = 262_144
export const HEARTBEAT_EVERY_MS = 15 * SECOND_MS
/** A stream whose caller was deactivated or whose token was revoked ends within this time. */
export const RECHECK_EVERY_MS = 5 * SECOND_MS
/** Missed rows that are sent after a reconnect; beyond them the client is told to read everything again. */
export const RESUME_ROWS_MAX = RECORD_ROWS_MAX

export type StreamCaller = {
  readonly viewer: Viewer
  readonly response: ServerResponse
  readonly lastEventId: StreamPosition | null
  /** Whether the credentials still hold. */
  isStillWelcome(): Promise<boolean>
}

export class StreamHub {
  readonly #context: ServerContext
  readonly #follower: RecordFollower
  readonly #clients = new Set<Client>()
  readonly #heartbeat: NodeJS.Timeout
  readonly #recheckTimer: NodeJS.Timeout

  constructor(context: ServerContext) {
    this.#context = context
    this.#follower = new RecordFollower(context.pool, context.wakes, context.log)
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_EVERY_MS).unref()
    this.#recheckTimer = setInterval(() => void this.recheck(), RECHECK_EVERY_MS).unref()
  }

  get size(): number {
    return this.#clients.size
  }

  get isFull(): boolean {
    return this.#clients.size >= STREAM_CLIENTS_MAX
  }

  /** Expects a response whose head was sent. Returns when the client is in step with the present. */
  async welcome(caller: StreamCaller): Promise<void> {
    const client = new Client(caller, () => this.#dismiss(client))
    this.#clients.add(client)
    caller.response.on('close', () => this.#dismiss(client))
    const present = await this.#follower.listen(client.take)
    if (!this.#clients.has(client)) return this.#follower.leave(client.take)
    const missed = await this.#readMissed(caller.lastEventId, present)
    const at = formatInstant(this.#context.clock.now())
    const what = missed === null ? 'read-again' : 'connected'
    const first = missed?.[0]
    // The greeting stands before what follows it, so that a resume from it loses nothing.
    const place = first ? (caller.lastEventId ?? present) : present
    client.greet(
      { position: formatPosition(place), event: { kind: 'hello', subjectId: null, at, what } },
      missed ?? [],
      caller.lastEventId,
    )
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat)
    clearInterval(this.#recheckTimer)
    for (const client of [...this.#clients]) this.#dismiss(client)
    await this.#follower.close()
  }

  /** Null: too much was missed. */
  async #readMissed(
    from: StreamPosition | null,
    present: StreamPosition,
  ): Promise<readonly RecordRow[] | null> {
    if (from === null || !isAfter(present, from)) return []
    const rows = await readRecordAfter(this.#context.pool, from, RESUME_ROWS_MAX + 1)
    if (rows.length > RESUME_ROWS_MAX) return null
    return rows.filter((row) => !isAfter(row, present))
  }

  #dismiss(client: Client): void {
    if (!this.#clients.delete(client)) return
    this.#follower.leave(client.take)
    client.end()
  }

  #beat(): void {
    for (const client of this.#clients) client.write(': still here\n\n')
  }

  /** Ends the streams of those who may not listen any more. */
  async recheck(): Promise<void> {
    for (const client of [...this.#clients]) {
      const isWelcome = await client.caller.isStillWelcome().catch((error: unknown) => {
        // Whether somebody may listen is not known while the database is away: they stay.
        this.#context.log.warn({ err: error }, 'a stream’s caller could not be checked')
        return true
      })
      if (!isWelcome) this.#dismiss(client)
    }
  }
}

/** One open stream. Until it is greeted, what comes in waits. */
class Client {
  readonly caller: StreamCaller
  readonly #drop: () => void
  #waiting: RecordRow[] | null = []
  #sentUpTo: StreamPosition | null = null

  constructor(caller: StreamCaller, drop: () => void) {
    this.caller = caller
    this.#drop = drop
  }

  readonly take = (rows: readonly RecordRow[]): void => {
    if (this.#waiting !== null) {
      this.#waiting.push(...rows)
      if (this.#waiting.length > RESUME_ROWS_MAX) this.#drop()
      return
    }
    this.#send(rows)
  }

  greet(hello: PlacedEvent, missed: readonly RecordRow[], upTo: StreamPosition | null): void {
    this.#sentUpTo = upTo
    this.write(textOf(hello))
    const waiting = this.#waiting ?? []
    this.#waiting = null
    this.#send([...missed, ...waiting])
  }

  write(text: string): void {
    const { response } = this.caller
    if (response.destroyed) return
    response.write(text)
    if (response.writableLength > CLIENT_BUFFER_BYTES_MAX) this.#drop()
  }

  end(): void {
    const { response } = this.caller
    if (response.writableLength > CLIENT_BUFFER_BYTES_MAX) response.destroy()
    else response.end()
  }

  #send(rows: readonly RecordRow[]): void {
    const fresh = rows.filter((row) => this.#sentUpTo === null || isAfter(row, this.#sentUpTo))
    const last = fresh.at(-1)
    if (!last) return
    this.#sentUpTo = last
    const events = eventsForViewer(fresh, this.caller.viewer)
    if (events.length > 0) this.write(events.map(textOf).join(''))
  }
}

function textOf({ position, event }: PlacedEvent): string {
  return `id: ${position}\ndata: ${JSON.stringify(event)}\n\n`
}
