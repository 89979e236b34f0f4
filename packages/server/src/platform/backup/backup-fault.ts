// What can go wrong with a backup file or with the database it is to go into. The message is
// written for the person at the terminal; `code` is stable.

export type BackupFaultCode =
  | 'backup_file_unusable'
  | 'backup_not_recognised'
  | 'backup_damaged'
  | 'backup_too_new'
  | 'backup_tables_differ'
  | 'backup_not_verified'
  | 'database_not_empty'
  | 'database_in_use'
  | 'database_missing'
  | 'tables_refer_in_circles'

export class BackupFault extends Error {
  override readonly name = 'BackupFault'
  readonly code: BackupFaultCode
  readonly retryable: boolean

  constructor(
    code: BackupFaultCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryable?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? false
  }
}
