// Step 6: where alerts come from: an address with a real key, and a live wait for the first event.

import {
  addIntegration,
  createService,
  INTEGRATION_TYPES,
  listAlertGroups,
  listEscalationPolicies,
  listServices,
  listTeams,
  type ServiceView,
} from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { IntegrationCard } from '../../catalog/integration-card.tsx'
import { type IntegrationType, TYPE_WORDS } from '../../catalog/snippets.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Shape } from '../../ui/glyphs.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { Notice } from '../../ui/states.tsx'
import { call } from '../client.ts'
import { paths } from '../paths.ts'
import { useRead } from '../query.ts'
import { useChange } from '../use-change.ts'
import type { StepProps } from './step-props.ts'

const LISTEN_EVERY_MS = 3_000

export function AlertsStep({ onDone }: StepProps) {
  const services =
    useRead(listServices, { query: { limit: 200 } }, { everyMs: LISTEN_EVERY_MS }).data?.items ?? []
  const service = services.find((item) => item.integrations.length > 0)
  if (!service) return <NewSource />
  return (
    <div className="stack">
      {service.integrations.slice(0, 1).map((integration) => (
        <IntegrationCard
          key={integration.id}
          service={service.name}
          integration={integration}
          whyNot={undefined}
        />
      ))}
      <Listening service={service} />
      <div>
        <Button kind="primary" onClick={onDone}>
          Continue
        </Button>
      </div>
    </div>
  )
}

function Listening({ service }: { readonly service: ServiceView }) {
  const groups = useRead(
    listAlertGroups,
    { query: { service: service.name, status: 'triggered,acknowledged,resolved', limit: 50 } },
    { everyMs: LISTEN_EVERY_MS },
  ).data?.items
  const real = groups?.filter((group) => !group.isTest) ?? []
  const seen =
    service.integrations.some((item) => item.keys.some((key) => key.lastEventAt !== null)) ||
    real.length > 0
  const [first] = real
  return (
    <p className="listening" role="status">
      <span className={seen ? 'step-mark state-glyph resolved' : 'step-mark faint'}>
        <Shape name={seen ? 'check' : 'ring'} size={12} />
      </span>
      {seen ? (
        <span>
          Received, looks right.{' '}
          {first && <Link to={paths.alert(first.number)}>{first.title}</Link>}
        </span>
      ) : (
        'Listening… paste the snippet into a shell or your sender.'
      )}
    </p>
  )
}

function NewSource() {
  const change = useChange()
  const [team] = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const [policy] = useRead(listEscalationPolicies, { query: { limit: 200 } }).data?.items ?? []
  const [service] = useRead(listServices, { query: { limit: 200 } }).data?.items ?? []
  const [displayName, setDisplayName] = useState('')
  const [type, setType] = useState<IntegrationType>('events')
  const whyNot = !team
    ? 'Create a team first.'
    : !policy
      ? 'Create an escalation policy first.'
      : nameFrom(displayName) === '' && !service
        ? 'Name the service first.'
        : undefined
  const create = () =>
    change.run(async () => {
      if (!team || !policy) return
      let name = service?.name
      if (name === undefined) {
        const body = {
          name: nameFrom(displayName),
          displayName: displayName.trim(),
          spec: { team: team.name, escalationPolicy: policy.name },
        }
        name = (await call(createService, { body })).name
      }
      await call(addIntegration, { params: { service: name }, body: { name: type, type } })
    }, [listServices])
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (whyNot === undefined) void create()
      }}
    >
      <div className="side-by-side">
        {service ? (
          <p>
            For the service <strong>{service.displayName}</strong>.
          </p>
        ) : (
          <TextField
            label="Name of the service"
            description="What the alerts are about."
            placeholder="Checkout API"
            required
            value={displayName}
            error={change.fields.name}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
        )}
        <SelectField
          label="Alerts come from"
          description="Others can be added later."
          value={type}
          data={INTEGRATION_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
          onChange={(event) =>
            setType(INTEGRATION_TYPES.find((item) => item === event.currentTarget.value) ?? type)
          }
        />
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div>
        <Button kind="primary" type="submit" busy={change.busy} whyNot={whyNot}>
          Create address
        </Button>
      </div>
    </form>
  )
}
