import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/process-tools.ts'
import { chooseServerAccount, mayEnter } from './server-account.ts'

const ROOT = { uid: 0, gid: 0 }
const STRANGER = { uid: 54_321, gid: 54_321 }

describe('the account of the server', () => {
  test('is our own for an ordinary user', () => {
    const account = chooseServerAccount('/nowhere/cluster', '/etc/passwd', STRANGER)
    expect(account).toEqual({ ...STRANGER, foreign: false })
  })

  test.each([
    ['postgres where there is one', ['nobody:x:65534:65533::/:', 'postgres:x:26:27::/:'], 26, 27],
    [
      'nobody where there is no postgres',
      ['root:x:0:0::/:', 'nobody:x:65534:65533::/:'],
      65_534,
      65_533,
    ],
    ['the one made on an earlier start', ['evenwatch:x:990:991::/:'], 990, 991],
  ])('is for root %s', (_, lines, uid, gid) => {
    const userTable = join(temporaryFolder(), 'passwd')
    writeFileSync(userTable, `${lines.join('\n')}\n`)
    expect(chooseServerAccount('/nowhere/cluster', userTable, ROOT)).toEqual({
      uid,
      gid,
      foreign: true,
    })
  })
})

describe('a folder', () => {
  test('may be entered only when every folder above it may', () => {
    const top = temporaryFolder()
    const inner = join(top, 'closed', 'open')
    mkdirSync(inner, { recursive: true })
    chmodSync(inner, 0o755)
    chmodSync(join(top, 'closed'), 0o711)
    expect(mayEnter(inner, STRANGER)).toBe(true)
    chmodSync(join(top, 'closed'), 0o700)
    expect(mayEnter(inner, STRANGER)).toBe(false)
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
    expect(mayEnter(inner, owner)).toBe(true)
  })

  test("goes by its owner's rights alone for its owner", () => {
    const top = temporaryFolder()
    const odd = join(top, 'odd')
    mkdirSync(odd)
    chmodSync(odd, 0o077)
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
    expect(mayEnter(odd, STRANGER)).toBe(true)
    expect(mayEnter(odd, owner)).toBe(false)
    chmodSync(odd, 0o700)
  })
})
