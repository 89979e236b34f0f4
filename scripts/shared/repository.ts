// Where the repository lies, and its files without those that tools made.

import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Folders that tools make; nothing in them is written by hand. */
const MADE_ANYWHERE: ReadonlySet<string> = new Set(['.git', 'node_modules', '.vite'])
const MADE_AT_ROOT: ReadonlySet<string> = new Set(['dist', 'data', 'test-results'])

/** Every file below a folder of the repository, as sorted paths relative to `root`. */
export function listFiles(folder = '.', root: string = ROOT): readonly string[] {
  const found: string[] = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (MADE_ANYWHERE.has(entry.name) || (folder === '.' && MADE_AT_ROOT.has(entry.name))) continue
    if (entry.isDirectory()) found.push(...listFiles(path, root))
    else if (entry.isFile()) found.push(path)
  }
  return found.sort()
}
