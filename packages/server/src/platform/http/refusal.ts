// Expected refusals are values: an operation returns one instead of its result.

import type { ErrorCode, ProblemExtras } from '@evenwatch/api'

export type Refusal = { readonly refused: ErrorCode; readonly extras: ProblemExtras }

export function refuse(code: ErrorCode, extras: ProblemExtras = {}): Refusal {
  return { refused: code, extras }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && 'extras' in value
}
