// Takes an object out of the set of files that manages it, so that the screens may change it. The
// object itself stays as it is; the next `apply` of that set says that it adopts it again.

import type { CallOutput, detachObject as detachObjectRoute, Kind } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../platform/context.ts'
import { type Change, changeDefinitions } from '../platform/definitions/change-definitions.ts'
import { SUBJECT_KIND } from '../platform/definitions/definition.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../platform/http/principal.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { appendTimeline } from '../platform/timeline/append-timeline.ts'

type Managed = { readonly id: string; readonly name: string; readonly managedBy: string | null }

export function detachObject(
  context: ServerContext,
  principal: Principal,
  { kind, name }: { readonly kind: Kind; readonly name: string },
): Promise<CallOutput<typeof detachObjectRoute> | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const found = await findManaged(change, kind, name)
    if (!found) return refuse('not-found')
    const { managedBy: set } = found
    if (set === null) {
      return refuse('state-conflict', { detail: `The screens manage ${found.name} already.` })
    }
    const table = kind === 'User' ? 'app_user' : 'definition'
    await change.client.query(
      `update ${table} set managed_by = null, revision = $2, updated_at = $3 where id = $1`,
      [found.id, await change.revision(), formatInstant(change.now)],
    )
    await appendTimeline(change.client, [
      {
        at: change.now,
        subjectKind: kind === 'User' ? 'user' : SUBJECT_KIND[kind],
        subjectId: found.id,
        kind: 'detached',
        actor: change.actor,
        data: { set },
      },
    ])
    return { kind, name: found.name, set }
  })
}

async function findManaged(change: Change, kind: Kind, ref: string): Promise<Managed | null> {
  if (kind !== 'User') return findDefinition(change.client, kind, ref)
  const { rows } = await change.client.query<Managed>(
    `select id, name, managed_by as "managedBy" from app_user where name = $1 or id::text = $1`,
    [ref],
  )
  return rows[0] ?? null
}
