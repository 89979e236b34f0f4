// An instant: relative and absolute, and on demand in my zone, the object's zone, UTC and ISO.

import { createContext, useContext } from 'react'
import { Dropdown } from './dropdown.tsx'
import {
  countdownInWords,
  lengthInWords,
  longTime,
  relativeInWords,
  shortTime,
} from './format-time.ts'
import { useNow } from './now.ts'
import { cityOf, localZone } from './zone.ts'

/** The zone that people asked times to be shown in. */
export const DisplayZone = createContext(localZone())

type TimeProps = {
  readonly at: string
  /** relative: `4 m ago`; age: `4 m`; short: `Mon 09:00`; clock: `09:00:12`; both: `Mon 09:00 (in 2 d)`. */
  readonly as?: 'relative' | 'age' | 'short' | 'clock' | 'both'
  /** The schedule's own zone, where it has one. */
  readonly zone?: string | undefined
  /** Inside a row that is itself a control there may be no second one: text with a title. */
  readonly inert?: boolean
}

export function Time({ at, as = 'relative', zone, inert = false }: TimeProps) {
  const display = useContext(DisplayZone)
  const instant = Date.parse(at)
  const now = useNow()
  // Two zones side by side are told apart; one's own needs no name.
  const elsewhere = zone !== undefined && zone !== display ? ` ${cityOf(zone)}` : ''
  const text = {
    relative: () => relativeInWords(instant, now),
    age: () => lengthInWords(now - instant),
    short: () => shortTime(instant, now, zone ?? display) + elsewhere,
    clock: () => longTime(instant, zone ?? display).slice(-8) + elsewhere,
    both: () =>
      `${shortTime(instant, now, zone ?? display)}${elsewhere} (${relativeInWords(instant, now)})`,
  }[as]()
  const title = `${longTime(instant, display)} ${cityOf(display)}`
  if (inert) {
    return (
      <time dateTime={at} title={title} className="nowrap">
        {text}
      </time>
    )
  }
  return (
    <Dropdown
      kind="dialog"
      label="The instant in several zones"
      trigger={(trigger) => (
        <button type="button" className="time" title={title} {...trigger}>
          <time dateTime={at}>{text}</time>
        </button>
      )}
    >
      {() => <TimeCard instant={instant} zone={zone} />}
    </Dropdown>
  )
}

function TimeCard({
  instant,
  zone,
}: {
  readonly instant: number
  readonly zone: string | undefined
}) {
  const display = useContext(DisplayZone)
  const iso = new Date(instant).toISOString()
  return (
    <>
      <dl className="time-card">
        <dt>{cityOf(display)}</dt>
        <dd>{longTime(instant, display)}</dd>
        {zone !== undefined && zone !== display && (
          <>
            <dt>{cityOf(zone)}</dt>
            <dd>{longTime(instant, zone)}</dd>
          </>
        )}
        <dt>UTC</dt>
        <dd>{longTime(instant, 'UTC')}</dd>
        <dt>ISO</dt>
        <dd className="mono">{iso}</dd>
      </dl>
      <button
        type="button"
        className="btn small"
        style={{ marginTop: 10 }}
        onClick={() => void navigator.clipboard?.writeText(iso)}
      >
        Copy ISO
      </button>
    </>
  )
}

/** Counts down to an instant; at zero it says what is awaited instead of running negative. */
export function Countdown({ until }: { readonly until: string }) {
  const left = Date.parse(until) - useNow()
  return <span className="countdown">{left <= 0 ? 'now' : countdownInWords(left)}</span>
}
