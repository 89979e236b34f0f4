// The table twin of the timeline, with the same spans and numbers, and the same as a file.

import { useMemo } from 'react'
import { Button } from '../ui/button.tsx'
import { lengthInWords, longTime } from '../ui/format-time.ts'
import { Glyph, Shape } from '../ui/glyphs.tsx'
import { Avatar } from '../ui/person.tsx'
import { Empty } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { cityOf } from '../ui/zone.ts'
import { csvOf } from './csv-of.ts'
import { awayDuring, type DayOff } from './days-off.ts'
import type { Window } from './schedule-search.ts'
import { type Bar, finalBars, ROLE_WORDS, type RoleShifts, whyInWords, within } from './shifts.ts'

export function ShiftTable(props: {
  readonly name: string
  readonly roles: readonly RoleShifts[]
  readonly window: Window
  readonly zone: string
  readonly now: number
  readonly daysOff: readonly DayOff[]
  readonly onOpen: (bar: Bar) => void
}) {
  const { name, roles, window, zone, now, daysOff } = props
  const bars = useMemo(
    () =>
      roles
        .flatMap((data) => within(finalBars(data), window))
        .sort((a, b) => a.startsAt - b.startsAt),
    [roles, window],
  )
  if (bars.length === 0) return <Empty title="No shifts in this span." />
  const many = roles.length > 1
  const time = (at: number) => longTime(at, zone).slice(0, -3)
  return (
    <div className="card">
      <div className="row card-head">
        <span className="small muted grow">
          {bars.length} spans, times in {cityOf(zone)}
        </span>
        <Button
          size="small"
          glyph="copy"
          onClick={() => {
            void navigator.clipboard?.writeText(csvOf(bars))
            toast(`${bars.length} rows copied as CSV.`)
          }}
        >
          Copy CSV
        </Button>
        <Button size="small" onClick={() => download(`${name}.csv`, csvOf(bars))}>
          Download CSV
        </Button>
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above. */}
      <section className="table-scroll" tabIndex={0} aria-label="Table of shifts">
        <table className="table shift-table">
          <caption className="hidden-visually">Final schedule, times in {cityOf(zone)}</caption>
          <thead>
            <tr>
              <th scope="col">On call</th>
              {many && <th scope="col">Role</th>}
              <th scope="col">From ({cityOf(zone)})</th>
              <th scope="col">Until</th>
              <th scope="col">Length</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr
                key={bar.key}
                className={bar.startsAt <= now && bar.endsAt > now ? 'current' : undefined}
              >
                <td>
                  <button type="button" className="link-btn row" onClick={() => props.onOpen(bar)}>
                    <Who bar={bar} />
                  </button>
                </td>
                {many && <td>{ROLE_WORDS[bar.role]}</td>}
                <td className="nowrap">
                  <time dateTime={new Date(bar.startsAt).toISOString()}>{time(bar.startsAt)}</time>
                </td>
                <td className="nowrap" data-label="until">
                  <time dateTime={new Date(bar.endsAt).toISOString()}>{time(bar.endsAt)}</time>
                </td>
                <td className="nowrap">{lengthInWords(bar.endsAt - bar.startsAt)}</td>
                <td className="muted said">
                  {whyInWords(bar)}
                  {awayDuring(bar, daysOff).map((words) => (
                    <span key={words} className="away-mark">
                      {words}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

export function Who({ bar }: { readonly bar: Bar }) {
  if (bar.kind === 'gap') {
    return (
      <>
        <Shape name="triangle" /> No one
      </>
    )
  }
  return (
    <>
      {bar.people.slice(0, 2).map((person) => (
        <Avatar key={person.id} {...person} />
      ))}
      {bar.policies.length > 0 && <Glyph name="turn" />}
      {bar.words}
    </>
  )
}

function download(file: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = file
  link.click()
  URL.revokeObjectURL(url)
}
