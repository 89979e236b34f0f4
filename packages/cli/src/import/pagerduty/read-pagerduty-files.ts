// Exported files: a folder that mirrors the API's paths, or one file with the lists as its fields.
//
// `users.json` holds what `GET /users` answered, `teams/PT1/members.json` what
// `GET /teams/PT1/members` did, and further pages lie beside them as `users/2.json`. `window.json`
// holds the span `{ "since", "until" }` of the rendered schedules.

import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { isJsonObject } from '@evenwatch/core'
import { CliFault, EXIT_CODE } from '../../terminal/cli-fault.ts'
import { EXPORT_FILES_MAX, isFolder, readJsonFile } from '../read-collections.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { type Answer, sourceOfAnswers } from './source-of-answers.ts'

export async function readPagerdutyFiles(path: string): Promise<PagerdutySource> {
  if (!(await isFolder(path))) return sourceOfFile(await readJsonFile(path), path)
  const answers: Answer[] = []
  let window: PagerdutySource['window'] = null
  for (const file of await jsonFilesOf(path)) {
    const body = await readJsonFile(file)
    const endpoint = relative(path, file).slice(0, -'.json'.length).split(sep).join('/')
    if (endpoint === 'window') window = windowOf(body)
    else answers.push({ path: endpoint, body })
  }
  const source = sourceOfAnswers(answers, { window })
  if (!source.users && !source.schedules && !source.schedules_v3) throw nothingIn(path)
  return source
}

async function jsonFilesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && extname(entry.name) === '.json')
    .map((entry) => join(entry.parentPath, entry.name))
  if (files.length > EXPORT_FILES_MAX) {
    throw new CliFault(`${folder} holds more than ${EXPORT_FILES_MAX} files.`)
  }
  return files.sort()
}

/** One file holds the source as it is: lists by name, and what belongs to an object by its id. */
function sourceOfFile(value: unknown, path: string): PagerdutySource {
  const lists = ['users', 'schedules', 'schedules_v3']
  if (!isJsonObject(value) || !lists.some((list) => Array.isArray(value[list]))) {
    throw nothingIn(path)
  }
  for (const [field, content] of Object.entries(value)) {
    const items = Array.isArray(content) ? content : []
    const wrong = items.findIndex((item) => !isJsonObject(item) || typeof item.id !== 'string')
    if (wrong < 0) continue
    throw new CliFault(`${path}: ${field}[${wrong}] is no object with an id.`, {
      exitCode: EXIT_CODE.usage,
    })
  }
  // The fields are the vendor's own; each is read with care where it is used.
  return value as PagerdutySource
}

function windowOf(body: unknown): PagerdutySource['window'] {
  if (!isJsonObject(body)) return null
  const { since, until } = body
  return typeof since === 'string' && typeof until === 'string' ? { since, until } : null
}

function nothingIn(path: string): CliFault {
  return new CliFault(`${path} holds nothing of PagerDuty.`, {
    exitCode: EXIT_CODE.usage,
    hint: 'Expected are users.json, schedules.json and so on, as the API answered them.',
  })
}
