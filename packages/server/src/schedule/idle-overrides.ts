// Overrides that would change nobody (rule 7): whoever makes one is asked first, and the people it
// names are told that who is on call stays as it was.

import { idleOverrideNotice, overrideInWords } from '@evenwatch/core'
import { addNotices } from '../people/notices/add-notices.ts'
import type { Change } from '../platform/definitions/change-definitions.ts'
import type { Principal } from '../platform/http/principal.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import type { ChangeWorld } from './change/load-change-world.ts'
import type { Weighed } from './change/weigh-change.ts'
import { overrideOf } from './find-overrides.ts'
import { effectView, personRefs } from './override-views.ts'
import type { NewOverride } from './write-overrides.ts'

/** Why the override would change nobody; null: it changes somebody. */
export function idleWords(
  { names }: ChangeWorld,
  { after }: Pick<Weighed, 'after'>,
  override: NewOverride,
): string | null {
  const plan = after.get(override.scheduleId)
  if (!plan) return null
  // The plan knows its position; the answer does not hang on it.
  const effect = effectView(plan, { ...override, position: 0 }, names)
  return effect.acts === 'not' ? effect.words : null
}

export function refuseIdle(words: string): Refusal {
  return refuse('override-without-effect', { detail: words })
}

export async function tellIdle(
  change: Change,
  world: ChangeWorld,
  { userId: actorId }: Principal,
  override: NewOverride,
  why: string,
): Promise<void> {
  const schedule = world.schedules.get(override.scheduleId)
  if (!schedule) return
  const refOf = personRefs(world.names)
  const { id, startsAt, endsAt, role, removeUserId, addUserId, userIds } = override
  const line = {
    scheduleId: schedule.id,
    name: schedule.name,
    displayName: schedule.document.displayName,
    role,
  }
  const words = overrideInWords(
    overrideOf({ ...override, position: 0 }),
    (one) => refOf(one).displayName,
  )
  const named = new Set([removeUserId, addUserId, ...userIds])
  const notices = [...named].flatMap((one) => {
    const person = one === null || one === actorId ? undefined : world.people.get(one)
    if (!person?.isActive) return []
    return idleOverrideNotice(line, person, { id, startsAt, endsAt, words, why })
  })
  await addNotices(change.client, change, notices)
}
