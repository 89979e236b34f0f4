// From instants to pixels and back, and the tiles in which bars are drawn. A bar belongs to the tile
// in which it starts, so that scrolling on adds one tile and leaves the others as they are.

import type { SpanName, Window } from '../schedule-search.ts'
import type { Bar } from '../shifts.ts'

export const TILE_PX = 256
/** Drawn beyond what is seen, on each side. */
export const OVERSCAN_PX = 512
/** Whole pixels, so that the lines of days stay sharp. */
const YEAR_DAY_PX = 24
const DAY_PX_MIN = 26
const DAY_MS = 86_400_000

export type Scale = Window & { readonly width: number; readonly span: SpanName }

/** A year in less room than this has to be scrolled after all. */
const YEAR_PX_MIN = 364

/** Fits the range into the room there is; `isWide`: a year day by day, as long as that is. */
export function scaleOf(window: Window, span: SpanName, room: number, isWide: boolean): Scale {
  const days = Math.round((window.endsAt - window.startsAt) / DAY_MS)
  const ofYear = isWide ? days * YEAR_DAY_PX : YEAR_PX_MIN
  const least = span === 'year' ? ofYear : days * DAY_PX_MIN
  return { ...window, span, width: Math.max(room, least) }
}

export const pxPerMs = ({ startsAt, endsAt, width }: Scale) => width / (endsAt - startsAt)
export const xOf = (scale: Scale, at: number) => (at - scale.startsAt) * pxPerMs(scale)
export const atX = (scale: Scale, x: number) => Math.round(scale.startsAt + x / pxPerMs(scale))

export type Tiles = { readonly first: number; readonly last: number }

/** Both ends move on together, so that a step of scrolling is drawn once. */
export function tilesIn(scale: Scale, left: number, room: number): Tiles {
  const end = Math.ceil(scale.width / TILE_PX) - 1
  const clamp = (tile: number) => Math.max(0, Math.min(end, tile))
  const beyond = OVERSCAN_PX / TILE_PX
  const at = Math.floor(left / TILE_PX)
  return { first: clamp(at - beyond), last: clamp(at + Math.ceil(room / TILE_PX) + beyond) }
}

const tileStart = (scale: Scale, tile: number) =>
  tile <= 0 ? Number.NEGATIVE_INFINITY : atX(scale, tile * TILE_PX)

/** Bars that start in the tile; the first one also holds what began before the window. */
export function barsOfTile(bars: readonly Bar[], scale: Scale, tile: number): readonly Bar[] {
  const from = tileStart(scale, tile)
  const until = Math.min(scale.endsAt, tileStart(scale, tile + 1))
  return bars.filter(
    (bar) => bar.startsAt >= from && bar.startsAt < until && bar.endsAt > scale.startsAt,
  )
}

/** Bars that start before the first tile drawn and reach into it. */
export function barsReachingIn(bars: readonly Bar[], scale: Scale, first: number): readonly Bar[] {
  const from = tileStart(scale, first)
  return bars.filter((bar) => bar.startsAt < from && bar.endsAt > from)
}
