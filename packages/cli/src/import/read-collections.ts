// Exported files as named collections: `users.json`, or every file below `users/`.
//
// A file holds an array of objects, one object, or an answer of the vendor's API that wraps them in
// `data` or `results`. One file alone holds the collections as its fields. What a folder does not
// hold is an empty collection; which ones must be there is the converter's to say.

import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isJsonObject } from '@evenwatch/core'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'

export const EXPORT_FILES_MAX = 20_000
export const EXPORT_FILE_BYTES_MAX = 64 * 1_048_576

export type Collections<Name extends string> = { readonly [N in Name]: readonly unknown[] }

export async function readCollections<Name extends string>(
  path: string,
  names: readonly Name[],
): Promise<Collections<Name>> {
  if (!(await isFolder(path))) return collectionsOf(await readJsonFile(path), names, path)
  const found: [Name, readonly unknown[]][] = []
  for (const name of names) {
    const items: unknown[] = []
    for (const file of await filesOf(path, name)) items.push(...itemsOf(await readJsonFile(file)))
    found.push([name, items])
  }
  if (found.every(([, items]) => items.length === 0)) throw nothingIn(path, names)
  // Every name has its entry, which the type of `fromEntries` cannot say.
  return Object.fromEntries(found) as Collections<Name>
}

function collectionsOf<Name extends string>(
  value: unknown,
  names: readonly Name[],
  path: string,
): Collections<Name> {
  if (!isJsonObject(value) || !names.some((name) => value[name] !== undefined)) {
    throw nothingIn(path, names)
  }
  const entries = names.map((name) => [name, value[name] === undefined ? [] : itemsOf(value[name])])
  // As above.
  return Object.fromEntries(entries) as Collections<Name>
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isJsonObject(value)) return []
  for (const wrapper of ['data', 'results']) {
    const inner = value[wrapper]
    if (Array.isArray(inner)) return inner
    if (isJsonObject(inner)) return [inner]
  }
  return [value]
}

async function filesOf(folder: string, name: string): Promise<string[]> {
  const files: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const isFile = entry.isFile() && entry.name === `${name}.json`
    if (isFile) files.push(join(folder, entry.name))
    if (entry.isDirectory() && entry.name === name) {
      const below = await readdir(join(folder, name), { recursive: true, withFileTypes: true })
      for (const one of below) {
        if (one.isFile() && extname(one.name) === '.json') {
          files.push(join(one.parentPath, one.name))
        }
      }
    }
  }
  if (files.length > EXPORT_FILES_MAX) {
    throw new CliFault(`${folder} holds more than ${EXPORT_FILES_MAX} files.`)
  }
  return files.sort()
}

export async function readJsonFile(file: string): Promise<unknown> {
  if ((await stat(file)).size > EXPORT_FILE_BYTES_MAX) {
    throw new CliFault(`${file} has more than ${EXPORT_FILE_BYTES_MAX} bytes.`)
  }
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    return value
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
    throw new CliFault(`${file} is no JSON: ${fault.message}`, { exitCode: EXIT_CODE.usage })
  }
}

/** False: a file. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault
    throw new CliFault(`There is no file or folder ${path}.`, { exitCode: EXIT_CODE.usage })
  }
}

function nothingIn(path: string, names: readonly string[]): CliFault {
  return new CliFault(`${path} holds nothing to import.`, {
    exitCode: EXIT_CODE.usage,
    hint: `Expected are ${names.slice(0, 4).join('.json, ')}.json and so on, or one file with these as its fields.`,
  })
}
