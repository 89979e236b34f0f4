// One service: how its alerts are handled, and its integrations with everything a sender needs.

import { getService, type ServiceView } from '@evenwatch/api'
import { Link, useParams } from '@tanstack/react-router'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed, whyNotLead } from '../app/session.ts'
import { Notice } from '../ui/states.tsx'
import { AddIntegration } from './add-integration.tsx'
import { FireTestButton } from './fire-test-button.tsx'
import { IntegrationCard } from './integration-card.tsx'

export function ServicePage() {
  const { service: name = '' } = useParams({ strict: false })
  const read = useRead(getService, { params: { service: String(name) } })
  return (
    <div className="page narrow">
      <p className="small crumbs">
        <Link to={paths.services()}>Services</Link> <span className="faint">/ {name}</span>
      </p>
      <Reading of={read} what="The service" lines={6} asPage>
        {(service) => <ServiceBody service={service} />}
      </Reading>
    </div>
  )
}

function ServiceBody({ service }: { readonly service: ServiceView }) {
  const me = useMe()
  const { spec } = service
  const whyNotEdit = service.managedBy
    ? `It is managed by files (${service.managedBy}); change it there.`
    : whyNotLead(me, spec.team)
  return (
    <div className="stack loose">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1 className="grow">{service.displayName}</h1>
        <LinkButton to={paths.whatIf()} search={{ for: `service:${service.name}` }}>
          What would happen if…
        </LinkButton>
        <FireTestButton service={service.name} whyNot={whyNotAllowed(me, 'responder')} />
      </div>
      <section className="card" aria-label="How its alerts are handled">
        <dl className="card-body facts" style={{ paddingTop: 20 }}>
          <dt>Team</dt>
          <dd>{spec.team}</dd>
          <dt>Escalation policy</dt>
          <dd>
            {typeof spec.escalationPolicy === 'string'
              ? spec.escalationPolicy
              : spec.escalationPolicy
                  .map((item) => `${item.policy}${item.if ? ` if ${item.if}` : ''}`)
                  .join(', else ')}
          </dd>
          <dt>Grouping</dt>
          <dd>
            {spec.grouping
              ? `by ${spec.grouping.by.join(', ')} within ${spec.grouping.window}`
              : 'each alert by itself'}
          </dd>
          <dt>Acknowledgement</dt>
          <dd>
            {spec.acknowledgementLapses
              ? `lapses after ${spec.acknowledgementLapses}`
              : 'holds until resolved'}
          </dd>
          {spec.runbook && (
            <>
              <dt>Runbook</dt>
              <dd>
                <a href={spec.runbook} target="_blank" rel="noreferrer">
                  {spec.runbook}
                </a>
              </dd>
            </>
          )}
          <dt>Open alerts</dt>
          <dd>
            <Link to={paths.alerts()} search={{ service: service.name, scope: 'all' }}>
              Show
            </Link>
          </dd>
        </dl>
      </section>
      <section className="stack" aria-labelledby="integrations-heading">
        <h2 id="integrations-heading">Integrations</h2>
        {service.managedBy && <Notice>{whyNotEdit}</Notice>}
        {service.integrations.length === 0 && (
          <p className="muted">Nothing can send alerts to this service yet.</p>
        )}
        {service.integrations.map((integration) => (
          <IntegrationCard
            key={integration.id}
            service={service.name}
            integration={integration}
            whyNot={whyNotEdit}
          />
        ))}
        <AddIntegration service={service.name} whyNot={whyNotEdit} />
      </section>
    </div>
  )
}
