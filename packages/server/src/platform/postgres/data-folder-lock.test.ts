import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/process-tools.ts'
import { findLockHolder, lockDataFolder } from './data-folder-lock.ts'

describe('the lock of a data folder', () => {
  test('is refused while its holder runs, by name', () => {
    const folder = temporaryFolder()
    lockDataFolder(folder)
    expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}) already uses`)
    expect(findLockHolder(folder)?.pid).toBe(process.pid)
  })

  test('is free again after its release and leaves nothing behind', () => {
    const folder = temporaryFolder()
    lockDataFolder(folder).release()
    expect(readdirSync(folder)).toEqual([])
    lockDataFolder(folder)
    expect(readdirSync(folder)).toEqual(['evenwatch.lock'])
  })

  test.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22, startedAt: 'boot:1' })],
    [
      'a process whose number is in use again',
      JSON.stringify({ pid: process.pid, startedAt: 'x' }),
    ],
    ['nobody, because it is empty', ''],
    ['nobody, because it is not ours', '"text"'],
  ])('is taken over from %s', (_, content) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'evenwatch.lock'), content)
    const lock = lockDataFolder(folder)
    expect(findLockHolder(folder)?.pid).toBe(process.pid)
    lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  test('is not given back by somebody who no longer holds it', () => {
    const folder = temporaryFolder()
    const lock = lockDataFolder(folder)
    writeFileSync(join(folder, 'evenwatch.lock'), 'somebody else')
    lock.release()
    expect(readdirSync(folder)).toEqual(['evenwatch.lock'])
  })
})
