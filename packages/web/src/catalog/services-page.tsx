// Services: what alerts are about, who owns them, and where their alerts come from.

import { listServices } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { Empty } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'

export function ServicesPage() {
  const list = useRead(listServices, { query: { limit: 200 } })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Services</h1>
        <p className="lead grow">
          What alerts are about, who owns it, and where its alerts come from.
        </p>
        <LinkButton to={paths.areas()}>Who can take what</LinkButton>
      </div>
      <Reading of={list} what="The services" rows>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty title="No service yet.">
                <LinkButton kind="primary" to={paths.firstRun()} hash="alerts">
                  Set up the first one
                </LinkButton>
              </Empty>
            </div>
          ) : (
            <div className="card table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Service</th>
                    <th scope="col">Team</th>
                    <th scope="col">Escalation policy</th>
                    <th scope="col">Alerts from</th>
                    <th scope="col">Last event</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((service) => {
                    const last = service.integrations
                      .flatMap((item) => item.keys.map((key) => key.lastEventAt))
                      .filter((at) => at !== null)
                      .sort()
                      .at(-1)
                    return (
                      <tr key={service.id}>
                        <td>
                          <Link to={paths.service(service.name)} className="strong">
                            {service.displayName}
                          </Link>
                        </td>
                        <td>{service.spec.team}</td>
                        <td>
                          {typeof service.spec.escalationPolicy === 'string'
                            ? service.spec.escalationPolicy
                            : 'by condition'}
                        </td>
                        <td>
                          {service.integrations.map((item) => item.name).join(', ') || (
                            <span className="muted">nothing yet</span>
                          )}
                        </td>
                        <td data-label="last event">
                          {last ? <Time at={last} /> : <span className="muted">never</span>}
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Reading>
    </div>
  )
}
