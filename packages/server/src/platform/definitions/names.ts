// Names and ids of everything, for reading what people write and for writing what they read.

import type { Directory } from '@evenwatch/core'
import type { Database, Names } from './definition.ts'

export type Named = { readonly id: string; readonly name: string }

/** As the transaction sees them, former names included; people are the caller's to load. */
export async function loadDefinitionNames(db: Database, people: readonly Named[]): Promise<Names> {
  const { rows } = await db.query<Named & { kind: string; former: boolean }>(
    `select id, kind, name, false as former from definition where deleted_at is null
     union all
     select object_id, former_name.kind, former_name.name, true
     from former_name left join definition on definition.id = object_id
     where former_name.kind = 'User' or deleted_at is null`,
  )
  const present = rows.filter(({ former }) => !former)
  const former = rows.filter((row) => row.former)
  return namesOf([...present, ...people.map((one) => ({ ...one, kind: 'User' }))], former)
}

/** As the snapshot has them. */
export function namesOfDirectory(directory: Directory): Names {
  const list = (kind: string, all: Iterable<Named>) =>
    [...all].map(({ id, name }) => ({ id, name, kind }))
  const schedules = [...directory.schedules.values()].map((entry) => entry.schedule)
  return namesOf([
    ...list('User', directory.people.values()),
    ...list('Team', directory.teams.values()),
    ...list('Schedule', schedules),
    ...list('EscalationPolicy', directory.policies.values()),
    ...list('Service', directory.services.values()),
  ])
}

type NamedOfKind = Named & { readonly kind: string }

/** Present names win over ids, ids over former names. */
export function namesOf(
  present: readonly NamedOfKind[],
  former: readonly NamedOfKind[] = [],
): Names {
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  for (const { kind, name, id } of former) ids.set(`${kind} ${name}`, id)
  for (const { kind, id } of present) ids.set(`${kind} ${id}`, id)
  for (const { kind, name, id } of present) {
    ids.set(`${kind} ${name}`, id)
    names.set(`${kind} ${id}`, name)
  }
  return {
    idOf: (kind, name) => ids.get(`${kind} ${name}`) ?? null,
    nameOf: (kind, id) => names.get(`${kind} ${id}`) ?? id,
  }
}
