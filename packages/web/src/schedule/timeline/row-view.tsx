// One row: its name, which stays at the left edge, and its track with nights, days off and bars.
// Memoised, and its tiles too: scrolling on draws the new tile and nothing else.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and points to the bar.

import { memo, useMemo } from 'react'
import { initialsOf, tintOf } from '../../ui/person.tsx'
import { cityOf } from '../../ui/zone.ts'
import { type Bar, gapInWords } from '../shifts.ts'
import { gradientOf, nightBands } from './bands.ts'
import { type BarLook, TimelineBar } from './bar.tsx'
import type { PersonRow, PlacedRow, Row, Shade } from './rows.ts'
import { barsOfTile, barsReachingIn, type Scale, xOf } from './scale.ts'
import type { Stamps } from './stamps.ts'
import { isDense, isPainted, Strip } from './strip.tsx'

const LABEL_PX = 88
const LETTER_PX = 6.4
const LABEL_GAP_PX = 10

export type RowViewProps = {
  readonly row: PlacedRow
  readonly scale: Scale
  readonly stamps: Stamps
  readonly first: number
  readonly last: number
  /** The key of its active bar. */
  readonly active: string | null
  readonly index: number
}

export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, scale, stamps, first, last, active } = props
  const labelled = useMemo(() => gapLabels(row, scale), [row, scale])
  const handoffs = useMemo(() => handoffsOf(row, scale), [row, scale])
  const look = useMemo(
    () => ({ row, scale, stamps, labelled, handoffs }),
    [row, scale, stamps, labelled, handoffs],
  )
  const tiles = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const reaching = first === 0 ? [] : barsReachingIn(row.bars, scale, first)
  return (
    <div
      role="row"
      aria-rowindex={props.index + 2}
      className={`plan-row ${row.kind}`}
      style={{ top: row.top, height: row.height }}
    >
      <RowHead row={row} />
      <div className="plan-track" role="presentation" style={{ width: scale.width }}>
        {row.person && <PersonShades person={row.person} scale={scale} />}
        {row.bars.length === 0 && <EmptyCell row={row} />}
        {reaching.map((bar) => (
          <TimelineBar key={bar.key} {...look} bar={bar} active={bar.key === active} />
        ))}
        {tiles.map((tile) => (
          <RowTile key={tile} look={look} tile={tile} active={active} />
        ))}
      </div>
    </div>
  )
})

function RowHead({ row }: { readonly row: Row }) {
  const isPerson = row.kind === 'person'
  const name = row.key.slice('person.'.length)
  return (
    <div
      role="rowheader"
      className="plan-head"
      aria-label={row.note ? `${row.title}, ${row.note}` : row.title}
    >
      {isPerson && (
        <span
          className="avatar small"
          style={{ background: tintOf(name) }}
          data-initials={initialsOf(row.title)}
          aria-hidden="true"
        />
      )}
      <span className="plan-title">{row.title}</span>
      {row.note && <span className="plan-note">{isPerson ? cityOf(row.note) : row.note}</span>}
    </div>
  )
}

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

const RowTile = memo(function RowTile(props: {
  readonly look: BarLook
  readonly tile: number
  readonly active: string | null
}) {
  const { look, tile, active } = props
  const { row, scale, stamps } = look
  const bars = useMemo(() => barsOfTile(row.bars, scale, tile), [row, scale, tile])
  const dense = isDense(bars)
  const drawn = dense ? bars.filter((bar) => !isPainted(bar, active)) : bars
  return (
    <>
      {dense && (
        <Strip
          row={row}
          bars={bars.filter((bar) => isPainted(bar, active))}
          scale={scale}
          stamps={stamps}
        />
      )}
      {drawn.map((bar) => (
        <TimelineBar key={bar.key} {...look} bar={bar} active={bar.key === active} />
      ))}
    </>
  )
})

const PersonShades = memo(function PersonShades(props: {
  readonly person: PersonRow
  readonly scale: Scale
}) {
  const { person, scale } = props
  const { timeZone, sleepHours } = person
  const nights = nightBands(scale, timeZone, sleepHours)
  return (
    <div aria-hidden="true">
      {nights.map((band) => (
        <span
          key={band.left}
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
    </div>
  )
})

function DayOff({ shade, scale }: { readonly shade: Shade; readonly scale: Scale }) {
  const left = Math.max(0, xOf(scale, shade.startsAt))
  const width = Math.min(scale.width, xOf(scale, shade.endsAt)) - left
  if (width <= 0) return null
  return (
    <span className={`plan-shade ${shade.kind}`} title={shade.words} style={{ left, width }}>
      {width > LABEL_PX ? shade.words : ''}
    </span>
  )
}

/** Where the words of gaps stand: from left to right, as long as no two touch. */
function gapLabels(row: Row, scale: Scale): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  let free = Number.NEGATIVE_INFINITY
  for (const bar of row.bars) {
    if (bar.kind !== 'gap' || bar.endsAt <= scale.startsAt || bar.startsAt >= scale.endsAt) continue
    const left = Math.max(0, xOf(scale, bar.startsAt))
    const right = Math.min(scale.width, xOf(scale, bar.endsAt))
    const half = (gapInWords(bar).length * LETTER_PX + LABEL_GAP_PX) / 2
    const middle = Math.max(half, Math.min((left + right) / 2, scale.width - half))
    if (middle - half < free) continue
    free = middle + half
    found.set(bar.key, middle)
  }
  return found
}

function handoffsOf(row: Row, scale: Scale): ReadonlySet<string> {
  if (row.kind !== 'final' || scale.span === 'year') return new Set()
  const names = (bar: Bar | undefined) => bar?.people.map((person) => person.id).join()
  return new Set(
    row.bars
      .filter((bar, index) => {
        const before = row.bars[index - 1]
        return (
          before?.endsAt === bar.startsAt &&
          before.kind === 'shift' &&
          bar.kind === 'shift' &&
          names(before) !== names(bar)
        )
      })
      .map((bar) => bar.key),
  )
}
