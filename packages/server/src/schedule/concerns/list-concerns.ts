import type { CallOutput, listConcerns as route } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { concernView, readConcerns } from './concerns.ts'

export async function listConcerns(
  context: ServerContext,
  ref: string,
): Promise<CallOutput<typeof route> | Refusal> {
  const schedule = await findDefinition(context.pool, 'Schedule', ref)
  if (!schedule) return refuse('not-found')
  const directory = context.directory.current()
  const now = context.clock.now()
  const rows = await readConcerns(context.pool, schedule.id)
  return { items: rows.map((row) => concernView(row, directory, now)) }
}
