// Documents for tests, written as YAML, sent as the command line sends them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseAllDocuments } from 'yaml'
import type { SentDocument } from '../read-documents.ts'

export function documentsOf(text: string, file = 'test.yaml'): SentDocument[] {
  const lineCounter = new LineCounter()
  return parseAllDocuments(text, { lineCounter }).map((document) => ({
    file,
    line: lineCounter.linePos(document.contents?.range?.[0] ?? 0).line,
    document: document.toJS(),
  }))
}

/** The YAML files of a folder in `examples/`. */
export function exampleDocuments(name: string): SentDocument[] {
  const folder = join(import.meta.dirname, '../../../../../examples', name)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => documentsOf(readFileSync(join(folder, file), 'utf8'), file))
}

/** What `export` gives, sent back. */
export function sent(documents: readonly unknown[]): SentDocument[] {
  return documents.map((document, i) => ({ file: 'export.yaml', line: i + 1, document }))
}
