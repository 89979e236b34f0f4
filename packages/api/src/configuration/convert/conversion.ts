// What all converters share: names become ids through a lookup, and every fault is collected with
// the path of its field, never only the first.
//
// A document holds ids, so renaming an object changes no document that refers to it.

import {
  compileCondition,
  type Fault,
  type FaultPath,
  formatDuration,
  parseDuration,
  SERVICE_LIMITS,
} from '@evenwatch/core'
import type { FieldFault } from '../../platform/problem.ts'
import type { Kind } from '../kinds.ts'

/** The id of the object with this name (or former name, or id); null when there is none. */
export type NameLookup = (kind: Kind, name: string) => string | null
/** The present name of an object. An object that is gone reads as its id. */
export type IdLookup = (kind: Kind, id: string) => string

export type Metadata = {
  readonly name: string
  readonly displayName?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** What every document holds beside its kind's own fields. */
export type DocumentHead = {
  readonly displayName: string
  readonly labels: { readonly [name: string]: string }
}

export type Converted<Document> =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

export function headOf(metadata: Metadata): DocumentHead {
  return { displayName: metadata.displayName ?? metadata.name, labels: metadata.labels ?? {} }
}

/** Leaves out what a reader of the file would get anyway. */
export function metadataOf(name: string, head: DocumentHead): Metadata {
  return {
    name,
    ...(head.displayName !== name && { displayName: head.displayName }),
    ...(Object.keys(head.labels).length > 0 && { labels: head.labels }),
  }
}

/** `spec.steps[0].after` */
export function formatPath(path: FaultPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    if (part.startsWith('[')) return `${text}${part}`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

export function fieldFaultOf(fault: Fault): FieldFault {
  const { path, rule, example } = fault
  return { field: formatPath(path), rule, ...(example !== undefined && { example }) }
}

const KIND_WORDS = {
  User: 'person',
  Team: 'team',
  Schedule: 'schedule',
  EscalationPolicy: 'escalation policy',
  Service: 'service',
} as const satisfies Record<Kind, string>

/** Collects faults while a spec is read. `finish` gives the document only when there were none. */
export class Conversion {
  readonly faults: FieldFault[] = []
  readonly #lookup: NameLookup

  constructor(lookup: NameLookup) {
    this.#lookup = lookup
  }

  fault(path: FaultPath, rule: string, example?: string): void {
    this.faults.push(fieldFaultOf(example === undefined ? { path, rule } : { path, rule, example }))
  }

  /** The id, or the name itself beside a fault, so that reading can go on. */
  id(kind: Kind, name: string, path: FaultPath): string {
    const id = this.#lookup(kind, name)
    if (id === null) this.fault(path, `There is no ${KIND_WORDS[kind]} named ${name}.`)
    return id ?? name
  }

  ids(kind: Kind, names: readonly string[], path: FaultPath): string[] {
    return names.map((name, i) => {
      if (names.indexOf(name) < i) this.fault([...path, i], `${name} is named twice.`)
      return this.id(kind, name, [...path, i])
    })
  }

  durationMs(text: string, path: FaultPath, msMax: number): number {
    const ms = parseDuration(text)
    if (ms === null) this.fault(path, 'A duration.', '5m')
    else if (ms > msMax) this.fault(path, `At most ${formatDuration(msMax)}.`)
    return ms ?? 0
  }

  condition(text: string | undefined, path: FaultPath): string | null {
    if (text === undefined) return null
    if (text.length > SERVICE_LIMITS.conditionChars) return text
    const compiled = compileCondition(text)
    if (!compiled.ok) this.fault(path, compiled.fault.message, 'severity == "critical"')
    return text
  }

  finish<Document>(document: Document): Converted<Document> {
    return this.faults.length > 0 ? { ok: false, faults: this.faults } : { ok: true, document }
  }
}
