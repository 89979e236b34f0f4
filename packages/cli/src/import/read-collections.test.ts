import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTestFolder } from '../testing/start-test-server.ts'
import { readCollections } from './read-collections.ts'

const NAMES = ['users', 'teams'] as const
const folder = await makeTestFolder()
const write = async (path: string, value: unknown) => {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), typeof value === 'string' ? value : JSON.stringify(value))
}

test('a file holds the collections as its fields, whatever an API wraps them in', async () => {
  await write('one.json', { users: { data: [{ id: 1 }] }, other: [] })
  expect(await readCollections(join(folder, 'one.json'), NAMES)).toEqual({
    users: [{ id: 1 }],
    teams: [],
  })
})

test('a folder holds a file for each collection, or a folder with a file for each object', async () => {
  await write('export/users.json', { results: [{ id: 1 }] })
  await write('export/teams/b.json', { id: 'b' })
  await write('export/teams/deeper/a.json', [{ id: 'a1' }, { id: 'a2' }])
  await write('export/teams/readme.md', 'no JSON')
  const { users, teams } = await readCollections(join(folder, 'export'), NAMES)
  expect(users).toEqual([{ id: 1 }])
  expect(teams).toEqual([{ id: 'b' }, { id: 'a1' }, { id: 'a2' }])
})

test('what is not there, empty or broken is said by its name', async () => {
  await write('broken.json', '{')
  await write('empty/users.json', [])
  await write('else.json', { things: [] })
  await expect(readCollections(join(folder, 'gone'), NAMES)).rejects.toThrow('no file or folder')
  await expect(readCollections(join(folder, 'broken.json'), NAMES)).rejects.toThrow('is no JSON')
  await expect(readCollections(join(folder, 'empty'), NAMES)).rejects.toThrow('nothing to import')
  await expect(readCollections(join(folder, 'else.json'), NAMES)).rejects.toThrow(
    'nothing to import',
  )
})
