// The table twin of the timeline, with the same spans; on a phone the only view, as an agenda.

import { lengthInWords, shortTime } from '../ui/format-time.ts'
import { Shape } from '../ui/glyphs.tsx'
import { Avatar, namesInWords } from '../ui/person.tsx'
import { Empty } from '../ui/states.tsx'
import { cityOf } from '../ui/zone.ts'
import { finalSpans, placeOf, type Shifts, type Span, type Window } from './timeline-plan.ts'

export function ShiftTable(props: {
  readonly data: Shifts
  readonly window: Window
  readonly zone: string
  readonly now: number
}) {
  const { data, window, zone, now } = props
  const spans = finalSpans(data).filter((span) => placeOf(span, window) !== null)
  if (spans.length === 0) return <Empty title="No shifts in this span." />
  return (
    <div className="card table-scroll">
      <table className="table shift-table">
        <caption className="hidden-visually">Final schedule, times in {cityOf(zone)}</caption>
        <thead>
          <tr>
            <th scope="col">On call</th>
            <th scope="col">From ({cityOf(zone)})</th>
            <th scope="col">Until</th>
            <th scope="col">Length</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <tr
              key={span.kind + span.startsAt}
              className={span.startsAt <= now && span.endsAt > now ? 'current' : undefined}
            >
              <td>
                <Who span={span} />
              </td>
              <td className="nowrap">{shortTime(span.startsAt, now, zone)}</td>
              <td className="nowrap" data-label="until">
                {shortTime(span.endsAt, now, zone)}
              </td>
              <td className="nowrap">{lengthInWords(span.endsAt - span.startsAt)}</td>
              <td className="muted">{whyInWords(span, data.overrides)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Who({ span }: { readonly span: Span }) {
  if (span.kind === 'gap') {
    return (
      <span className="row strong">
        <Shape name="triangle" /> No one
      </span>
    )
  }
  return (
    <span className="row">
      {span.shift.users.slice(0, 2).map((person) => (
        <Avatar key={person.id} {...person} />
      ))}
      {span.shift.users.length === 0 ? 'Nobody, on purpose' : namesInWords(span.shift.users)}
    </span>
  )
}

export function whyInWords(span: Span, overrides: Shifts['overrides']): string {
  if (span.kind === 'gap') return 'No layer and no override names anybody'
  const { source } = span.shift
  if (source.kind === 'layer') return `Layer ${source.layer}`
  const override = overrides.find((item) => item.id === source.override)
  if (!override) return 'Override'
  return `Override by ${override.createdBy.name}${override.remove ? `, for ${override.remove.displayName}` : ''}${override.reason ? `: ${override.reason}` : ''}`
}
