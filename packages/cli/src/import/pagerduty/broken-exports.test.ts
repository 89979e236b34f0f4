// Exports are made by hand as often as by a script. Whatever is missing from one, the conversion
// ends, and what it gives can be compared and planned.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject, type Json } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { compareCoverage } from '../compare-coverage.ts'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutySource } from './pagerduty-source.ts'

const NOW = Date.parse('2026-03-01T00:00:00Z')
const FOLDER = join(import.meta.dirname, 'fixtures')
const FILES = readdirSync(FOLDER).filter((file) => /^v[23]-/.test(file))
const people: { readonly users: Json } = JSON.parse(
  readFileSync(join(FOLDER, 'people.json'), 'utf8'),
)

test.each(FILES)('%s without any one of its fields still converts', (file) => {
  const { source }: { source: { [field: string]: Json } } = JSON.parse(
    readFileSync(join(FOLDER, file), 'utf8'),
  )
  const whole = { ...people, ...source }
  for (const path of pathsIn(whole)) {
    const broken = without(whole, path)
    // What is broken on purpose is not of the type.
    const result = convertPagerduty(broken as PagerdutySource, { now: NOW })
    expect(() => compareCoverage(result, NOW), path.join('.')).not.toThrow()
  }
})

type Path = readonly (string | number)[]

/** Every field of every object but its id, which reading sees to. */
function pathsIn(value: Json, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => pathsIn(item, [...at, i]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([field, inner]) => [
    ...(field === 'id' ? [] : [[...at, field]]),
    ...(inner === undefined ? [] : pathsIn(inner, [...at, field])),
  ])
}

function without(value: Json, [field, ...rest]: Path): Json {
  if (Array.isArray(value))
    return value.map((item, i) => (i === field ? without(item, rest) : item))
  if (!isJsonObject(value) || typeof field !== 'string') return value
  if (rest.length === 0) return { ...value, [field]: null }
  return { ...value, [field]: without(value[field] ?? null, rest) }
}
