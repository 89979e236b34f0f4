import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentSchema } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { readDocumentFiles, readDocumentText } from './read-documents.ts'

test('every field of every document keeps its line', () => {
  const text = [
    '# people',
    'kind: Team',
    'metadata: { name: a }',
    'spec:',
    '  leads:',
    '    - ana',
    '    - ben',
    '---',
    'kind: Team',
    'metadata:',
    '  name: b',
  ].join('\n')
  const { documents, faults } = readDocumentText(text, 'a.yaml', {})
  expect(faults).toEqual([])
  expect(documents.map(({ line }) => line)).toEqual([2, 9])
  expect(documents[0]?.lines).toMatchObject({ 'spec.leads': 5, 'spec.leads[1]': 7 })
  expect(documents[1]?.lines['metadata.name']).toBe(11)
})

test('a secret is read from the environment, and one that is not set is a fault with its line', () => {
  const text =
    'spec:\n  integrations:\n    - key: { fromEnv: SET }\n    - key: { fromEnv: UNSET }\n'
  const { documents, faults } = readDocumentText(text, 'a.yaml', { SET: 'k'.repeat(32) })
  expect(documents[0]?.document).toMatchObject({
    spec: { integrations: [{ key: 'k'.repeat(32) }, { key: { fromEnv: 'UNSET' } }] },
  })
  expect(faults).toEqual([
    {
      file: 'a.yaml',
      line: 4,
      field: 'spec.integrations[1].key',
      rule: 'The environment variable UNSET is not set.',
    },
  ])
})

test('what is no YAML is a fault with its line, and the other documents are read', () => {
  const text = 'kind: Team\n---\nkind: [Team\n---\nkind: User\n'
  const { documents, faults } = readDocumentText(text, 'a.yaml', {})
  expect(documents.map(({ document }) => document)).toEqual([{ kind: 'Team' }, { kind: 'User' }])
  expect(faults.length).toBeGreaterThan(0)
  expect(faults[0]).toMatchObject({ file: 'a.yaml', field: 'document' })
})

test('folders are read with everything below them, in the order of names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evenwatch-files-'))
  try {
    await writeFile(join(folder, 'b.yml'), 'kind: B')
    await writeFile(join(folder, 'a.yaml'), 'kind: A')
    await writeFile(join(folder, 'c.json'), '{ "kind": "C" }')
    await writeFile(join(folder, 'notes.md'), 'kind: D')
    const { documents, faults } = await readDocumentFiles([folder, join(folder, 'none')], {})
    expect(documents.map(({ document }) => document)).toEqual([
      { kind: 'A' },
      { kind: 'B' },
      { kind: 'C' },
    ])
    expect(faults).toEqual([
      {
        file: join(folder, 'none'),
        line: 1,
        field: 'file',
        rule: 'There is no such file or folder.',
      },
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the example is read without a fault', async () => {
  const example = join(import.meta.dirname, '../../../../examples/payments')
  const { documents, faults } = await readDocumentFiles([example], {})
  expect(faults).toEqual([])
  expect(documents.map(({ document }) => documentSchema.safeParse(document).error)).toEqual(
    documents.map(() => undefined),
  )
  expect(documents.length).toBeGreaterThan(5)
})
