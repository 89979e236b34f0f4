// One day of one schedule, in sentences, with the way to the place where it can be mended.

import { LinkButton } from '../../app/link-button.tsx'
import { paths } from '../../app/paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { cityOf, formatOf } from '../../ui/zone.ts'
import { OpenAlerts, type People } from './org-grid.tsx'
import type { OrgDate } from './org-search.ts'
import { dayInWords, type OrgCalendar, type OrgDay, type OrgSchedule } from './team-summary.ts'

export function DayCard(props: {
  readonly schedule: OrgSchedule
  readonly day: OrgDay
  readonly date: OrgDate
  readonly people: People
  readonly events: OrgCalendar['events']
  readonly zone: string
  readonly onClose: () => void
}) {
  const { schedule, day, date, people, events, zone } = props
  const nameOf = (id: string) => people.get(id)?.displayName ?? id
  const title = formatOf(zone, { weekday: 'long', day: 'numeric', month: 'long' })
  const here = events.filter(
    (event) =>
      (event.team === null || event.team === schedule.team?.name) &&
      Date.parse(event.startsAt) < date.endsAt &&
      Date.parse(event.endsAt) > date.startsAt,
  )
  return (
    <Dialog
      title={`${schedule.displayName}, ${title.format(date.startsAt).replace(',', '')}`}
      onClose={props.onClose}
    >
      <div className="stack">
        <ul className="stack tight">
          {dayInWords(day, nameOf).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {here.map((event) => (
            <li key={event.id}>
              {event.name}
              {event.wantsDouble && ': two people shall be on call'}
              {event.note && `. ${event.note}`}
            </li>
          ))}
        </ul>
        <p className="small muted">
          The day is that of {cityOf(schedule.timeZone)}. <OpenAlerts schedule={schedule} />
        </p>
        <div className="row wrap">
          <LinkButton
            kind="primary"
            to={paths.schedule(schedule.schedule)}
            search={{ span: 'day', date: date.date } as never}
          >
            Open the day
          </LinkButton>
        </div>
      </div>
    </Dialog>
  )
}
