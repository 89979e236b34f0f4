import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findAccount, temporaryFolder } from '../testing/process-tools.ts'
import { findNativePackage, prepareNativeBinaries } from './native-binaries.ts'
import type { ServerAccount } from './server-account.ts'

const isRoot = process.getuid?.() === 0
const self: ServerAccount = {
  uid: process.getuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
  foreign: false,
}

/** The package as an unpacker leaves it that runs no scripts and drops executable bits. */
function bareNativeFolder(parent: string): string {
  const folder = join(parent, 'native')
  cpSync(findNativePackage().folder, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  for (const name of links(folder)) rmSync(join(folder, 'lib', name))
  for (const name of readdirSync(join(folder, 'bin'))) chmodSync(join(folder, 'bin', name), 0o644)
  return folder
}

function links(folder: string): readonly string[] {
  return readdirSync(join(folder, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => entry.name)
}

describe('the programs of the embedded database', () => {
  test('run after an installation without scripts', () => {
    const parent = temporaryFolder()
    const folder = bareNativeFolder(parent)
    const { postgres } = prepareNativeBinaries(parent, self, { folder, version: '18.4.0' })
    expect(postgres).toBe(join(folder, 'bin', 'postgres'))
    expect(links(folder)).toContain('libpq.so.5')
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL) 18')
  })

  // Nobody but root can make a folder that only root may enter.
  const testForRoot = isRoot ? test : () => undefined
  testForRoot('are copied beside the data when they lie where only root may enter', () => {
    const nobody = findAccount('nobody')
    expect(nobody).toBeDefined()
    const parent = temporaryFolder()
    const closed = join(parent, 'closed')
    const home = join(parent, 'home')
    mkdirSync(closed, { mode: 0o700 })
    mkdirSync(join(home, 'native-17.0.0'), { recursive: true, mode: 0o755 })
    const folder = bareNativeFolder(closed)
    const account = { uid: 65_534, gid: 65_534, ...nobody, foreign: true }

    const { postgres } = prepareNativeBinaries(home, account, { folder, version: '18.4.0' })
    expect(postgres).toBe(join(home, 'native-18.4.0', 'bin', 'postgres'))
    const said = execFileSync(postgres, ['--version'], { ...nobody, cwd: home, encoding: 'utf8' })
    expect(said).toContain('PostgreSQL) 18')
    // Copies of other releases only take room.
    expect(existsSync(join(home, 'native-17.0.0'))).toBe(false)
    expect(prepareNativeBinaries(home, account, { folder, version: '18.4.0' }).postgres).toBe(
      postgres,
    )
  })
})
