// S3: somebody else on call, in four steps on one page: what, when, who, and what it would do. The
// address holds where it began; the button says what will happen.

import './change.css'
import { getSchedule, type ScheduleView } from '@evenwatch/api'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotAllowed } from '../../app/session.ts'
import { Notice } from '../../ui/states.tsx'
import { ChangeForm } from './change-form.tsx'
import { type ChangeSearch, parseChangeSearch } from './change-search.ts'

export function ChangePage() {
  const { schedule: name = '' } = useParams({ strict: false })
  const search = parseChangeSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const me = useMe()
  const read = useRead(getSchedule, { params: { schedule: String(name) } })
  const change = (next: Partial<ChangeSearch>) =>
    void navigate({
      to: '.',
      search: parseChangeSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  const whyNot = whyNotAllowed(me, 'responder')
  return (
    <div className="page">
      <p className="small crumbs">
        <Link to={paths.schedules()}>Schedules</Link> <span className="faint">/</span>{' '}
        <Link to={paths.schedule(String(name))}>{name}</Link>
      </p>
      <div className="page-head">
        <h1>Change a shift</h1>
        <p className="lead">Nothing is changed until you press the button at the end.</p>
      </div>
      {whyNot ? (
        <Notice tone="warn">{whyNot}</Notice>
      ) : (
        <Reading of={read} what="The schedule" lines={6}>
          {(schedule: ScheduleView) => (
            <ChangeForm
              // Another shift begins anew; another kind or role keeps what was filled in.
              key={`${search.away} ${search.from} ${search.until}`}
              schedule={schedule}
              search={search}
              onChange={change}
            />
          )}
        </Reading>
      )}
    </div>
  )
}
