// Creates a definition unless one of its name is there: what paging by hand needs for the service
// and the policies that it brings along.

import type { ConfigurationDocument } from '@evenwatch/api'
import { createServiceRoom } from '../catalog/service-room.ts'
import type { EnsureDefinition } from '../paging/by-hand/paging-deps.ts'
import { policyRoom } from '../paging/policy-room.ts'
import { teamRoom } from '../people/teams/team-room.ts'
import type { ServerContext } from '../platform/context.ts'
import { createDefinition } from '../platform/definitions/definition-room.ts'
import type { Principal } from '../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../platform/http/refusal.ts'

const SYSTEM: Principal = {
  actor: { kind: 'system', id: null, name: 'system' },
  userId: null,
  role: 'admin',
  leads: new Set(),
}

export function ensureDefinitionWith(context: ServerContext): EnsureDefinition {
  return async (document) => {
    const created = await create(context, document)
    if (isRefusal(created) && created.refused !== 'name-taken') return created
    await context.directory.refresh()
    return undefined
  }
}

function create(
  context: ServerContext,
  document: ConfigurationDocument,
): Promise<object | Refusal> {
  const { name, displayName, labels } = document.metadata
  const head = { name, displayName, labels }
  switch (document.kind) {
    case 'Team':
      return createDefinition(context, teamRoom, SYSTEM, { ...head, spec: document.spec })
    case 'EscalationPolicy':
      return createDefinition(context, policyRoom, SYSTEM, { ...head, spec: document.spec })
    case 'Service':
      return createDefinition(context, createServiceRoom(context), SYSTEM, {
        ...head,
        spec: document.spec,
      })
    case 'User':
    case 'Schedule':
      return Promise.resolve(
        refuse('state-conflict', { detail: 'People and schedules are never made by the way.' }),
      )
  }
}
