// What would happen as a vertical track: one mark for each moment, below it what happens then, who is
// paged, why, and how. Gaps are hatched and said in words.

import type { WhatIfView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { lengthInWords, shortTime } from '../ui/format-time.ts'
import { Shape } from '../ui/glyphs.tsx'
import { Person } from '../ui/person.tsx'

export type WhatIfEntry = WhatIfView['entries'][number]

/** Entries of one moment together, in the order in which they happen. */
export function momentsOf(entries: readonly WhatIfEntry[]): readonly (readonly WhatIfEntry[])[] {
  const moments = new Map<number, WhatIfEntry[]>()
  for (const entry of entries) {
    moments.set(entry.afterMs, [...(moments.get(entry.afterMs) ?? []), entry])
  }
  return [...moments.values()]
}

/** `0 m`, `+5 m`, `+1 h 05 m` */
export const markOf = (afterMs: number): string =>
  afterMs === 0 ? '0 m' : `+${lengthInWords(afterMs)}`

export function WhatIfTrack({ told, zone }: { readonly told: WhatIfView; readonly zone: string }) {
  const asked = Date.parse(told.at)
  return (
    <ol className="wi-track" aria-label="What would happen, minute by minute">
      {momentsOf(told.entries).map((entries) => {
        const [first] = entries
        if (!first) return null
        return (
          <li key={first.afterMs} className="wi-moment-row">
            <p className="wi-mark">
              <strong>{markOf(first.afterMs)}</strong>
              <time dateTime={first.at}>{shortTime(Date.parse(first.at), asked, zone)}</time>
            </p>
            <div className="wi-entries">
              {entries.map((entry, index) => (
                <Entry key={index} entry={entry} asked={asked} zone={zone} />
              ))}
            </div>
          </li>
        )
      })}
      <li className="wi-moment-row wi-end">
        <p className="wi-mark">
          <strong>End</strong>
        </p>
        <p className="strong">{told.end.words}</p>
      </li>
    </ol>
  )
}

const TONES: Partial<Record<WhatIfEntry['kind'], 'paged' | 'bad' | 'answer'>> = {
  paged: 'paged',
  'last-resort': 'paged',
  'nobody-reachable': 'bad',
  'policy-not-called': 'bad',
  'step-skipped': 'bad',
  held: 'bad',
  acknowledged: 'answer',
  resolved: 'answer',
}

function Entry(props: {
  readonly entry: WhatIfEntry
  readonly asked: number
  readonly zone: string
}) {
  const { entry } = props
  const tone = TONES[entry.kind] ?? 'quiet'
  return (
    <section className={`wi-entry ${tone}`} data-kind={entry.kind}>
      <p className="row top">
        {tone === 'bad' && <Shape name="triangle" size={13} />}
        {tone === 'answer' && <Shape name="check" size={13} />}
        <span>{entry.words}</span>
      </p>
      {entry.policyPath.length > 1 && (
        <p className="tiny muted">within {entry.policyPath.join(' → ')}</p>
      )}
      {entry.people.length > 0 && (
        <ul className="wi-people">
          {entry.people.map((person) => (
            <li key={person.user.id}>
              <Person {...person.user} />
              <span className="small muted">{person.reasons.join('; ')}</span>
              <Messages messages={person.messages} />
            </li>
          ))}
        </ul>
      )}
      {entry.gaps.map((gap) => (
        <p key={gap.schedule.name} className="wi-gap">
          <strong>No one</strong> is on call in{' '}
          <Link to={paths.schedule(gap.schedule.name)}>{gap.schedule.displayName}</Link>
          {gap.until === null
            ? ', and nobody is to come.'
            : ` until ${shortTime(Date.parse(gap.until), props.asked, props.zone)}.`}
        </p>
      ))}
      {entry.unreachable.map((words) => (
        <p key={words} className="small row top">
          <Shape name="triangle" size={12} /> {words}
        </p>
      ))}
    </section>
  )
}

function Messages(props: { readonly messages: WhatIfEntry['people'][number]['messages'] }) {
  return (
    <ul className="wi-messages">
      {props.messages.map((message) => (
        <li key={`${message.method}${message.dueAt}`} className={`chip plain ${message.state}`}>
          {message.method === message.channel
            ? message.channel
            : `${message.method} (${message.channel})`}{' '}
          {message.words}
        </li>
      ))}
    </ul>
  )
}
