// One row: its track with nights, days off and bars. Memoised, and its tiles too: scrolling on draws
// the new tile of a long row and nothing else.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and points to the bar.

import { memo, useMemo } from 'react'
import { initialsOf, tintOf } from '../../ui/person.tsx'
import { cityOf } from '../../ui/zone.ts'
import type { Bar } from '../shifts.ts'
import { gradientOf, nightBands } from './bands.ts'
import { TimelineBar } from './bar.tsx'
import type { RowLayout } from './row-layout.ts'
import { AWAY_PX, type PersonRow, type PlacedRow, type Row, type Shade } from './rows.ts'
import { barsOfTile, barsReachingIn, type Scale, xOf } from './scale.ts'
import type { Stamps } from './stamps.ts'
import { Strip } from './strip.tsx'

/** Absences of one person that a row's name says. */
const SAID_MAX = 4

export type RowViewProps = {
  readonly row: PlacedRow
  readonly layout: RowLayout
  readonly stamps: Stamps
  /** Tiles to draw; of no meaning for a row that is drawn as a whole. */
  readonly first: number
  readonly last: number
  /** The key of its active bar. */
  readonly active: string | null
  readonly index: number
}

export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, layout, stamps, active } = props
  const { scale } = layout
  return (
    <div
      role="row"
      aria-rowindex={props.index + 2}
      className={`plan-row ${row.kind}`}
      style={{ top: row.top, height: row.height }}
    >
      <span role="rowheader" className="hidden-visually">
        {[row.title, row.note, ...daysOffInWords(row, stamps)].filter(Boolean).join(', ')}
      </span>
      <div className="plan-track" role="presentation" style={{ width: scale.width }}>
        {row.person && <PersonShades person={row.person} scale={scale} />}
        {layout.painted.length + layout.drawn.length === 0 && <EmptyCell row={row} />}
        {layout.strips.map((bars) => (
          <Strip key={bars[0]?.key} row={row} bars={bars} scale={scale} stamps={stamps} />
        ))}
        {layout.tiled ? (
          <Tiles {...props} />
        ) : (
          <Bars layout={layout} bars={layout.drawn} stamps={stamps} active={active} />
        )}
        <Lifted layout={layout} stamps={stamps} active={active} />
        {layout.away.map(({ left, shade }) => (
          <span
            key={`${shade.kind}${shade.startsAt}`}
            aria-hidden="true"
            className={`plan-away ${shade.kind}`}
            style={{ left, height: AWAY_PX }}
          >
            {shade.words}
          </span>
        ))}
      </div>
    </div>
  )
})

function Tiles({ layout, stamps, first, last, active }: RowViewProps) {
  const reaching = first === 0 ? [] : barsReachingIn(layout.drawn, layout.scale, first)
  const tiles = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return (
    <>
      {reaching.map((bar) => (
        <TimelineBar key={bar.key} {...{ layout, stamps, bar }} active={bar.key === active} />
      ))}
      {tiles.map((tile) => (
        <RowTile key={tile} layout={layout} stamps={stamps} tile={tile} active={active} />
      ))}
    </>
  )
}

type BarsProps = {
  readonly layout: RowLayout
  readonly stamps: Stamps
  readonly active: string | null
}

const RowTile = memo(function RowTile(props: BarsProps & { readonly tile: number }) {
  const { layout, tile } = props
  const bars = useMemo(() => barsOfTile(layout.drawn, layout.scale, tile), [layout, tile])
  return <Bars {...props} bars={bars} />
})

function Bars({ layout, bars, stamps, active }: BarsProps & { readonly bars: readonly Bar[] }) {
  return bars.map((bar) => (
    <TimelineBar key={bar.key} {...{ layout, stamps, bar }} active={bar.key === active} />
  ))
}

/** A painted shift that is active becomes an element, to be outlined and read. */
function Lifted({ layout, stamps, active }: BarsProps) {
  const bar = active === null ? undefined : layout.painted.find((one) => one.key === active)
  return bar && <TimelineBar {...{ layout, stamps, bar }} active />
}

/** What stands at the left edge: one element for all rows, because each that sticks is a layer of its
own to the browser. The names are in the rows, too, for ears. */
export const RowHeads = memo(function RowHeads({ rows }: { readonly rows: readonly PlacedRow[] }) {
  return (
    <div className="plan-heads" aria-hidden="true">
      {rows.map((row) => (
        <div
          key={row.key}
          className={`plan-head ${row.kind}`}
          style={{ top: row.top, height: row.height }}
          title={row.note ? `${row.title}, ${row.note}` : undefined}
        >
          {row.kind === 'person' && (
            <span
              className="avatar small"
              style={{ background: tintOf(row.key.slice('person.'.length)) }}
              data-initials={initialsOf(row.title)}
            />
          )}
          <span className="plan-title">{row.title}</span>
          {row.note && (
            <span className="plan-note">{row.kind === 'person' ? cityOf(row.note) : row.note}</span>
          )}
        </div>
      ))}
    </div>
  )
})

function EmptyCell({ row }: { readonly row: Row }) {
  if (row.kind === 'role' || row.kind === 'people') {
    return <div role="gridcell" className="plan-none" />
  }
  return (
    <div role="gridcell" className="plan-none faint">
      {row.kind === 'person' ? 'Not on call' : 'None'}
    </div>
  )
}

const PersonShades = memo(function PersonShades(props: {
  readonly person: PersonRow
  readonly scale: Scale
}) {
  const { person, scale } = props
  const { timeZone, sleepHours } = person
  return (
    <>
      {nightBands(scale, timeZone, sleepHours).map((band) => (
        <span
          key={band.left}
          aria-hidden="true"
          className="plan-shade"
          style={{
            left: band.left,
            width: band.width,
            backgroundImage: gradientOf(band, 'var(--plan-night)'),
          }}
        />
      ))}
      {person.shades.map((shade) => (
        <DayOff key={`${shade.kind}${shade.startsAt}`} shade={shade} scale={scale} />
      ))}
    </>
  )
})

function DayOff({ shade, scale }: { readonly shade: Shade; readonly scale: Scale }) {
  const left = Math.max(0, xOf(scale, shade.startsAt))
  const width = Math.min(scale.width, xOf(scale, shade.endsAt)) - left
  if (width <= 0) return null
  return (
    <span
      aria-hidden="true"
      className={`plan-shade ${shade.kind}`}
      title={shade.words}
      style={{ left, width }}
    />
  )
}

/** For ears; what is public in a country is in everybody's diary and would be too much. */
function daysOffInWords({ person }: Row, stamps: Stamps): readonly string[] {
  const away = person?.shades.filter((shade) => shade.kind === 'absence') ?? []
  return away.slice(0, SAID_MAX).map(({ words, startsAt, endsAt }) => {
    return `${words.toLowerCase()} ${stamps.full(startsAt)} to ${stamps.full(endsAt)}`
  })
}
