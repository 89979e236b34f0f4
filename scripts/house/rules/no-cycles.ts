// No file imports itself over others: a cycle has no first file to read and no safe order to load.

import type { Finding, TreeRule } from '../finding.ts'
import { edgesOf } from './import-edges.ts'

export const noCycles: TreeRule = {
  name: 'no circles of imports',
  remedy: 'Move what both need into a file of its own.',
  check({ sources }) {
    const imports = new Map(
      sources.map((file) => [
        file.path,
        edgesOf(file).flatMap(({ to }) => (to.kind === 'file' ? [to.path] : [])),
      ]),
    )
    const finished = new Set<string>()
    const findings: Finding[] = []
    for (const path of imports.keys()) follow(path, [], imports, finished, findings)
    return findings
  },
}

function follow(
  path: string,
  trail: readonly string[],
  imports: ReadonlyMap<string, readonly string[]>,
  finished: Set<string>,
  findings: Finding[],
): void {
  const seenAt = trail.indexOf(path)
  if (seenAt >= 0) {
    findings.push({ path, message: [...trail.slice(seenAt), path].join(' → ') })
    return
  }
  if (finished.has(path)) return
  for (const next of imports.get(path) ?? []) {
    follow(next, [...trail, path], imports, finished, findings)
  }
  finished.add(path)
}
