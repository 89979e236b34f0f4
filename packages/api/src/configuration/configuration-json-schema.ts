// The published JSON Schema of configuration documents, written from the same zod schemas that
// check them, so that an editor completes exactly what `apply` accepts.

import { z } from 'zod'
import { API_VERSION, documentSchema } from './kinds.ts'

export function configurationJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(documentSchema, { io: 'input', target: 'draft-2020-12' }),
    title: `Configuration of ${API_VERSION}`,
  }
}
