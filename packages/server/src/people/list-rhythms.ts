// Everybody's zone and sleeping hours, and whether a page could reach them: what a change of shifts
// is judged by.

import { isReachable, type SleepHours } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'
import { loadPeople } from './load-people.ts'

export type PersonRhythm = {
  readonly timeZone: string
  readonly sleepHours: SleepHours
  /** By the rules for high urgency. */
  readonly isReachable: boolean
}

type Row = {
  readonly id: string
  readonly timeZone: string
  readonly from: string
  readonly until: string
}

/** By the person's id. */
export async function listRhythms(db: Database): Promise<Map<string, PersonRhythm>> {
  const { people } = await loadPeople(db)
  const { rows } = await db.query<Row>(
    `select id, time_zone as "timeZone", sleep_from as "from", sleep_until as "until"
     from app_user`,
  )
  return new Map(
    rows.map(({ id, timeZone, from, until }) => {
      const person = people.get(id)
      const reachable = person !== undefined && isReachable(person, 'high')
      return [id, { timeZone, sleepHours: { from, until }, isReachable: reachable }]
    }),
  )
}
