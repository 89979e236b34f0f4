// The shape of the repository itself: few things at the root, shallow folders, no trace of the
// machine on which somebody happened to work.

import type { Finding, TreeRule } from '../finding.ts'

const ROOT_ENTRIES_MAX = 20
const FOLDERS_BELOW_SRC_MAX = 4

export const rootEntries: TreeRule = {
  name: 'the root fits one glance',
  remedy: 'Move the file into the folder it belongs to, or make a tool’s configuration a dot file.',
  check({ paths }) {
    const entries = new Set(paths.map((path) => path.split('/')[0] ?? ''))
    const visible = [...entries].filter((name) => !name.startsWith('.'))
    if (visible.length <= ROOT_ENTRIES_MAX) return []
    const message = `${visible.length} visible entries, at most ${ROOT_ENTRIES_MAX}: ${visible.join(' ')}`
    return [{ path: '.', message }]
  },
}

export const folderDepth: TreeRule = {
  name: 'no folder deeper than four below src',
  remedy: 'Split the room, or give the folder’s files longer names and lift them one floor.',
  check({ paths }) {
    const tooDeep = paths.flatMap((path) => {
      const below = /^(?:packages\/\w+|bench|e2e)\/src\/(.*)\/[^/]+$/.exec(path)?.[1]
      const depth = below?.split('/').length ?? 0
      return depth > FOLDERS_BELOW_SRC_MAX ? [path.slice(0, path.lastIndexOf('/'))] : []
    })
    return [...new Set(tooDeep)].map((path) => ({
      path,
      message: `more than ${FOLDERS_BELOW_SRC_MAX} folders below src`,
    }))
  },
}

/** Absolute paths of somebody's checkout. */
const MACHINE_PATH = /(?<![\w.:/~-])\/(?:work|workspace|workspaces|Users|root|builds)\//
const TEXT_FILE = /(?:\.(?:[cm]?[jt]sx?|json|ya?ml|md|sql|css|html|sh)|^\.ci\/\w+|^\.npmrc)$/
const LOCKFILE = 'package-lock.json'
const REGISTRY = 'https://registry.npmjs.org/'

export const noWorkplace: TreeRule = {
  name: 'no trace of one machine',
  remedy: `Use a path relative to the repository; for the lockfile, install from ${REGISTRY}.`,
  check({ paths, read }) {
    return paths.flatMap((path) => {
      if (path === LOCKFILE) return foreignSources(read(path))
      return TEXT_FILE.test(path) ? machinePaths(path, read(path)) : []
    })
  },
}

function machinePaths(path: string, text: string): readonly Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const found = MACHINE_PATH.exec(content)?.[0]
    // The rule's own source is the one place that has to spell them.
    if (found === undefined || content.includes('MACHINE_PATH')) return []
    return [{ path, line: index + 1, message: `it names a path of one machine (${found}…)` }]
  })
}

function foreignSources(text: string): readonly Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const source = /"resolved": "([^"]+)"/.exec(content)?.[1]
    // Workspace packages are links to folders here.
    if (source === undefined || source.startsWith(REGISTRY) || !source.includes('://')) return []
    return [{ path: LOCKFILE, line: index + 1, message: `it resolves to ${source}` }]
  })
}
