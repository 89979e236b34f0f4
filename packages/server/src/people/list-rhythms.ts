// How people live and whether a page could reach them: what a change of shifts is judged by.

import { isReachable } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'
import { listPersonHours, type PersonHours } from './list-person-hours.ts'
import { loadPeople } from './load-people.ts'

export type PersonRhythm = Omit<PersonHours, 'userId'> & {
  readonly timeZone: string
  /** By the rules for high urgency. */
  readonly isReachable: boolean
}

/** By the person's id. */
export async function listRhythms(db: Database): Promise<Map<string, PersonRhythm>> {
  const { people } = await loadPeople(db)
  const rhythms = new Map<string, PersonRhythm>()
  for (const { userId, ...hours } of await listPersonHours(db)) {
    const person = people.get(userId)
    if (!person) continue
    const { timeZone } = person
    rhythms.set(userId, { ...hours, timeZone, isReachable: isReachable(person, 'high') })
  }
  return rhythms
}
