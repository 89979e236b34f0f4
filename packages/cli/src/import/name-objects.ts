// Names of ours for the source's objects: stable from run to run, unique within their kind.
//
// The same objects get the same names whatever order the source lists them in, because a second
// import finds what the first one made by name. The display name keeps what people called it. A
// finding says so only when the name is more than lower-cased and hyphenated.

import { type Metadata, NAME_PATTERN } from '@evenwatch/api'
import { isReservedUserName, PEOPLE_LIMITS } from '@evenwatch/core'
import type { Finding, SourceObject } from './import-result.ts'

const NAME_CHARS_MAX = 64

export type NamedObjects = {
  /** By the source's id. */
  readonly names: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

/** `taken`: names of this kind that are given to others already. */
export function nameObjects(
  objects: readonly SourceObject[],
  taken: readonly string[] = [],
): NamedObjects {
  const names = new Map<string, string>()
  const findings: Finding[] = []
  const used = new Set(taken)
  const unique = [...new Map(objects.map((one) => [one.id, one])).values()]
  for (const object of unique.sort(byFitThenId)) {
    const name = freeName(baseName(object), used)
    used.add(name)
    names.set(object.id, name)
    if (name !== plain(object.name)) {
      findings.push({
        outcome: 'changed',
        code: 'name-changed',
        object,
        detail: `“${object.name}” is called ${name} here; its display name stays.`,
      })
    }
  }
  return { names, findings }
}

/** What a document's `metadata` holds for an object of the source. */
export function namedMetadata(name: string, sourceName: string): Metadata {
  const displayName = sourceName.trim().slice(0, PEOPLE_LIMITS.displayNameChars)
  return displayName === '' || displayName === name ? { name } : { name, displayName }
}

/** The name that this text becomes when nobody else has it. */
export function plainName(text: string): string {
  return text
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[łŁ]/g, 'l')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .slice(0, NAME_CHARS_MAX)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
}

/** Those whose names fit as they are keep them, whoever else would like to have them. */
function byFitThenId(one: SourceObject, other: SourceObject): number {
  const fits = Number(fitsAsItIs(other)) - Number(fitsAsItIs(one))
  return fits !== 0 ? fits : one.id < other.id ? -1 : 1
}

function fitsAsItIs({ name }: SourceObject): boolean {
  return plainName(name) === plain(name)
}

function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, '-')
}

function baseName({ kind, id, name }: SourceObject): string {
  const wanted = plainName(name)
  if (NAME_PATTERN.test(wanted) && !isReservedUserName(wanted)) return wanted
  return plainName(`${kind}-${wanted === '' ? id.slice(0, 8) : wanted}`) || 'unnamed'
}

function freeName(base: string, used: ReadonlySet<string>): string {
  if (!used.has(base)) return base
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`
    const name = `${base.slice(0, NAME_CHARS_MAX - suffix.length)}${suffix}`
    if (!used.has(name)) return name
  }
}
