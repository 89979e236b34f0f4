// The hours by which people live: what being on call costs is measured by them.

import type { SleepHours, WorkingHours } from '@evenwatch/core'
import { WEEKDAYS, type Weekday } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'

export type PersonHours = {
  readonly userId: string
  readonly workingHours: WorkingHours
  readonly sleepHours: SleepHours
}

type Row = {
  readonly userId: string
  readonly workingDays: readonly string[]
  readonly workingFrom: string
  readonly workingUntil: string
  readonly sleepFrom: string
  readonly sleepUntil: string
}

/** Everybody's, deactivated people included. */
export async function listPersonHours(db: Database): Promise<PersonHours[]> {
  const { rows } = await db.query<Row>({ name: 'list-person-hours', text: LIST })
  return rows.map(({ userId, workingDays, workingFrom, workingUntil, sleepFrom, sleepUntil }) => ({
    userId,
    workingHours: { days: workingDays.filter(isWeekday), from: workingFrom, until: workingUntil },
    sleepHours: { from: sleepFrom, until: sleepUntil },
  }))
}

function isWeekday(text: string): text is Weekday {
  return WEEKDAYS.some((day) => day === text)
}

const LIST = `
select id as "userId", working_days as "workingDays", working_from as "workingFrom",
  working_until as "workingUntil", sleep_from as "sleepFrom", sleep_until as "sleepUntil"
from app_user`
