// What the next changes of clocks do to a plan: which turn is longer or shorter, and by how much.

import { lengthInWords } from '../../ui/format-time.ts'
import type { Window } from '../schedule-search.ts'
import { type Bar, ROLE_WORDS } from '../shifts.ts'
import { stampsOf } from '../timeline/stamps.ts'
import { stretchesOf } from '../timeline/zone-days.ts'

const HOUR_MS = 3_600_000

export type ClockEffect = { readonly at: number; readonly words: string }

export function clockEffects(
  bars: readonly Bar[],
  window: Window,
  zone: string,
): readonly ClockEffect[] {
  const stretches = stretchesOf(window, zone)
  const stamps = stampsOf(window, zone)
  return stretches.slice(1).flatMap((stretch, index) => {
    const at = stretch.startsAt
    const hours = ((stretches[index]?.offsetMs ?? 0) - stretch.offsetMs) / HOUR_MS
    const day = stamps.full(at).split(' ').slice(0, 3).join(' ')
    const how = hours > 0 ? 'clocks go back' : 'clocks go forward'
    const held = bars.filter((bar) => bar.startsAt < at && bar.endsAt > at)
    if (held.length === 0) return [{ at, words: `${day}, ${how}: nobody’s turn changes.` }]
    return held.map((bar) => {
      const who =
        bar.kind === 'gap' ? 'the gap' : `${bar.words} (${ROLE_WORDS[bar.role].toLowerCase()})`
      const length = `${Math.round((bar.endsAt - bar.startsAt) / HOUR_MS)} h`
      const much = `${lengthInWords(Math.abs(hours) * HOUR_MS)} ${hours > 0 ? 'longer' : 'shorter'}`
      return { at, words: `${day}, ${how}: ${who} ${length}, ${much} than the clock says.` }
    })
  })
}
