// docs/reference/api.md, from the route objects of the contract.

import type { Access, Route } from '@evenwatch/api'
import { code, generatedBy, page, table } from './markdown.ts'

/** Every route that a module exports. */
export function routesIn(module: Readonly<Record<string, unknown>>): readonly Route[] {
  return Object.values(module).filter(isRoute)
}

function isRoute(value: unknown): value is Route {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['id', 'method', 'path', 'tag', 'summary', 'access', 'response', 'errors'].every(
      (property) => property in value,
    )
  )
}

export function renderApi(routes: readonly Route[]): string {
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort()
  return page(
    generatedBy('the routes in packages/api'),
    '# HTTP API',
    'All calls take and give JSON. `Authorization: Bearer <token>` names the caller; browsers use their session. Paths accept an object’s name or its id. Every call may also be refused with `not-signed-in`, `token-refused`, `not-allowed`, `too-many-requests` or `internal-error`; what else it can say stands beside it. [Errors](errors.md) explains the codes.',
    'The same contract as OpenAPI, with every field, is served at `/api/openapi.json`.',
    ...tags.flatMap((tag) => [`## ${tag}`, renderTag(routes.filter((one) => one.tag === tag))]),
  )
}

function renderTag(routes: readonly Route[]): string {
  const ordered = [...routes].sort((a, b) => compare(orderOf(a), orderOf(b)))
  const rows = ordered.map((one) => [
    code(`${one.method} ${one.path}`),
    one.summary,
    describeAccess(one.access),
    one.errors.map(code).join(' '),
  ])
  return table(['call', 'what it does', 'who may', 'errors'], rows)
}

/** By path, and on one path in the order of the methods. */
function orderOf(route: Route): string {
  return `${route.path} ${['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].indexOf(route.method)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function describeAccess(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'everybody'
    case 'role':
      return `${access.role} and above`
    case 'self-or':
      return `the person, or ${access.role} and above`
    case 'team-lead-or':
      return `a lead of the team, or ${access.role} and above`
  }
}
