// A definition: a team, schedule, escalation policy or service as a whole document with a version.

import type { DocumentHead, IdLookup, Kind, NameLookup } from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { TimelineRow } from '../timeline/append-timeline.ts'

export type DefinitionKind = Exclude<Kind, 'User'>

export type Definition<Document extends DocumentHead = DocumentHead> = {
  readonly id: string
  readonly kind: DefinitionKind
  readonly name: string
  readonly document: Document
  readonly version: number
  readonly revision: number
  /** The set of files that manages it; null: the screens. */
  readonly managedBy: string | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/** Names to ids and back, as they stand at one moment. */
export type Names = { readonly idOf: NameLookup; readonly nameOf: IdLookup }

export type Database = ClientBase | Pool

export const SUBJECT_KIND = {
  Team: 'team',
  Schedule: 'schedule',
  EscalationPolicy: 'policy',
  Service: 'service',
} as const satisfies Record<DefinitionKind, TimelineRow['subjectKind']>

export const DEFINITION_COLUMNS = `id, kind, name, document, version, revision, managed_by as "managedBy",
  created_at as "createdAt", updated_at as "updatedAt"`
