// The table twin of the picture: the same people with the same numbers.

import type { UserLoadView } from '@evenwatch/api'
import { amountOf, HOURS, minutesInWords } from './hours.ts'

export function LoadTable({ people }: { readonly people: readonly UserLoadView[] }) {
  return (
    <div className="card table-scroll">
      <table className="table load-table">
        <caption className="hidden-visually">
          Pages and time engaged by person, in each person’s own hours
        </caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Pages</th>
            {HOURS.map(({ hour, word }) => (
              <th scope="col" key={hour}>
                {word}
              </th>
            ))}
            <th scope="col">Engaged</th>
            <th scope="col">Nights</th>
            <th scope="col">Critical</th>
            <th scope="col">Unscheduled</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ user, work, nightsInterrupted, critical, unscheduled }) => (
            <tr key={user.id}>
              <td className="strong">{user.displayName}</td>
              <td data-label="pages">{work.pages}</td>
              {HOURS.map(({ hour, word }) => (
                <td key={hour} data-label={word} className="nowrap">
                  {amountOf(work, hour, 'pages')}{' '}
                  <span className="muted small">
                    {minutesInWords(amountOf(work, hour, 'engagedMinutes'))}
                  </span>
                </td>
              ))}
              <td data-label="engaged" className="nowrap">
                {minutesInWords(work.engagedMinutes)}
              </td>
              <td data-label="nights">{nightsInterrupted}</td>
              <td data-label="critical" className="nowrap">
                {critical.groups}{' '}
                <span className="muted small">{minutesInWords(critical.engagedMinutes)}</span>
              </td>
              <td data-label="unscheduled" className="nowrap">
                {unscheduled.pages}{' '}
                <span className="muted small">{minutesInWords(unscheduled.engagedMinutes)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
