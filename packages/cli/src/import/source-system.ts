// What the import command needs to know of a system that people leave.
//
// To add one: its folder `import/<system>/` with `convert-<system>.ts` (pure: `convertX(source)`),
// the type of what it exports (`XSource`), its fixtures with shifts written by hand, and
// `<system>-system.ts`, which exports a `SourceSystem`; then its name in `IMPORT_SYSTEMS`
// (import-result.ts) and one line in `systems.ts`. Files and live API must give the same source, so
// that what was exported yesterday converts like what is read today.

import type { Instant } from '@evenwatch/core'
import type { HttpSource } from './http-source.ts'
import type { ImportResult, ImportSystem } from './import-result.ts'

export type SourceSystem<Source> = {
  readonly name: ImportSystem
  /** As its users write it: `Opsgenie`. */
  readonly title: string
  /** A file, or a folder of files (`read-collections.ts` helps). */
  readFiles(path: string): Promise<Source>
  /** Null: it is read from files only. */
  readonly live: LiveReading<Source> | null
  /** `now` tells what is history. Pure, and fit to be run again on the same source. */
  convert(source: Source, options: { readonly now: Instant }): ImportResult
}

export type LiveReading<Source> = {
  /** Taken without `--url`; null where each customer has an address of their own. */
  readonly defaultUrl: string | null
  /** The key goes into these headers and nowhere else. */
  headers(key: string): Readonly<Record<string, string>>
  read(http: HttpSource): Promise<Source>
}

/** A system whose kind of source only it knows. */
export type ImportableSystem = {
  readonly name: ImportSystem
  readonly title: string
  fromFiles(path: string): Promise<Convert>
  readonly live: LiveReading<Convert> | null
}

export type Convert = (options: { readonly now: Instant }) => ImportResult

export function importable<Source>(system: SourceSystem<Source>): ImportableSystem {
  const { name, title, live } = system
  const converting = (source: Source): Convert => {
    return (options) => system.convert(source, options)
  }
  return {
    name,
    title,
    fromFiles: async (path) => converting(await system.readFiles(path)),
    live: live && {
      defaultUrl: live.defaultUrl,
      headers: (key) => live.headers(key),
      read: async (http) => converting(await live.read(http)),
    },
  }
}
