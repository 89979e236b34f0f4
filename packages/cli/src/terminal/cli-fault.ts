// Why a command ends without having done its work: lines for people and an exit code. Refusals of
// the server carry the exit code of the error catalogue.

import type { FieldFault } from '@evenwatch/api'

/** Those of the catalogue begin at 1; these are the command's own. */
export const EXIT_CODE = {
  done: 0,
  failed: 1,
  usage: 2,
  unreachable: 7,
  interrupted: 130,
} as const

export class CliFault extends Error {
  override readonly name = 'CliFault'
  readonly exitCode: number
  readonly fields: readonly FieldFault[]
  readonly hint: string | null

  constructor(
    message: string,
    options: {
      readonly exitCode?: number
      readonly fields?: readonly FieldFault[]
      readonly hint?: string
    } = {},
  ) {
    super(message)
    this.exitCode = options.exitCode ?? EXIT_CODE.failed
    this.fields = options.fields ?? []
    this.hint = options.hint ?? null
  }
}
