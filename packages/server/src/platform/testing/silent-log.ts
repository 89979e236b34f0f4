import type { Log } from '../log.ts'

const ignore = (): void => undefined

/** A log that nobody reads. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
