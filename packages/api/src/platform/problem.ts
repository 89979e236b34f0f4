// The one shape of a refused call: an RFC 9457 problem document with a stable code and every
// invalid field at once.

import { z } from 'zod'
import { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.ts'

export const fieldFaultSchema = z.object({
  field: z.string().describe('Path of the field, such as `spec.steps[0].after`.'),
  rule: z.string().describe('The rule that the value breaks.'),
  example: z.string().optional().describe('A value that would be accepted.'),
})
export type FieldFault = z.infer<typeof fieldFaultSchema>

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(ERROR_CATALOGUE) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string().optional(),
  fields: z.array(fieldFaultSchema).optional(),
  requestId: z.string().optional(),
  /** What the object looks like now, on 409 and 412. */
  current: z.unknown().optional(),
})
export type Problem = z.infer<typeof problemSchema>

export type ProblemExtras = Pick<Problem, 'detail' | 'fields' | 'requestId' | 'current'>

/** Builds the document for a code; absent extras stay absent. */
export function problemOf(code: ErrorCode, extras: ProblemExtras = {}): Problem {
  const { status, title } = ERROR_CATALOGUE[code]
  return { type: `https://evenwatch.dev/errors/${code}`, title, status, code, ...extras }
}
