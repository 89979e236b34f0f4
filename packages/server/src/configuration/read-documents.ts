// Reads what was sent as documents: every one against its schema, every fault with its place.

import {
  type ConfigurationDocument,
  documentSchema,
  type FieldFault,
  formatPath,
  KINDS,
  type Kind,
} from '@evenwatch/api'
import { isJsonObject } from '@evenwatch/core'
import type { z } from 'zod'
import { type DocumentPlace, type LocatedFault, locateFault } from './locate-fault.ts'

export type SentDocument = DocumentPlace & { readonly document: unknown }

export type ReadDocument = {
  readonly place: DocumentPlace
  readonly document: ConfigurationDocument
  /** The fields of `spec` that the document itself holds: the others have their defaults. */
  readonly mentioned: ReadonlySet<string>
}

export type UnreadDocument = { readonly kind: Kind; readonly name: string }

export function readDocuments(sent: readonly SentDocument[]): {
  readonly documents: readonly ReadDocument[]
  readonly faults: readonly LocatedFault[]
  /** Objects whose documents are at fault: others may refer to them without being at fault, too. */
  readonly unread: readonly UnreadDocument[]
} {
  const unread: UnreadDocument[] = []
  const documents: ReadDocument[] = []
  const faults: LocatedFault[] = []
  const places = new Map<string, DocumentPlace>()
  for (const { document: raw, ...place } of sent) {
    const parsed = documentSchema.safeParse(raw)
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        for (const fault of faultsOf(issue, [])) faults.push(locateFault(place, fault))
      }
      unread.push(...namedBy(raw))
      continue
    }
    const document = parsed.data
    const key = `${document.kind} ${document.metadata.name}`
    const other = places.get(key)
    if (other) {
      const rule = `${key} stands in ${other.file}, line ${other.line}, already.`
      faults.push(locateFault(place, { field: 'metadata.name', rule }))
      continue
    }
    places.set(key, place)
    documents.push({ place, document, mentioned: mentionedIn(raw) })
  }
  // Later kinds refer to earlier ones.
  documents.sort((a, b) => KINDS.indexOf(a.document.kind) - KINDS.indexOf(b.document.kind))
  return { documents, faults, unread }
}

function namedBy(raw: unknown): UnreadDocument[] {
  if (!isJsonObject(raw) || !isJsonObject(raw.metadata)) return []
  const kind = KINDS.find((one) => one === raw.kind)
  const { name } = raw.metadata
  return kind === undefined || typeof name !== 'string' ? [] : [{ kind, name }]
}

function mentionedIn(raw: unknown): ReadonlySet<string> {
  const spec = isJsonObject(raw) ? raw.spec : undefined
  return new Set(isJsonObject(spec) ? Object.keys(spec) : [])
}

/** Of a union, the branch that came furthest says what is wrong. */
function faultsOf(issue: z.core.$ZodIssue, prefix: readonly (string | number)[]): FieldFault[] {
  const path = [
    ...prefix,
    ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
  ]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: formatPath([...path, key]),
      rule: 'There is no such field here.',
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((issues) => issues.flatMap((one) => faultsOf(one, path)))
    const best = branches.reduce((a, b) => (promise(b) > promise(a) ? b : a))
    const isTopLevel = best.every(({ field }) => field === formatPath(path))
    if (!isTopLevel) return best
    return [{ field: formatPath(path), rule: branches.map((one) => one[0]?.rule).join(', or ') }]
  }
  return [{ field: formatPath(path) || 'document', rule: issue.message }]
}

/** The deeper its faults lie and the fewer they are, the likelier a branch was meant. */
function promise(faults: readonly FieldFault[]): number {
  const depth = Math.max(0, ...faults.map(({ field }) => field.split(/[.[]/).length))
  return depth * 100 - faults.length
}
