// Creating, replacing and deleting a definition, once for all kinds. A room says how its documents
// are read and shown, who may change them and what depends on them.

import type { Converted, DocumentHead, Metadata } from '@evenwatch/api'
import { assert, changedPaths, sameJson } from '@evenwatch/core'
import type { ServerContext } from '../context.ts'
import { formatActor, mayEditTeam, type Principal } from '../http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../http/refusal.ts'
import { type Change, changeDefinitions } from './change-definitions.ts'
import type { Database, Definition, DefinitionKind, Names } from './definition.ts'
import { findDefinition } from './find-definition.ts'
import { writeDefinitions } from './write-definitions.ts'

export type ReadInput<Spec, Document extends DocumentHead> = {
  readonly change: Change
  readonly names: Names
  readonly id: string
  readonly metadata: Metadata
  readonly spec: Spec
  /** What it is now; null when it is created. */
  readonly stored: Definition<Document> | null
}

export type DefinitionRoom<Spec, Document extends DocumentHead, View> = {
  readonly kind: DefinitionKind
  readNames(db: Database): Promise<Names>
  /** Finds every fault at once. */
  read(input: ReadInput<Spec, Document>): Promise<Converted<Document>>
  /** Whose leads may change it; null: managers only. */
  teamOf(id: string, document: Document): string | null
  /** What keeps it from being deleted, in words; empty: nothing. */
  usedBy(db: Database, definition: Definition<Document>): Promise<readonly string[]>
  /** As people read them, in the same order. */
  views(
    db: Database,
    definitions: readonly Definition<Document>[],
    names: Names,
    principal: Principal,
  ): Promise<View[]>
  /** What else belongs to it, in the same transaction. */
  afterWrite?(
    change: Change,
    definition: Definition<Document>,
    spec: Spec,
  ): Promise<Refusal | undefined>
  afterDelete?(change: Change, definition: Definition<Document>): Promise<void>
}

export type DefinitionBody<Spec> = {
  readonly name?: string | undefined
  readonly displayName?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  readonly spec: Spec
}

export function createDefinition<Spec, Document extends DocumentHead, View>(
  context: ServerContext,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  body: DefinitionBody<Spec> & { readonly name: string },
): Promise<View | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const names = await room.readNames(change.client)
    const taken = await nameTaken(change, room.kind, body.name, null)
    if (taken) return taken
    const id = change.newId()
    const read = await room.read({
      change,
      names,
      id,
      metadata: body,
      spec: body.spec,
      stored: null,
    })
    if (!read.ok) return refuse('invalid-request', { fields: [...read.faults] })
    if (!mayEditTeam(principal, room.teamOf(id, read.document))) return notYours()
    const definition: Definition<Document> = {
      id,
      kind: room.kind,
      name: body.name,
      document: read.document,
      version: 1,
      revision: await change.revision(),
      managedBy: null,
      createdAt: change.now,
      updatedAt: change.now,
    }
    await writeDefinitions(change, [
      { ...definition, change: 'create', formerName: null, fields: [] },
    ])
    return finish(change, room, definition, body.spec, principal)
  })
}

export function updateDefinition<Spec, Document extends DocumentHead, View>(
  context: ServerContext,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  ref: string,
  body: DefinitionBody<Spec>,
  ifMatch: number | null,
): Promise<View | Refusal> {
  return rewriteDefinition(
    context,
    room,
    principal,
    ref,
    ifMatch,
    async (stored, change, names) => {
      const name = body.name ?? stored.name
      const taken = await nameTaken(change, room.kind, name, stored.id)
      if (taken) return taken
      const metadata = metadataOf(name, body, stored)
      const read = await room.read({
        change,
        names,
        id: stored.id,
        metadata,
        spec: body.spec,
        stored,
      })
      if (!read.ok) return refuse('invalid-request', { fields: [...read.faults] })
      return { name, document: read.document, spec: body.spec }
    },
  )
}

export type Rewritten<Spec, Document> = {
  readonly name: string
  readonly document: Document
  readonly spec: Spec
}

/** Replaces a document by what `rewrite` makes of it, under every check a change has. */
export function rewriteDefinition<Spec, Document extends DocumentHead, View>(
  context: ServerContext,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  ref: string,
  ifMatch: number | null,
  rewrite: (
    stored: Definition<Document>,
    change: Change,
    names: Names,
  ) => Promise<Rewritten<Spec, Document> | Refusal>,
): Promise<View | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const stored = await findDefinition<Document>(change.client, room.kind, ref)
    if (!stored) return refuse('not-found')
    const names = await room.readNames(change.client)
    const refused = await mayChange(change, room, principal, stored, ifMatch, names)
    if (refused) return refused
    const rewritten = await rewrite(stored, change, names)
    if (isRefusal(rewritten)) return rewritten
    const { name, document, spec } = rewritten
    if (!mayEditTeam(principal, room.teamOf(stored.id, document))) return notYours()
    const definition = { ...stored, name, document }
    if (name === stored.name && sameJson(stored.document, document)) {
      return finish(change, room, definition, spec, principal)
    }
    const next = {
      ...definition,
      version: stored.version + 1,
      revision: await change.revision(),
      updatedAt: change.now,
    }
    const formerName = name === stored.name ? null : stored.name
    const fields = changedPaths(stored.document, next.document)
    await writeDefinitions(change, [{ ...next, change: 'update', formerName, fields }])
    return finish(change, room, next, spec, principal)
  })
}

export function deleteDefinition<Spec, Document extends DocumentHead, View>(
  context: ServerContext,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  ref: string,
  ifMatch: number | null,
): Promise<Record<string, never> | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const stored = await findDefinition<Document>(change.client, room.kind, ref)
    if (!stored) return refuse('not-found')
    const names = await room.readNames(change.client)
    const refused = await mayChange(change, room, principal, stored, ifMatch, names)
    if (refused) return refused
    const users = await room.usedBy(change.client, stored)
    if (users.length > 0) return refuse('in-use', { detail: `Needed by ${users.join(', ')}.` })
    const version = stored.version + 1
    await writeDefinitions(change, [
      { ...stored, change: 'delete', version, formerName: null, fields: [] },
    ])
    await room.afterDelete?.(change, stored)
    return {}
  })
}

export async function viewOf<Spec, Document extends DocumentHead, View>(
  room: DefinitionRoom<Spec, Document, View>,
  db: Database,
  definition: Definition<Document>,
  names: Names,
  principal: Principal,
): Promise<View> {
  const [view] = await room.views(db, [definition], names, principal)
  assert(view !== undefined, 'a room shows every definition it is given')
  return view
}

async function finish<Spec, Document extends DocumentHead, View>(
  change: Change,
  room: DefinitionRoom<Spec, Document, View>,
  definition: Definition<Document>,
  spec: Spec,
  principal: Principal,
): Promise<View | Refusal> {
  const refused = await room.afterWrite?.(change, definition, spec)
  if (isRefusal(refused)) return refused
  const names = await room.readNames(change.client)
  return viewOf(room, change.client, definition, names, principal)
}

async function mayChange<Spec, Document extends DocumentHead, View>(
  change: Change,
  room: DefinitionRoom<Spec, Document, View>,
  principal: Principal,
  stored: Definition<Document>,
  ifMatch: number | null,
  names: Names,
): Promise<Refusal | null> {
  if (!mayEditTeam(principal, room.teamOf(stored.id, stored.document))) return notYours()
  if (stored.managedBy !== null) {
    return refuse('managed-by-files', { detail: `It belongs to the set ${stored.managedBy}.` })
  }
  if (ifMatch === null || ifMatch === stored.version) return null
  const current = await viewOf(room, change.client, stored, names, principal)
  return refuse('version-conflict', { current })
}

async function nameTaken(
  { client }: Change,
  kind: DefinitionKind,
  name: string,
  ownId: string | null,
): Promise<Refusal | null> {
  const found = await findDefinition(client, kind, name)
  if (!found || found.name !== name || found.id === ownId) return null
  return refuse('name-taken', {
    detail: `${name} is taken.`,
    fields: [{ field: 'name', rule: 'A name that nothing else of its kind has.' }],
  })
}

/** What the caller does not mention stays; a display name that was only the name follows it. */
function metadataOf<Spec>(name: string, body: DefinitionBody<Spec>, stored: Definition): Metadata {
  const { displayName, labels } = stored.document
  const kept = displayName === stored.name ? name : displayName
  return { name, displayName: body.displayName ?? kept, labels: body.labels ?? labels }
}

function notYours(): Refusal {
  return refuse('not-allowed', { detail: 'Only a lead of its team or a manager may change it.' })
}
