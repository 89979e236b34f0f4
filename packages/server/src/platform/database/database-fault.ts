// Faults of the database and of the machine it runs on: nothing a caller's input could cause.
//
// `code` is stable and documented; `retryable` says whether the same call may succeed later
// without anybody changing anything. The message is written for the person who operates it.

export type DatabaseFaultCode =
  | 'database_unreachable'
  | 'database_version_unsupported'
  | 'embedded_postgres_unavailable'
  | 'embedded_postgres_failed'
  | 'data_folder_in_use'
  | 'data_folder_unusable'
  | 'migration_changed'
  | 'migration_failed'
  | 'migration_files_invalid'
  | 'migration_lock_timeout'
  | 'schema_too_new'
  | 'transaction_not_committed'
  | 'column_type_unknown'

export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault'
  readonly code: DatabaseFaultCode
  readonly retryable: boolean

  constructor(
    code: DatabaseFaultCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryable?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? false
  }
}

/** The `code` of a Node or PostgreSQL error, or undefined. */
export function errorCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
