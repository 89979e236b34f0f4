// Short ways to write what the ledger knows of a person: what is not said is the plainest choice.

import { type Instant, MINUTE_MS, type Span } from '../../../platform/time.ts'
import type { Rhythm } from '../../../schedule/change/nights.ts'
import { utc, WORKDAYS } from '../../../schedule/testing/make-schedule.ts'
import type { LoadPage, PersonFacts } from '../classify-pages.ts'

export const VIENNA: Rhythm = {
  timeZone: 'Europe/Vienna',
  workingHours: { days: WORKDAYS, from: '09:00', until: '17:00' },
  sleepHours: { from: '22:00', until: '07:00' },
  holidays: [],
}

export function span(from: string, until: string): Span {
  return { startsAt: utc(from), endsAt: utc(until) }
}

export function pageAt(at: Instant, page: Partial<LoadPage> = {}): LoadPage {
  return { userId: 'ana', groupId: `group at ${at}`, at, urgency: 'high', ...page }
}

/** Engaged for some minutes from an instant on. */
export function engagedFrom(at: Instant, minutes: number, groupId = `group at ${at}`) {
  return { userId: 'ana', groupId, startsAt: at, endsAt: at + minutes * MINUTE_MS }
}

export function makeFacts(facts: Partial<PersonFacts> = {}): PersonFacts {
  return {
    userId: 'ana',
    rhythm: VIENNA,
    duty: [],
    pages: [],
    engaged: [],
    criticalGroupIds: new Set(),
    ...facts,
  }
}
