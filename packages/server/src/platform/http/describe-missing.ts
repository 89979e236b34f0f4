// Says what of a path is not there: its kind, what was asked for, and the nearest names. Once for
// every call, so that no operation needs to say it.

import { type Directory, nearestNames } from '@evenwatch/core'
import type { ServerContext } from '../context.ts'
import type { DefinitionKind } from '../definitions/definition.ts'
import { findDefinition } from '../definitions/find-definition.ts'

type Named = { readonly id: string; readonly name: string }

/** Parts of paths that hold a name or an id. */
const NAMED: Readonly<
  Record<string, { readonly word: string; all(directory: Directory): Iterable<Named> }>
> = {
  user: {
    word: 'person',
    all: ({ people }) => [...people.values()].filter(({ isActive }) => isActive),
  },
  team: { word: 'team', all: ({ teams }) => teams.values() },
  schedule: {
    word: 'schedule',
    all: ({ schedules }) => [...schedules.values()].map(({ schedule }) => schedule),
  },
  policy: { word: 'escalation policy', all: ({ policies }) => policies.values() },
  service: { word: 'service', all: ({ services }) => services.values() },
}

const KINDS: Readonly<Record<string, DefinitionKind>> = {
  team: 'Team',
  schedule: 'Schedule',
  policy: 'EscalationPolicy',
  service: 'Service',
}

/** Parts of paths that hold an id or a number of their own. */
const NUMBERED: Readonly<Record<string, string>> = {
  absence: 'absence',
  concern: 'concern',
  event: 'business event',
  group: 'alert group',
  integration: 'integration',
  link: 'link',
  method: 'contact method',
  note: 'handoff note',
  notice: 'notice',
  override: 'override',
  request: 'cover request',
  token: 'token',
  version: 'version',
}

/** Null when everything that the path names is there: then something else is missing. */
export async function describeMissing(
  { pool, directory }: Pick<ServerContext, 'pool' | 'directory'>,
  params: Readonly<Record<string, string>>,
): Promise<string | null> {
  const known = directory.current()
  for (const [part, ref] of Object.entries(params)) {
    const named = NAMED[part]
    // `me` is whoever asks; a token of nobody has none.
    if (!named || ref === 'me') continue
    const all = [...named.all(known)]
    if (all.some(({ id, name }) => id === ref || name === ref)) continue
    const kind = KINDS[part]
    // A former name leads on, and the snapshot may be a moment behind.
    if (kind && (await findDefinition(pool, kind, ref))) continue
    const names = nearestNames(
      ref,
      all.map(({ name }) => name),
    )
    const meant = names.length === 0 ? '' : ` Did you mean ${names.join(' or ')}?`
    return `No ${named.word} is called ${ref}.${meant}`
  }
  for (const [part, ref] of Object.entries(params).reverse()) {
    const word = NUMBERED[part]
    if (word !== undefined) return `There is no ${word} ${ref}.`
  }
  return null
}
