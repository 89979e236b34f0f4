// One direction of dependency, between packages and between the rooms of one package.
//
// design: core ← api ← server, web, cli; sim stands on top of the server. docs/decisions/0010 says
// why this is ours and not dependency-cruiser's.

import type { FileRule } from '../finding.ts'
import { type Edge, edgesOf, type Place } from './import-edges.ts'

/** What each package may import of ours. Packages that are not named may import all of them. */
const MAY_IMPORT: { readonly [name: string]: readonly string[] } = {
  core: [],
  api: ['core'],
  server: ['core', 'api'],
  web: ['core', 'api'],
  cli: ['core', 'api'],
  sim: ['core', 'api', 'server'],
}
/** Commands that run in the server's own process or on its database; the others use the API. */
const CLI_WITH_SERVER = /^packages\/cli\/src\/(?:server|testing)\/|\.test\.ts$/
const CORE_LIBRARIES: readonly string[] = [
  'temporal-polyfill',
  'rrule-temporal',
  '@marcbachmann/cel-js',
]
/** Parts of a package's source that say what they are, not which room they belong to. */
const NO_ROOM: ReadonlySet<string> = new Set(['', 'platform', 'app', 'ui', 'testing'])
/** What a room's database looks like is that room's own business. */
const SQL_FILE = /\/(?:load-[\w-]+|[\w-]+\.sql)\.ts$/
const TESTING = 'packages/server/src/platform/testing/'

type EdgeRule = (edge: Edge, isTest: boolean) => string | null

const EDGE_RULES: readonly EdgeRule[] = [
  packageDirection,
  publicFace,
  coreLibraries,
  platformKnowsNoRoom,
  roomsKeepTheirSql,
  uiKnowsNoData,
]

export const importRules: FileRule = {
  name: 'imports go one way',
  remedy:
    'Move the code to the floor or room that may know both, or hand the value in as an argument.',
  check(file) {
    return edgesOf(file).flatMap((edge) => {
      const broken = EDGE_RULES.map((rule) => rule(edge, file.isTest)).filter(
        (message) => message !== null,
      )
      return broken.map((message) => ({ path: file.path, line: edge.line, message }))
    })
  },
}

function packageDirection({ from, to }: Edge): string | null {
  if (to.kind === 'library' || to.package === from.package) return null
  const allowed = MAY_IMPORT[from.package]
  if (allowed === undefined || allowed.includes(to.package)) return null
  if (from.package === 'cli' && to.package === 'server' && CLI_WITH_SERVER.test(from.path)) {
    return null
  }
  return `${from.package} may not import ${to.package}`
}

function publicFace({ from, to, specifier }: Edge): string | null {
  if (to.kind === 'library') {
    return specifier.startsWith('@evenwatch/') ? `${specifier} is inside another package` : null
  }
  const across = to.kind === 'file' && to.package !== from.package && isPackage(to)
  if (!across || to.path.startsWith(TESTING)) return null
  // Scripts document single files that no package exports.
  return from.package === 'scripts' ? null : `${specifier} reaches into another package`
}

function isPackage({ path }: Place): boolean {
  return path.startsWith('packages/')
}

function coreLibraries({ from, to }: Edge, isTest: boolean): string | null {
  if (from.package !== 'core' || isTest || to.kind !== 'library') return null
  return CORE_LIBRARIES.includes(to.name) ? null : `core may not import ${to.name}`
}

function platformKnowsNoRoom({ from, to }: Edge): string | null {
  if (!isPackage(from) || from.room !== 'platform' || to.kind !== 'file') return null
  return isRoom(to) || to.room === 'app' ? `platform may not import the room ${to.room}` : null
}

function roomsKeepTheirSql({ from, to }: Edge, isTest: boolean): string | null {
  if (from.package !== 'server' || isTest || to.kind !== 'file' || from.room === 'app') return null
  if (!isRoom(from) || !isRoom(to) || from.room === to.room || !SQL_FILE.test(to.path)) return null
  return `${to.path} is the SQL of the room ${to.room}; ask one of its operations`
}

function uiKnowsNoData({ from, to }: Edge): string | null {
  if (from.package !== 'web' || from.room !== 'ui') return null
  if (to.kind === 'library') {
    return to.name.startsWith('@tanstack/') ? `ui may not import ${to.name}` : null
  }
  if (to.kind !== 'file') return null
  return isRoom(to) || to.room === 'app' ? `ui may not import ${to.room}` : null
}

function isRoom({ room }: Place): boolean {
  return !NO_ROOM.has(room)
}
