// The lockfile names the optional binaries of every platform, not only those of the machine that
// wrote it: `npm ci` refuses a lockfile that leaves one out, on every machine.

import type { Finding, TreeRule } from '../finding.ts'

const LOCKFILE = 'package-lock.json'

type LockedPackage = { readonly optionalDependencies?: Readonly<Record<string, string>> }

export const wholeLockfile: TreeRule = {
  name: 'the lockfile serves every platform',
  remedy:
    'Write it anew from the whole npm registry, or add the entry as its parent states it: version, os, cpu, optional.',
  check({ paths, read }) {
    if (!paths.includes(LOCKFILE)) return []
    const { packages }: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
      read(LOCKFILE),
    )
    return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !isLocked(packages, path, name))
        .map((name): Finding => ({ path: LOCKFILE, message: `${path} needs ${name}` })),
    )
  },
}

/** Node looks in the package's own folder first and then in every folder above. */
function isLocked(packages: object, path: string, name: string): boolean {
  const parts = path === '' ? [] : path.split('/')
  return [...parts.keys(), parts.length].some((length) => {
    const folder = parts.slice(0, length).join('/')
    return `${folder}${folder === '' ? '' : '/'}node_modules/${name}` in packages
  })
}
