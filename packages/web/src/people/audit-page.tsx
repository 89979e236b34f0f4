// Every change and failed sign-in, newest first.

import { listAudit } from '@evenwatch/api'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { SettingsTabs } from '../app/settings-tabs.tsx'
import { Empty, Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'

export function AuditPage() {
  const whyNot = whyNotAllowed(useMe(), 'admin')
  const read = useRead(listAudit, { query: { limit: 100 } }, { enabled: whyNot === undefined })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Audit log</h1>
        <p className="lead">Every change and failed sign-in, newest first.</p>
      </div>
      <SettingsTabs />
      {whyNot ? (
        <Notice>{whyNot}</Notice>
      ) : (
        <Reading of={read} what="The audit log" rows>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="Nothing has been changed yet." />
            ) : (
              <div className="card table-scroll">
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">What</th>
                      <th scope="col">Who</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((entry) => (
                      <tr key={entry.id}>
                        <td>
                          <Time at={entry.at} as="both" />
                        </td>
                        <td>
                          {entry.text}
                          {entry.reason && <span className="muted said"> “{entry.reason}”</span>}
                        </td>
                        <td className="nowrap">{entry.actor.name}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Reading>
      )}
    </div>
  )
}
