// Generated from the migrated schema by `npm run generate`. Do not edit.

import type { Instant } from '@evenwatch/core'
import type { ColumnType } from 'kysely'

export interface SchemaMigrationTable {
  number: number
  title: string
  checksum: string
  applied_at: ColumnType<Instant, string | undefined, string>
}

export interface Tables {
  schema_migration: SchemaMigrationTable
}
