// How one row is drawn at one scale, computed once per range: which shifts are too short to be read
// and are painted together, which are elements of their own, where words of gaps and handoffs stand.

import { type Bar, gapInWords } from '../shifts.ts'
import { hasWords, type Row, type Shade } from './rows.ts'
import { pxPerMs, type Scale, xOf } from './scale.ts'

/** Narrower than this, and a bar could not even print initials. */
export const READABLE_PX = 25
const LETTER_PX = 6.4
const LABEL_GAP_PX = 10
const SMALL_LETTER_PX = 5.6
/** So few short ones are elements all the same, with corners of their own. */
const WHOLE_SHORT_MAX = 40
/** Shifts painted as one element: enough to be few, few enough to be painted at once. */
const STRIP_MAX = 64
/** A row with more bars of their own is drawn tile by tile; one with fewer as a whole, once. */
const WHOLE_MAX = 120

export type RowLayout = {
  readonly row: Row
  readonly scale: Scale
  readonly painted: readonly Bar[]
  /** The same in strips. */
  readonly strips: readonly (readonly Bar[])[]
  readonly drawn: readonly Bar[]
  readonly tiled: boolean
  /** Gaps with room for their words beneath, and where those stand. */
  readonly labels: ReadonlyMap<string, number>
  /** Why the person of the row is away, in words where they find room. */
  readonly away: readonly AwayLabel[]
  /** Shifts that take over from somebody else. */
  readonly handoffs: ReadonlySet<string>
}

export function layoutOf(row: Row, scale: Scale): RowLayout {
  const perMs = pxPerMs(scale)
  const inside = row.bars.filter(
    (bar) => bar.endsAt > scale.startsAt && bar.startsAt < scale.endsAt,
  )
  const isShort = (bar: Bar) =>
    bar.kind === 'shift' &&
    bar.lane === 0 &&
    bar.override === null &&
    bar.people.length > 0 &&
    (bar.endsAt - bar.startsAt) * perMs < READABLE_PX
  const short = inside.filter(isShort)
  const painted = scale.span === 'year' || short.length > WHOLE_SHORT_MAX ? short : []
  const drawn = painted.length === 0 ? inside : inside.filter((bar) => !isShort(bar))
  return {
    row,
    scale,
    painted,
    strips: inStrips(painted),
    drawn,
    tiled: drawn.length > WHOLE_MAX,
    labels: gapLabels(drawn, scale),
    away: row.person ? awayLabels(row.person.shades, scale) : [],
    handoffs: row.kind === 'final' && scale.span !== 'year' ? handoffsOf(row.bars) : new Set(),
  }
}

function inStrips(bars: readonly Bar[]): readonly (readonly Bar[])[] {
  const count = Math.ceil(bars.length / STRIP_MAX)
  return Array.from({ length: count }, (_, index) =>
    bars.slice(index * STRIP_MAX, (index + 1) * STRIP_MAX),
  )
}

/** From left to right, as long as no two touch. */
function gapLabels(bars: readonly Bar[], scale: Scale): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  let free = Number.NEGATIVE_INFINITY
  for (const bar of bars) {
    if (bar.kind !== 'gap') continue
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

export type AwayLabel = { readonly left: number; readonly shade: Shade }

/** From left to right, as long as no two touch; absences first, because they are in nobody's diary. */
function awayLabels(shades: readonly Shade[], scale: Scale): readonly AwayLabel[] {
  const taken: { readonly left: number; readonly right: number }[] = []
  const said = shades.filter((shade) => hasWords([shade], scale))
  const rank = (shade: Shade) => Number(shade.kind === 'holiday')
  const sorted = [...said].sort((a, b) => rank(a) - rank(b) || a.startsAt - b.startsAt)
  return sorted.flatMap((shade) => {
    const width = shade.words.length * SMALL_LETTER_PX + LABEL_GAP_PX
    const left = Math.max(0, Math.min(xOf(scale, shade.startsAt), scale.width - width))
    if (taken.some((one) => left < one.right && left + width > one.left)) return []
    taken.push({ left, right: left + width })
    return [{ left, shade }]
  })
}

function handoffsOf(bars: readonly Bar[]): ReadonlySet<string> {
  const names = (bar: Bar | undefined) =>
    bar && [...bar.people, ...bar.policies].map(({ id }) => id).join()
  const found = bars.filter((bar, index) => {
    const before = bars[index - 1]
    const meets = before?.kind === 'shift' && bar.kind === 'shift' && before.endsAt === bar.startsAt
    return meets && names(before) !== names(bar)
  })
  return new Set(found.map((bar) => bar.key))
}
