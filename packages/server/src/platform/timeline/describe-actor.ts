// Turns an actor column (`user:<id>`, `token:<name>`, `integration:<id>`, `system`) into what people
// read. The names are today's: the record keeps ids, so that erasing a person keeps the record.

import type { Actor } from '@evenwatch/api'
import type { Directory, IntegrationView } from '@evenwatch/core'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function describeActor(text: string, directory: Directory): Actor {
  const colon = text.indexOf(':')
  const kind = colon === -1 ? text : text.slice(0, colon)
  const id = colon === -1 ? null : text.slice(colon + 1)
  switch (kind) {
    case 'user':
      return { kind, id, name: personName(directory, id) }
    case 'token':
      // Tokens are known by id; the one from the environment by its name.
      return { kind, id, name: id === null || UUID.test(id) ? 'An API token' : id }
    case 'integration':
      return { kind, id, name: integrationsOf(directory).get(id ?? '')?.name ?? 'An integration' }
    default:
      return { kind: 'system', id: null, name: 'Evenwatch' }
  }
}

export function personName(directory: Directory, id: string | null): string {
  return directory.people.get(id ?? '')?.displayName ?? 'somebody who left'
}

// A directory is immutable, so what is derived from it lives exactly as long as it does.
const integrations = new WeakMap<Directory, ReadonlyMap<string, IntegrationView>>()

function integrationsOf(directory: Directory): ReadonlyMap<string, IntegrationView> {
  const known = integrations.get(directory)
  if (known) return known
  const byId = new Map(
    [...directory.keys.values()].map(({ integration }) => [integration.id, integration]),
  )
  integrations.set(directory, byId)
  return byId
}
