// Reads configuration files: YAML or JSON, several documents a file, folders with all below them.
//
// Every field keeps the line it stands on, so that the server's faults name file and line. Secrets
// written as `{ fromEnv: NAME }` are read here, from the environment of whoever applies; files
// themselves never hold them. All faults are collected, none stops the reading.

import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { formatPath } from '@evenwatch/api'
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml'

export const FILES_MAX = 2_000
export const FILE_BYTES_MAX = 4 * 1_048_576
const EXTENSIONS = ['.yaml', '.yml', '.json']
/** Other programs' folders, and hidden ones. */
const SKIPPED = /^(\.|node_modules$)/

export type FileDocument = {
  readonly file: string
  readonly line: number
  readonly document: unknown
  /** Lines of nested fields, by path: `spec.steps[0].after`. */
  readonly lines: Record<string, number>
}

export type FileFault = {
  readonly file: string
  readonly line: number
  readonly field: string
  readonly rule: string
}

export type FilesRead = {
  readonly documents: readonly FileDocument[]
  readonly faults: readonly FileFault[]
}

type Environment = Readonly<Record<string, string | undefined>>
type Path = readonly (string | number)[]

/** `paths` are files or folders; files are named as they were given, or below their folder. */
export async function readDocumentFiles(
  paths: readonly string[],
  environment: Environment,
): Promise<FilesRead> {
  const documents: FileDocument[] = []
  const faults: FileFault[] = []
  const fault = (file: string, rule: string) => faults.push({ file, line: 1, field: 'file', rule })
  const files: string[] = []
  for (const path of paths) {
    try {
      files.push(...(await filesBelow(path)))
    } catch (error) {
      fault(path, reasonOf(error))
    }
  }
  if (files.length > FILES_MAX) {
    fault(paths.join(', '), `At most ${FILES_MAX} files, not ${files.length}.`)
  }
  for (const file of files.slice(0, FILES_MAX)) {
    const { size } = await stat(file)
    if (size > FILE_BYTES_MAX) {
      fault(file, `A file has at most ${FILE_BYTES_MAX} bytes.`)
      continue
    }
    const read = readDocumentText(await readFile(file, 'utf8'), nameOf(file), environment)
    documents.push(...read.documents)
    faults.push(...read.faults)
  }
  return { documents, faults }
}

export function readDocumentText(text: string, file: string, environment: Environment): FilesRead {
  const documents: FileDocument[] = []
  const faults: FileFault[] = []
  const counter = new LineCounter()
  for (const parsed of parseAllDocuments(text, { lineCounter: counter, uniqueKeys: true })) {
    const lineOf = (offset: number) => counter.linePos(offset).line
    for (const error of parsed.errors) {
      const rule = error.message.split('\n')[0] ?? error.message
      faults.push({ file, line: lineOf(error.pos[0]), field: 'document', rule })
    }
    if (parsed.errors.length > 0 || parsed.contents === null) continue
    const lines: Record<string, number> = {}
    collectLines(parsed.contents, [], lineOf, lines)
    const line = lineOf(parsed.contents.range?.[0] ?? 0)
    const value: unknown = parsed.toJS({ maxAliasCount: 100 })
    const unset = (path: Path, rule: string) => {
      const field = formatPath(path)
      faults.push({ file, line: lines[field] ?? line, field, rule })
    }
    documents.push({ file, line, document: withSecrets(value, [], environment, unset), lines })
  }
  return { documents, faults }
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const files: string[] = []
  const entries = await readdir(path, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.test(entry.name)) continue
    const below = join(path, entry.name)
    if (entry.isDirectory()) files.push(...(await filesBelow(below)))
    else if (EXTENSIONS.includes(extname(entry.name))) files.push(below)
  }
  return files
}

function nameOf(file: string): string {
  const short = relative('.', file)
  return short.startsWith('..') ? file : short
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'There is no such file or folder.'
  if (code === 'EACCES') return 'This file or folder may not be read.'
  throw error
}

function collectLines(
  node: unknown,
  path: Path,
  lineOf: (offset: number) => number,
  lines: Record<string, number>,
): void {
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue
      const at = [...path, String(pair.key.value)]
      lines[formatPath(at)] = lineOf(pair.key.range?.[0] ?? 0)
      collectLines(pair.value, at, lineOf, lines)
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, i) => {
      const at = [...path, i]
      // Items of a sequence are nodes; only programs build sequences of anything else.
      lines[formatPath(at)] = lineOf((item as Node).range?.[0] ?? 0)
      collectLines(item, at, lineOf, lines)
    })
  }
}

function withSecrets(
  value: unknown,
  path: Path,
  environment: Environment,
  unset: (path: Path, rule: string) => void,
): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) => withSecrets(item, [...path, i], environment, unset))
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only?.[0] === 'fromEnv' && typeof only[1] === 'string') {
    const found = environment[only[1]]
    if (found !== undefined && found !== '') return found
    unset(path, `The environment variable ${only[1]} is not set.`)
    return value
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, withSecrets(item, [...path, key], environment, unset)]),
  )
}
