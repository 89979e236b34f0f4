// “Who was on call at …”: a slider over the range, answered from the spans that are on the screen.

import { clockTime } from '../ui/format-time.ts'
import { cityOf, formatOf } from '../ui/zone.ts'
import type { Window } from './schedule-search.ts'
import { barAt, finalBars, ROLE_WORDS, type RoleShifts } from './shifts.ts'

const STEP_MS = 15 * 60_000

export function WhoAt(props: {
  readonly roles: readonly RoleShifts[]
  readonly window: Window
  readonly zone: string
  readonly now: number
  readonly at: number | null
  readonly onAt: (at: number | null, done: boolean) => void
}) {
  const { roles, window, zone, now, onAt } = props
  const inside = now >= window.startsAt && now < window.endsAt
  const at = props.at ?? (inside ? now : window.startsAt)
  const day = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)
  const words = `${day.replace(/,/g, '')} ${clockTime(at, zone)}`
  const answer = roles
    .map((data) => {
      const bar = barAt(finalBars(data), at)
      const who = bar && bar.kind !== 'gap' ? bar.words : 'no one'
      return roles.length > 1 ? `${ROLE_WORDS[data.role].toLowerCase()} ${who}` : who
    })
    .join(', ')
  const said = `${words} ${cityOf(zone)}: ${answer}`
  return (
    <div className="who-at">
      <label htmlFor="who-at" className="small muted">
        On call at
      </label>
      <input
        id="who-at"
        type="range"
        min={window.startsAt}
        max={window.endsAt - STEP_MS}
        step={STEP_MS}
        value={Math.max(window.startsAt, Math.min(at, window.endsAt - STEP_MS))}
        aria-valuetext={said}
        onChange={(event) => onAt(Number(event.currentTarget.value), false)}
        onPointerUp={(event) => onAt(Number(event.currentTarget.value), true)}
        onKeyUp={(event) => onAt(Number(event.currentTarget.value), true)}
      />
      <output htmlFor="who-at" className="who-answer">
        <strong>{words}</strong> <span className="muted">{cityOf(zone)}</span> {answer}
      </output>
      {props.at !== null && (
        <button type="button" className="btn small quiet" onClick={() => onAt(null, true)}>
          Now
        </button>
      )}
    </div>
  )
}
