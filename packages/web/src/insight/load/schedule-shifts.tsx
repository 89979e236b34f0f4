// The shifts of one schedule, the heaviest first: what was predicted beside what it became.

import { getScheduleLoad, type ShiftLoadView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Avatar } from '../../ui/person.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { minutesInWords } from './hours.ts'

const SHOWN_FIRST = 6

type Named = { readonly name: string; readonly displayName: string }

export function ScheduleShifts(props: {
  readonly schedule: Named
  readonly query: { readonly from?: string }
  readonly asTable: boolean
}) {
  const { schedule, query, asTable } = props
  const [showsAll, setShowsAll] = useState(false)
  const heading = useId()
  const params = { schedule: schedule.name }
  const read = useRead(getScheduleLoad, { params, query }, { keep: true })
  return (
    <section className="card" aria-labelledby={heading}>
      <div className="card-head">
        <h2 id={heading}>
          Shifts of <Link to={paths.schedule(schedule.name)}>{schedule.displayName}</Link>
        </h2>
      </div>
      <div className="card-body stack">
        <Reading of={read} what="The shifts" lines={5}>
          {({ shifts, shiftsLeftOut, timeZone }) => {
            const shown = showsAll ? shifts : shifts.slice(0, SHOWN_FIRST)
            const hidden = shifts.length - shown.length
            if (shifts.length === 0) return <Empty title="Nobody was on call in this time." />
            return (
              <>
                {asTable ? (
                  <ShiftTable shifts={shown} timeZone={timeZone} />
                ) : (
                  <ShiftBars shifts={shown} timeZone={timeZone} />
                )}
                {hidden > 0 && (
                  <p>
                    <Button size="small" onClick={() => setShowsAll(true)}>
                      Show {hidden} lighter {hidden === 1 ? 'shift' : 'shifts'}
                    </Button>
                  </p>
                )}
                {showsAll && shiftsLeftOut > 0 && (
                  <p className="small muted">{shiftsLeftOut} still lighter ones are left out.</p>
                )}
              </>
            )
          }}
        </Reading>
      </div>
    </section>
  )
}

type Shifts = { readonly shifts: readonly ShiftLoadView[]; readonly timeZone: string }

function ShiftBars({ shifts, timeZone }: Shifts) {
  const most = Math.max(...shifts.map((one) => one.actualWeightedHours))
  return (
    <ul className="load-shifts">
      {shifts.map((shift) => (
        <li key={keyOf(shift)} className="load-shift">
          <div className="row wrap">
            <Avatar {...shift.user} />
            <span className="strong">{shift.user.displayName}</span>
            <span className="small muted">
              <Time at={shift.startsAt} as="short" zone={timeZone} /> –{' '}
              <Time at={shift.endsAt} as="short" zone={timeZone} />
              {notesOf(shift) !== '' && `, ${notesOf(shift)}`}
            </span>
            {shift.isHeavy && <Chip tone="high" shape="triangle" word="Heavier than predicted" />}
          </div>
          <div className="load-pair">
            <Pair word="predicted" hours={shift.predictedWeightedHours} most={most} />
            <Pair word="actual" hours={shift.actualWeightedHours} most={most} />
          </div>
          <p className={shift.isHeavy ? 'small' : 'small muted'}>{shift.sentence}</p>
        </li>
      ))}
    </ul>
  )
}

function Pair(props: {
  readonly word: 'predicted' | 'actual'
  readonly hours: number
  readonly most: number
}) {
  return (
    <>
      <span className="small muted">{props.word}</span>
      <span className="pair-track" aria-hidden="true">
        <span
          className={`pair-bar ${props.word}`}
          style={{ width: `${(props.hours / props.most) * 100}%` }}
        />
      </span>
      <span className="small nowrap">{Math.round(props.hours)} weighted h</span>
    </>
  )
}

function ShiftTable({ shifts, timeZone }: Shifts) {
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="hidden-visually">Shifts, the heaviest first</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col">Predicted</th>
            <th scope="col">Actual</th>
            <th scope="col">Pages</th>
            <th scope="col">In sleep</th>
            <th scope="col">Engaged</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {shifts.map((shift) => (
            <tr key={keyOf(shift)}>
              <td className="strong">{shift.user.displayName}</td>
              <td data-label="from" className="nowrap">
                <Time at={shift.startsAt} as="short" zone={timeZone} />
              </td>
              <td data-label="until" className="nowrap">
                <Time at={shift.endsAt} as="short" zone={timeZone} />
              </td>
              <td data-label="predicted">{Math.round(shift.predictedWeightedHours)}</td>
              <td data-label="actual">{Math.round(shift.actualWeightedHours)}</td>
              <td data-label="pages">{shift.work.pages}</td>
              <td data-label="in sleep">{shift.nightPages}</td>
              <td data-label="engaged" className="nowrap">
                {minutesInWords(shift.work.engagedMinutes)}
              </td>
              <td>
                {shift.isHeavy && (
                  <Chip tone="high" shape="triangle" word="Heavier than predicted" />
                )}
                {notesOf(shift)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function notesOf({ role, isWhole }: ShiftLoadView): string {
  const notes = [...(role === 'primary' ? [] : [role]), ...(isWhole ? [] : ['counted in part'])]
  return notes.join(', ')
}

function keyOf({ user, role, startsAt }: ShiftLoadView): string {
  return `${user.id} ${role} ${startsAt}`
}
