// Short ways to write what a quality report is told: what is not said is the plainest choice.

import { WEEK_MS } from '../../../platform/time.ts'
import { compileSchedule } from '../../compile-schedule.ts'
import type { Schedule, TeamMembers } from '../../schedule.ts'
import { utc, WORKDAYS } from '../../testing/make-schedule.ts'
import type { QualityInput, QualityPerson } from '../quality-input.ts'

/** A Monday at midnight in Vienna. */
export const FROM = utc('2026-01-05T00:00+01:00')

export function makePerson(id: string, person: Partial<QualityPerson> = {}): QualityPerson {
  return {
    id,
    displayName: id[0]?.toUpperCase() + id.slice(1),
    timeZone: 'Europe/Vienna',
    workingHours: { days: WORKDAYS, from: '09:00', until: '17:00' },
    sleepHours: { from: '22:00', until: '07:00' },
    isActive: true,
    reach: 'verified',
    ...person,
  }
}

export function makePeople(...people: readonly (string | QualityPerson)[]) {
  const made = people.map((one) => (typeof one === 'string' ? makePerson(one) : one))
  return new Map(made.map((person) => [person.id, person]))
}

export function makeInput(
  schedule: Schedule,
  input: Partial<QualityInput> = {},
  teamMembers: TeamMembers = new Map(),
): QualityInput {
  const span = { startsAt: FROM, endsAt: FROM + 12 * WEEK_MS }
  return {
    now: input.span?.startsAt ?? span.startsAt,
    span,
    schedule,
    plan: compileSchedule(schedule, teamMembers),
    others: [],
    people: makePeople('ana', 'ben', 'chen', 'dia', 'eli', 'fay'),
    teams: new Map([...teamMembers].map(([id, userIds]) => [id, { id, displayName: id, userIds }])),
    absences: [],
    holidays: [],
    limits: { restHours: 11, weeksInARowMax: 2 },
    lookedAfterAt: FROM,
    areas: [],
    depths: new Map(),
    doubled: [],
    answersDue: [],
    ...input,
  }
}
