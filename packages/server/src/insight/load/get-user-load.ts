// The load of one person.

import type { CallOutput, getUserLoad as route } from '@evenwatch/api'
import { findByRef, formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { gatherFacts } from './gather-facts.ts'
import { FORMULA, userLoadView } from './load-views.ts'
import { mayReadLoadOf } from './may-read-load.ts'
import { plansOfSpan } from './plans-of-span.ts'
import { type LoadQuery, readLoadSpan } from './read-load-span.ts'

export async function getUserLoad(
  context: ServerContext,
  principal: Principal,
  ref: string,
  query: LoadQuery,
): Promise<CallOutput<typeof route> | Refusal> {
  const span = readLoadSpan(query, context.clock.now())
  if (isRefusal(span)) return span
  const directory = await context.directory.refresh()
  const wanted = ref === 'me' && principal.userId !== null ? principal.userId : ref
  const person = findByRef(directory.people, wanted)
  if (!person) return refuse('not-found')
  if (!mayReadLoadOf(directory, principal, person.id)) return refuse('not-allowed')
  const plans = await plansOfSpan(context, directory, span)
  const facts = (await gatherFacts(context, plans, [person.id], span)).get(person.id)
  if (!facts) return refuse('not-found')
  return {
    from: formatInstant(span.startsAt),
    until: formatInstant(span.endsAt),
    formula: FORMULA,
    ...userLoadView(directory, facts, span),
  }
}
