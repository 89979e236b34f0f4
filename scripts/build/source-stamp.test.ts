import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStamped, stampOf, writeStamp } from './source-stamp.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'evenwatch-stamp-'))
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'src/main.ts'), 'first')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('an unchanged tree has the same stamp', () => {
  expect(stampOf(root, ['src'])).toBe(stampOf(root, ['src']))
})

test('a change, a new file and a removed file each change the stamp', () => {
  const before = stampOf(root, ['src'])
  utimesSync(join(root, 'src/main.ts'), 1, 1)
  const changed = stampOf(root, ['src'])
  writeFileSync(join(root, 'src/other.ts'), '')
  const added = stampOf(root, ['src'])
  rmSync(join(root, 'src/main.ts'))
  const removed = stampOf(root, ['src'])
  expect(new Set([before, changed, added, removed]).size).toBe(4)
})

test('an input that does not exist yet changes the stamp when it appears', () => {
  const before = stampOf(root, ['src', 'vite.config.ts'])
  writeFileSync(join(root, 'vite.config.ts'), '')
  expect(stampOf(root, ['src', 'vite.config.ts'])).not.toBe(before)
})

test('only the written stamp is recognised', () => {
  const file = join(root, 'dist/.stamp')
  expect(isStamped(file, 'a')).toBe(false)
  writeStamp(file, 'a')
  expect(isStamped(file, 'a')).toBe(true)
  expect(isStamped(file, 'b')).toBe(false)
})
