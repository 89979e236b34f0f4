// The members of a group: shared labels once, differing ones in a table.

import type { Alert, CallOutput, listAlertsOfGroup } from '@evenwatch/api'
import type { UseQueryResult } from '@tanstack/react-query'
import { Reading } from '../app/reading.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Time } from '../ui/time.tsx'
import type { GroupDetail } from './group-detail.ts'

export function AlertsOfGroup(props: {
  readonly group: GroupDetail
  readonly alerts: UseQueryResult<CallOutput<typeof listAlertsOfGroup>>
}) {
  const { group, alerts } = props
  const shared = Object.entries(group.sharedLabels)
  return (
    <section aria-labelledby="labels-heading" className="stack">
      <h2 id="labels-heading">
        {group.alertCount === 1 ? 'Labels' : `${group.alertCount} alerts`}
      </h2>
      {shared.length > 0 && (
        <ul className="labels" aria-label="Labels that all share">
          {shared.map(([name, value]) => (
            <li className="label" key={name}>
              <b>{name}</b>={value}
            </li>
          ))}
        </ul>
      )}
      {group.alertCount > 1 && (
        <Reading of={alerts} what="The alerts of the group" rows>
          {({ items }) => <MembersTable alerts={items} differing={group.differingLabels} />}
        </Reading>
      )}
    </section>
  )
}

const COLUMNS_MAX = 5

function MembersTable(props: {
  readonly alerts: readonly Alert[]
  readonly differing: readonly string[]
}) {
  const columns = props.differing.slice(0, COLUMNS_MAX)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
    <section className="table-scroll members" aria-label="Alerts of the group" tabIndex={0}>
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col">State</th>
            {columns.length === 0 ? (
              <th scope="col">Summary</th>
            ) : (
              columns.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))
            )}
            <th scope="col">Since</th>
            <th scope="col">Events</th>
          </tr>
        </thead>
        <tbody>
          {props.alerts.map((alert) => (
            <tr key={alert.id}>
              <td>
                <StateGlyph state={alert.status} />
              </td>
              {columns.length === 0 ? (
                <td>{alert.summary}</td>
              ) : (
                columns.map((name) => (
                  <td key={name} className="mono">
                    {alert.labels[name] ?? ''}
                  </td>
                ))
              )}
              <td>
                <Time at={alert.openedAt} as="age" inert />
              </td>
              <td>{alert.eventCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
