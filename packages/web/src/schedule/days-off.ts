// Who of a schedule's people is away in a span, and why: the same absences and holidays that the
// timeline shades, for the views that are read line by line.

import type { Window } from './schedule-search.ts'
import type { Bar } from './shifts.ts'
import type { Row, Shade } from './timeline/rows.ts'

export type DayOff = Shade & { readonly name: string; readonly displayName: string }

/** In the order of time. */
export function daysOffIn(rows: readonly Row[], window: Window): readonly DayOff[] {
  return rows
    .flatMap((row) => {
      const name = row.key.slice('person.'.length)
      return (row.person?.shades ?? []).map((shade) => ({ ...shade, name, displayName: row.title }))
    })
    .filter((one) => one.endsAt > window.startsAt && one.startsAt < window.endsAt)
    .sort((a, b) => a.startsAt - b.startsAt || a.displayName.localeCompare(b.displayName))
}

/** “Chen Wei is away (vacation)”: of those on call, who is not there for a part of it. */
export function awayDuring(bar: Bar, daysOff: readonly DayOff[]): readonly string[] {
  return daysOff
    .filter(({ kind, name, startsAt, endsAt }) => {
      const meets = startsAt < bar.endsAt && endsAt > bar.startsAt
      return kind === 'absence' && meets && bar.people.some((person) => person.name === name)
    })
    .map(({ displayName, words }) => `${displayName} is away (${words.toLowerCase()})`)
}

/** “Chen Wei (vacation), Ana Soto (Christmas Day)”. */
export function daysOffInWords(daysOff: readonly DayOff[]): string {
  const words = daysOff.map(({ displayName, words: why, kind }) => {
    return `${displayName} (${kind === 'absence' ? why.toLowerCase() : why})`
  })
  return [...new Set(words)].join(', ')
}
