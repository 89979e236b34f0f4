// Says which calendars a schedule of Grafana OnCall reads, which feeds here can take over.

import type { SourceObject } from '../import-result.ts'
import type { Report } from '../report.ts'
import { type Fields, textOf } from '../source-fields.ts'

export function reportCalendars(
  schedule: Fields,
  object: SourceObject,
  name: string,
  report: Report,
): void {
  const primary = textOf(schedule.ical_url_primary)
  const extra = textOf(schedule.ical_url_overrides)
  if (schedule.type === 'ical') {
    const detail = `Its shifts are a calendar at ${primary ?? 'no address'}: add it as a feed, until then nobody is on call.`
    report.changed('schedule-from-calendar', object, detail, name)
  }
  if (extra !== null) {
    const detail = `Its overrides are a calendar at ${extra}: add it as a feed of overrides.`
    report.changed('schedule-from-calendar', object, detail, name)
  }
}
