// The public face of the cli package: the program and the importers' reasons, for the reference
// pages that are written from them.

export * from './create-program.ts'
export { IMPORT_SYSTEMS } from './import/import-result.ts'
export { REASON_CODES } from './import/reason-codes.ts'
export * from './run-program.ts'
export * from './terminal/terminal.ts'
