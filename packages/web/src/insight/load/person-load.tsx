// One person's load: pages and time engaged by hour class, the hours of the week, and what was
// critical or called them in while off shift.

import type { UserLoadView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { Chip } from '../../ui/chip.tsx'
import { Avatar } from '../../ui/person.tsx'
import { cityOf } from '../../ui/zone.ts'
import { HourBar } from './hour-bar.tsx'
import { minutesInWords, pagesInWords, partsInWords } from './hours.ts'
import { WeekHeat } from './week-heat.tsx'

export type Most = { readonly pages: number; readonly minutes: number }

export function PersonLoad(props: {
  readonly load: UserLoadView
  readonly isMe: boolean
  readonly most: Most
}) {
  const { load, isMe, most } = props
  const { user, work, nightsInterrupted } = load
  const nights = nightsInterrupted === 1 ? '1 night' : `${nightsInterrupted} nights`
  return (
    <li className="load-person" aria-label={user.displayName}>
      <div className="load-who">
        <span className="row">
          <Avatar {...user} />
          <Link to={paths.person(user.name)} className="strong">
            {user.displayName}
          </Link>
          {isMe && <span className="small muted">you</span>}
        </span>
        <span className="small muted">{cityOf(load.timeZone)}</span>
        <LoadMarks load={load} />
      </div>
      <div className="load-bars">
        <p>
          <strong>{pagesInWords(work.pages)}</strong>{' '}
          <span className="small muted">{partsInWords(work, 'pages')}</span>
        </p>
        <HourBar work={work} measure="pages" most={most.pages} />
        <p>
          <strong>{minutesInWords(work.engagedMinutes)} engaged</strong>{' '}
          <span className="small muted">{partsInWords(work, 'engagedMinutes')}</span>
        </p>
        <HourBar work={work} measure="engagedMinutes" most={most.minutes} />
        {nightsInterrupted > 0 && <p className="small muted">{nights} with sleep interrupted</p>}
      </div>
      <WeekHeat counts={load.pagesByHourOfWeek} />
    </li>
  )
}

export function LoadMarks({ load }: { readonly load: UserLoadView }) {
  const { critical, unscheduled } = load
  const isCalledIn = unscheduled.pages > 0 || unscheduled.engagedMinutes > 0
  if (critical.groups === 0 && !isCalledIn) return null
  return (
    <ul className="load-marks small">
      {critical.groups > 0 && (
        <li>
          <Chip tone="critical" shape="octagon" word={`${critical.groups} critical`} />
          <span className="muted">{minutesInWords(critical.engagedMinutes)} engaged</span>
        </li>
      )}
      {isCalledIn && (
        <li>
          <Chip tone="moderate" shape="diamond" word="Unscheduled" />
          <span className="muted">
            {pagesInWords(unscheduled.pages)} off shift,{' '}
            {minutesInWords(unscheduled.engagedMinutes)}
          </span>
        </li>
      )}
    </ul>
  )
}
