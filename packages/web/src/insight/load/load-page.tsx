// What pages cost the people of a team, by their own hours, and what shifts really weighed. Open to
// the whole team, so that nobody has to believe that duties are shared fairly.

import './load.css'
import { getTeamLoad, listTeams } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useContext } from 'react'
import { useKeys } from '../../app/keys.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotAllowed } from '../../app/session.ts'
import { SelectField } from '../../ui/fields.tsx'
import { useNow } from '../../ui/now.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty } from '../../ui/states.tsx'
import { DisplayZone } from '../../ui/time.tsx'
import { HourLegend } from './hour-bar.tsx'
import { LoadFormula } from './load-formula.tsx'
import { askedLoad, LOAD_SPANS, type LoadSearch, parseLoadSearch } from './load-search.ts'
import { LoadTable } from './load-table.tsx'
import { PersonLoad } from './person-load.tsx'
import { ScheduleShifts } from './schedule-shifts.tsx'
import { spanInWords } from './span-in-words.ts'

type Change = { readonly [K in keyof LoadSearch]: LoadSearch[K] | undefined }
const SPANS = LOAD_SPANS.map((value) => ({
  value,
  label: value === '365' ? '1 year' : `${value} days`,
}))

export function LoadPage() {
  const search = parseLoadSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const teams = useReadableTeams()
  const team = search.team ?? teams?.[0]?.name
  const change = (next: Change) =>
    void navigate({
      to: '.',
      search: parseLoadSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  const asTable = search.view === 'table'
  const table = () => change({ view: asTable ? undefined : 'table' })
  useKeys([{ keys: 'shift t', does: 'Picture or table', run: table }])
  return (
    <div className="page stack loose">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>Load</h1>
        <p className="lead">What pages cost people, by their own hours, and what shifts became.</p>
      </div>
      <div className="row wrap load-tools">
        {teams && teams.length > 0 && (
          <SelectField
            label="Team"
            aria-label="Team"
            classNames={{ label: 'hidden-visually' }}
            value={team ?? ''}
            data={teams.map(({ name, displayName }) => ({ value: name, label: displayName }))}
            onChange={(event) => change({ team: event.currentTarget.value })}
          />
        )}
        <span className="grow" />
        <Segmented
          label="How far back"
          value={search.days ?? '90'}
          options={SPANS}
          onChange={(days) => change({ days })}
        />
        <Segmented
          label="View"
          value={asTable ? 'table' : 'picture'}
          options={[
            { value: 'picture', label: 'Picture' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={(view) => change({ view: view === 'table' ? 'table' : undefined })}
        />
      </div>
      {team !== undefined && <TeamLoad team={team} search={search} />}
      {team === undefined && teams && (
        <Empty title="You are in no team.">
          <p>A team’s load is open to everybody in it.</p>
        </Empty>
      )}
    </div>
  )
}

/** One's own, and for managers everybody's. Undefined until it is known. */
function useReadableTeams() {
  const me = useMe()
  const mayReadAll = whyNotAllowed(me, 'manager') === undefined
  const all = useRead(listTeams, { query: { limit: 200 } }, { enabled: mayReadAll })
  if (!mayReadAll) return me.teams
  const isMine = (name: string) => me.teams.some((team) => team.name === name)
  // Nobody is in the team of direct pages.
  const peopled = all.data?.items.filter(({ spec }) => spec.leads.length + spec.members.length > 0)
  return peopled?.toSorted((a, b) => Number(isMine(b.name)) - Number(isMine(a.name)))
}

function TeamLoad(props: { readonly team: string; readonly search: LoadSearch }) {
  const { team, search } = props
  const me = useMe()
  const query = askedLoad(search, useNow(60_000))
  const zone = useContext(DisplayZone)
  const read = useRead(getTeamLoad, { params: { team }, query }, { keep: true })
  const asTable = search.view === 'table'
  return (
    <Reading of={read} what="The load" lines={8} rows>
      {({ from, until, people: everybody, schedules, formula }) => {
        const people = everybody.toSorted(
          (a, b) => Number(b.user.id === me.id) - Number(a.user.id === me.id),
        )
        const most = {
          pages: Math.max(...people.map(({ work }) => work.pages), 1),
          minutes: Math.max(...people.map(({ work }) => work.engagedMinutes), 1),
        }
        const isQuiet = people.every(({ work }) => work.pages === 0 && work.engagedMinutes === 0)
        return (
          <>
            <p className="muted">{spanInWords({ from, until }, zone)}</p>
            {isQuiet ? (
              <div className="card">
                <Empty good title="No page reached anybody of this team in this time." />
              </div>
            ) : asTable ? (
              <LoadTable people={people} />
            ) : (
              <section className="card" aria-label="People">
                <div className="card-head">
                  <h2>People</h2>
                  <HourLegend />
                </div>
                <ul className="load-people">
                  {people.map((load) => (
                    <PersonLoad
                      key={load.user.id}
                      load={load}
                      isMe={load.user.id === me.id}
                      most={most}
                    />
                  ))}
                </ul>
              </section>
            )}
            {schedules.map((schedule) => (
              <ScheduleShifts
                key={schedule.name}
                schedule={schedule}
                query={query}
                asTable={asTable}
              />
            ))}
            <LoadFormula formula={formula} />
          </>
        )
      }}
    </Reading>
  )
}
