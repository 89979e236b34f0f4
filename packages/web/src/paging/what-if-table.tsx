// The table twin of the track: one row for each person and message, with the same words.

import type { WhatIfView } from '@evenwatch/api'
import { shortTime } from '../ui/format-time.ts'
import { cityOf } from '../ui/zone.ts'
import { markOf } from './what-if-track.tsx'

export function WhatIfTable({ told, zone }: { readonly told: WhatIfView; readonly zone: string }) {
  const asked = Date.parse(told.at)
  const rows = told.entries.flatMap((entry) => {
    const head = { after: markOf(entry.afterMs), at: entry.at, words: entry.words }
    const gaps = entry.gaps.map((gap) => `No one in ${gap.schedule.displayName}`)
    const notes = [...gaps, ...entry.unreachable]
    if (entry.people.length === 0) return [{ ...head, who: '', why: notes.join(' '), how: '' }]
    return entry.people.map((person) => ({
      ...head,
      who: person.user.displayName,
      why: [...person.reasons, ...notes].join('; '),
      how: person.messages.map(({ method, words }) => `${method} ${words}`).join(', '),
    }))
  })
  return (
    <div className="card table-scroll">
      <table className="table">
        <caption className="hidden-visually">What would happen, times in {cityOf(zone)}</caption>
        <thead>
          <tr>
            <th scope="col">After</th>
            <th scope="col">At ({cityOf(zone)})</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">Why</th>
            <th scope="col">How</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td className="nowrap strong">{row.after}</td>
              <td className="nowrap">{shortTime(Date.parse(row.at), asked, zone)}</td>
              <td>{row.words}</td>
              <td data-label="who">{row.who || '–'}</td>
              <td className="muted">{row.why || '–'}</td>
              <td data-label="how">{row.how || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
