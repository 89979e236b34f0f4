// Reads what is to be imported: exported files, or the system's API into the work folder.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isJsonObject } from '@evenwatch/core'
import { parse, YAMLParseError } from 'yaml'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { progressBar } from '../terminal/progress-bar.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { createHttpSource } from './http-source.ts'
import { openPageStore, type PageStore } from './page-store.ts'
import type { Convert, ImportableSystem } from './source-system.ts'

export type SourceOptions = {
  readonly from?: string
  readonly url?: string
  readonly keyEnv?: string
  readonly workDir?: string
  readonly fresh?: boolean
}

export type ReadSource = {
  readonly convert: Convert
  /** Null for files, which stay where they are. */
  readonly store: PageStore | null
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

export async function readSource(
  terminal: Terminal,
  system: ImportableSystem,
  options: SourceOptions,
): Promise<ReadSource> {
  const { from, keyEnv } = options
  if ((from === undefined) === (keyEnv === undefined)) {
    throw usage('Give either --from FOLDER or --key-env NAME.', 'evenwatch import --help')
  }
  if (from !== undefined) {
    return { convert: await system.fromFiles(resolve(terminal.cwd, from)), store: null }
  }
  return readLive(terminal, system, options, keyEnv ?? '')
}

async function readLive(
  terminal: Terminal,
  system: ImportableSystem,
  options: SourceOptions,
  keyEnv: string,
): Promise<ReadSource> {
  const { live, name, title } = system
  if (live === null) throw usage(`${title} is read from files.`, 'Export them, then --from FOLDER.')
  if (!VARIABLE.test(keyEnv)) {
    // What was given may be the key itself, so it is not repeated.
    throw usage('--key-env takes the name of a variable.', 'Example: --key-env OPSGENIE_KEY')
  }
  const key = terminal.env[keyEnv]
  if (!key) throw usage(`The variable ${keyEnv} is not set.`, `Set it to a key of ${title}.`)
  const baseUrl = options.url ?? live.defaultUrl
  if (baseUrl === null) throw usage(`${title} has no address that fits all.`, 'Give --url.')
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw usage(`${baseUrl} is no http or https URL.`, 'Example: --url https://api.example.org')
  }
  const store = await openPageStore({
    folder: resolve(terminal.cwd, options.workDir ?? `.evenwatch-import/${name}`),
    source: `${name} ${baseUrl}`,
    fresh: options.fresh === true,
    now: terminal.now(),
  })
  if (store.storedPages > 0) {
    const since = new Date(store.startedAt).toISOString()
    terminal.err(
      `Going on with what was read since ${since} (${store.storedPages} pages); --fresh reads it again.\n`,
    )
  }
  const bar = progressBar(terminal)
  const http = createHttpSource({
    title,
    baseUrl,
    headers: live.headers(key),
    store,
    fetch,
    now: terminal.now,
    wait: (ms) => sleep(ms),
    onProgress: ({ pages, path, pauseMs }) => {
      const pause = pauseMs === null ? '' : `, waiting ${Math.ceil(pauseMs / 1_000)} s`
      bar.show(`${pages} pages read${pause}, ${path}`, pages, pages + 1)
    },
  })
  const convert = await live.read(http)
  bar.clear()
  return { convert, store }
}

/** `source login or e-mail: our name`, a line each. */
export async function readPeopleMap(
  terminal: Terminal,
  file: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (file === undefined) return new Map()
  const read = await readYaml(resolve(terminal.cwd, file))
  const entries = isJsonObject(read) ? Object.entries(read) : null
  if (entries === null || entries.some(([, name]) => typeof name !== 'string')) {
    throw usage(
      `${file} is not there or is no map of people.`,
      'One line for each: ana@example.org: ana',
    )
  }
  return new Map(entries.map(([key, name]) => [key, String(name)]))
}

/** Null for what cannot be read, which is no map either. */
async function readYaml(file: string): Promise<unknown> {
  try {
    const value: unknown = parse(await readFile(file, 'utf8'))
    return value
  } catch (fault) {
    const isAbsent = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
    if (isAbsent || fault instanceof YAMLParseError) return null
    throw fault
  }
}

function usage(message: string, hint: string): CliFault {
  return new CliFault(message, { exitCode: EXIT_CODE.usage, hint })
}
