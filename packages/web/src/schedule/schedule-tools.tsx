// What is shown and how: back and on, range, zone, view. Everything it changes is in the address.

import { IconButton } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { formatOf } from '../ui/zone.ts'
import type { ScheduleSearch, SpanName, View, Window } from './schedule-search.ts'
import { ZoneSwitch } from './zone-switch.tsx'

const SPAN_OPTIONS: readonly { readonly value: SpanName; readonly label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'fortnight', label: '2 weeks' },
  { value: 'month', label: 'Month' },
  { value: 'year', label: 'Year' },
]
const SCALE_OPTIONS = [
  { value: 'whole', label: 'Whole year' },
  { value: 'days', label: 'By day' },
] as const
const VIEW_OPTIONS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'timeline', label: 'Timeline' },
  { value: 'calendar', label: 'Calendar' },
  { value: 'table', label: 'Table' },
]

export function ScheduleTools(props: {
  readonly search: ScheduleSearch
  readonly change: (
    next: { readonly [K in keyof ScheduleSearch]: ScheduleSearch[K] | undefined },
  ) => void
  readonly window: Window
  readonly zone: string
  readonly own: string
  readonly mine: string
  readonly narrow: boolean
  readonly view: View | 'agenda'
  readonly move: (by: 1 | -1) => void
  readonly today: () => void
}) {
  const { search, change, window, zone, narrow, view } = props
  return (
    <div className="row wrap schedule-tools">
      <span className="row" style={{ gap: 2 }}>
        <IconButton label="Earlier ([)" glyph="chevronLeft" onClick={() => props.move(-1)} />
        <button type="button" className="btn small" onClick={props.today}>
          Today
        </button>
        <IconButton label="Later (])" glyph="chevronRight" onClick={() => props.move(1)} />
      </span>
      <strong className="schedule-range">{rangeInWords(window, zone)}</strong>
      <span className="grow" />
      <ZoneSwitch
        own={props.own}
        mine={props.mine}
        zone={zone}
        onChange={(value) => change({ in: value })}
      />
      {view !== 'calendar' && (
        <Segmented
          label="Range"
          value={search.span ?? 'fortnight'}
          options={SPAN_OPTIONS}
          onChange={(value) => change({ span: value })}
        />
      )}
      <Segmented
        label="View"
        value={view === 'agenda' ? 'timeline' : view}
        options={
          narrow
            ? VIEW_OPTIONS.map((one) =>
                one.value === 'timeline' ? { ...one, label: 'Agenda' } : one,
              )
            : VIEW_OPTIONS
        }
        onChange={(value) => change({ view: value })}
      />
    </div>
  )
}

/** A year in one piece, or day by day and to be scrolled. */
export function ScaleSwitch(props: {
  readonly wide: boolean
  readonly onChange: (wide: boolean) => void
}) {
  return (
    <Segmented
      label="Scale"
      value={props.wide ? 'days' : 'whole'}
      options={SCALE_OPTIONS}
      onChange={(value) => props.onChange(value === 'days')}
    />
  )
}

export function rangeInWords({ startsAt, endsAt }: Window, zone: string): string {
  const words = (at: number, options: Intl.DateTimeFormatOptions) =>
    formatOf(zone, options).format(at)
  const long = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const last = endsAt - 1
  if (words(startsAt, long) === words(last, long)) {
    return words(startsAt, { weekday: 'long', ...long }).replace(',', '')
  }
  const sameYear = words(startsAt, { year: 'numeric' }) === words(last, { year: 'numeric' })
  const from = words(startsAt, sameYear ? { day: 'numeric', month: 'short' } : long)
  return `${from} – ${words(last, long)}`
}
