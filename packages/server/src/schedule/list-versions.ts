// The versions of a schedule as people read them: who changed what, and whom it moved.

import {
  type CallOutput,
  type getScheduleVersion,
  type listScheduleVersions,
  type ScheduleDocument,
  type ScheduleVersion,
  scheduleSpecOf,
} from '@evenwatch/api'
import { changedPaths, formatInstant } from '@evenwatch/core'
import { type KnownActors, listKnownActors } from '../people/list-known-actors.ts'
import type { ServerContext } from '../platform/context.ts'
import type { Definition } from '../platform/definitions/definition.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { namesOfDirectory } from '../platform/definitions/names.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { effectsOfDocuments } from './effects-of-documents.ts'
import { findVersion, findVersions, type VersionRow } from './find-versions.ts'

export async function listVersions(
  context: ServerContext,
  ref: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<CallOutput<typeof listScheduleVersions> | Refusal> {
  const schedule = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!schedule) return refuse('not-found')
  const below = query.cursor === undefined ? null : Number(query.cursor)
  const rows = await findVersions(context.pool, schedule.id, { below, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const actors = await listKnownActors(context.pool)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => versionView(context, schedule, row, actors)),
    nextCursor: rows.length > shown.length && last ? String(last.version) : null,
  }
}

export async function getVersion(
  context: ServerContext,
  ref: string,
  version: number,
): Promise<CallOutput<typeof getScheduleVersion> | Refusal> {
  const schedule = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  const row = schedule && (await findVersion(context.pool, schedule.id, version))
  if (!schedule || !row) return refuse('not-found')
  const actors = await listKnownActors(context.pool)
  const { nameOf } = namesOfDirectory(await context.directory.atLeast(schedule.revision))
  return {
    ...versionView(context, schedule, row, actors),
    spec: scheduleSpecOf(row.document, nameOf),
  }
}

function versionView(
  context: ServerContext,
  schedule: Definition<ScheduleDocument>,
  row: VersionRow,
  { actorOf }: KnownActors,
): ScheduleVersion {
  const { before, document, createdAt } = row
  return {
    version: row.version,
    at: formatInstant(createdAt),
    actor: actorOf(row.actor),
    fields: before === null ? [] : changedPaths(before, document),
    people:
      before === null
        ? []
        : effectsOfDocuments(context.directory.current(), schedule, [before, document], createdAt)
            .people,
    isCurrent: row.version === schedule.version,
  }
}
