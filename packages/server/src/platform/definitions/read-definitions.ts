// Showing definitions: one, or a page of them, with the names of what they refer to.

import type { DocumentHead } from '@evenwatch/api'
import type { ServerContext } from '../context.ts'
import type { Principal } from '../http/principal.ts'
import { type Refusal, refuse } from '../http/refusal.ts'
import type { Definition, Names } from './definition.ts'
import { type DefinitionRoom, viewOf } from './definition-room.ts'
import { findDefinition } from './find-definition.ts'
import { listDefinitions } from './list-definitions.ts'
import { namesOfDirectory } from './names.ts'

export async function showDefinition<Spec, Document extends DocumentHead, View>(
  context: ServerContext,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  ref: string,
): Promise<View | Refusal> {
  const definition = await findDefinition<Document>(context.pool, room.kind, ref)
  if (!definition) return refuse('not-found')
  const names = await namesFor(context, [definition])
  return viewOf(room, context.pool, definition, names, principal)
}

export type ListQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly team?: string | undefined
  readonly q?: string | undefined
}

export async function showDefinitions<Spec, Document extends DocumentHead, View>(
  context: ServerContext,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  { team, ...query }: ListQuery,
): Promise<{ items: View[]; nextCursor: string | null }> {
  const teamId = team === undefined ? undefined : await teamIdOf(context, team)
  if (teamId === null) return { items: [], nextCursor: null }
  const page = await listDefinitions<Document>(context.pool, room.kind, { ...query, teamId })
  const names = await namesFor(context, page.items)
  const items = await room.views(context.pool, page.items, names, principal)
  return { items, nextCursor: page.nextCursor }
}

async function teamIdOf(context: ServerContext, team: string): Promise<string | null> {
  return (await findDefinition(context.pool, 'Team', team))?.id ?? null
}

/** From the snapshot, once it knows all that the definitions can refer to. */
async function namesFor(
  { directory }: ServerContext,
  definitions: readonly Definition[],
): Promise<Names> {
  const newest = Math.max(0, ...definitions.map(({ revision }) => revision))
  const known = directory.current()
  return namesOfDirectory(known.revision >= newest ? known : await directory.atLeast(newest))
}
