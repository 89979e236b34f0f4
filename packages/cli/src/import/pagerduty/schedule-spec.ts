// The parts of our schedule document that both kinds of PagerDuty schedules are turned into.

import { type ConfigurationDocument, documentSchema, scheduleDocumentOf } from '@evenwatch/api'
import { formatInstant, formatWallTime, type Instant, zoneTable } from '@evenwatch/core'
import type { ImportedOverride } from '../import-result.ts'
import type { DocumentInput } from '../make-document.ts'

type ScheduleInput = Extract<DocumentInput, { kind: 'Schedule' }>
export type ScheduleSpecInput = ScheduleInput['spec']
export type LayerSpec = ScheduleSpecInput['layers'][number]
export type LayerVersionSpec = Extract<LayerSpec, { versions: unknown }>['versions'][number]
export type TurnSpec = LayerVersionSpec['turn']
export type HoursSpec = LayerVersionSpec['hours']
export type MemberSpec = LayerVersionSpec['members'][number]

export type ConvertedSchedule = {
  readonly document: ConfigurationDocument
  readonly overrides: readonly ImportedOverride[]
}

/** A wall time as people write it: without seconds where there are none. */
export function wallTimeAt(at: Instant, timeZone: string): string {
  return wallText(zoneTable(timeZone).wallAt(at))
}

export function wallText(wall: number): string {
  return formatWallTime(wall).replace(/:00$/, '')
}

type LayerHead = { readonly name: string; readonly priority: number; readonly timeZone?: string }

/** The short form where it says the same. */
export function layerOf(head: LayerHead, versions: readonly LayerVersionSpec[]): LayerSpec {
  const [only, ...others] = versions
  if (only && others.length === 0 && only.effectiveFrom === null && only.startsWith === 0) {
    const { effectiveFrom: _from, startsWith: _startsWith, ...version } = only
    return { ...head, ...version }
  }
  return { ...head, versions: [...versions] }
}

/** A layer that names nobody by itself: what its overrides put there is all there is. */
export function layerOfKnownShifts(head: LayerHead): LayerSpec {
  return {
    ...head,
    // Any instant would do; the same one each time keeps a second import without a change.
    firstHandoff: '2020-01-01T00:00',
    until: null,
    turn: { length: 1, unit: 'day', count: 'elapsed', shiftsPerMember: 1 },
    members: [null],
    hours: null,
  }
}

/** Whether the rules of schedules, which judge recurrence rules too, find nothing wrong. */
export function isSayable(timeZone: string, layers: readonly LayerSpec[]): boolean {
  const parsed = documentSchema.safeParse({
    apiVersion: 'evenwatch/v1',
    kind: 'Schedule',
    metadata: { name: 'any' },
    spec: { timeZone, layers },
  })
  if (!parsed.success || parsed.data.kind !== 'Schedule') return false
  const { metadata, spec } = parsed.data
  return scheduleDocumentOf(metadata, spec, (_kind, name) => name).ok
}

/** Whether each text is an instant; nothing written is none and no fault. */
export function areInstants(texts: readonly (string | null | undefined)[]): boolean {
  return texts.every((text) => !text || !Number.isNaN(Date.parse(text)))
}

/** NaN where nothing is written, or no instant. */
export function instantOf(text: string | null | undefined): Instant {
  return Date.parse(text ?? '')
}

/** Whether both are instants and the second comes later. */
export function isSpan(start: string | null | undefined, end: string | null | undefined): boolean {
  return instantOf(start) < instantOf(end)
}

/** `from` until `until` as texts of an override. */
export function spanText(from: Instant, until: Instant) {
  return { startsAt: formatInstant(from), endsAt: formatInstant(until) }
}
