// The report: the score with its formula, what each person carries, and every finding with a way to
// its place in the timeline.

import './quality.css'
import {
  getScheduleQuality,
  reviewSchedule,
  type ScheduleQualityView,
  type ScheduleView,
} from '@evenwatch/api'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { lengthInWords } from '../../ui/format-time.ts'
import { Avatar } from '../../ui/person.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { FindingGroups } from './finding-groups.tsx'

type PanelProps = {
  readonly schedule: ScheduleView
  readonly zone: string
  readonly onClose: () => void
  /** Leads to an instant in the timeline. */
  readonly onPlace: (at: number) => void
}

export function QualityPanel(props: PanelProps) {
  const { schedule, onClose } = props
  const params = { schedule: schedule.name }
  const read = useRead(getScheduleQuality, { params, query: {} })
  return (
    <Drawer title={`Quality of ${schedule.displayName}`} onClose={onClose} size={680}>
      <Reading of={read} what="The report" lines={10} rows>
        {(report) => (
          <div className="stack loose">
            <Score report={report} />
            <FindingGroups groups={report.groups} zone={props.zone} onPlace={props.onPlace} />
            <People report={report} />
            <Review report={report} schedule={schedule} />
          </div>
        )}
      </Reading>
    </Drawer>
  )
}

type Report = { readonly report: ScheduleQualityView }

function Score({ report }: Report) {
  const uncovered = report.uncoveredMinutes * 60_000
  const weeks = Math.round((Date.parse(report.until) - Date.parse(report.from)) / 604_800_000)
  return (
    <section className="stack tight" aria-label="Score">
      <p className="score">
        <b>{report.score}</b> of 100{' '}
        <span className="muted">
          over the next {weeks} weeks;{' '}
          {uncovered === 0 ? 'never uncovered' : `${lengthInWords(uncovered)} with no one`}
        </span>
      </p>
      <table className="table compact quality-parts">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Points</th>
            <th scope="col">Measured</th>
            <th scope="col">Formula</th>
          </tr>
        </thead>
        <tbody>
          {report.parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">{part.name}</th>
              <td className="nowrap">
                {part.points} of {part.pointsMax}
              </td>
              <td>{part.measured}</td>
              <td className="muted small">{part.formula}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function People({ report }: Report) {
  if (report.people.length === 0) return null
  return (
    <section className="stack tight" aria-label="People">
      <h3>Who carries how much</h3>
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Against the average</th>
            <th scope="col">Hours</th>
            <th scope="col">Nights</th>
            <th scope="col">Weekends</th>
            <th scope="col">Holidays</th>
          </tr>
        </thead>
        <tbody>
          {report.people.map((one) => (
            <tr key={one.user.id}>
              <th scope="row">
                <span className="row">
                  <Avatar {...one.user} />
                  {one.user.displayName}
                </span>
              </th>
              <td>
                {one.differencePercent === null
                  ? 'stood in'
                  : `${one.differencePercent > 0 ? '+' : one.differencePercent < 0 ? '−' : '±'}${Math.abs(Math.round(one.differencePercent))} %`}
              </td>
              <td>{Math.round(one.hours)}</td>
              <td>{one.nights}</td>
              <td>{one.weekends}</td>
              <td>{one.holidays}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="tiny muted">
        Weighted: an hour counts{' '}
        {Object.entries(report.weights)
          .map(([kind, weight]) => `${weight} ${kind}`)
          .join(', ')}
        .
      </p>
    </section>
  )
}

function Review(props: Report & { readonly schedule: ScheduleView }) {
  const { report, schedule } = props
  const me = useMe()
  const change = useChange()
  const params = { schedule: schedule.name }
  return (
    <section className="row wrap" aria-label="Review">
      <span className="small muted grow">
        {report.reviewed ? (
          <>
            Looked at by {report.reviewed.by.name} <Time at={report.reviewed.at} />
          </>
        ) : (
          'Nobody has looked at it yet.'
        )}
        {change.fault && <span role="alert"> {change.fault}</span>}
      </span>
      <Button
        size="small"
        whyNot={whyNotLead(me, schedule.spec.team)}
        busy={change.busy}
        onClick={() =>
          void change
            .run(() => call(reviewSchedule, { params }), [getScheduleQuality])
            .then((worked) => worked && toast('Noted: you looked, and the plan is still right.'))
        }
      >
        I looked; it is still right
      </Button>
    </section>
  )
}
