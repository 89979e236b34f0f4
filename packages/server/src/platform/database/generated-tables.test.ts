import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { generateTableTypes } from './generate-table-types.ts'

const { pool } = await createTestDatabase()

test('the table types are those of the migrated schema (`npm run generate` writes them)', async () => {
  const written = readFileSync(new URL('generated/tables.ts', import.meta.url), 'utf8')
  expect(written).toBe(await generateTableTypes(pool))
})
