// The question: what it happens to, how severe, when, and whether somebody answers. Every field is in
// the address; fields that are typed into keep a draft until it can be read.

import {
  listEscalationPolicies,
  listSchedules,
  listServices,
  listTeams,
  listUsers,
} from '@evenwatch/api'
import { parseDuration, SEVERITIES } from '@evenwatch/core'
import { useState } from 'react'
import { useRead } from '../app/query.ts'
import { SelectField, TextField } from '../ui/fields.tsx'
import { cityOf } from '../ui/zone.ts'
import { ZoneField } from '../ui/zone-field.tsx'
import { MomentChoice } from './moment-choice.tsx'
import type { WhatIfSearch } from './what-if-search.ts'

export type WhatIfChange = (
  next: {
    readonly [K in keyof WhatIfSearch]: WhatIfSearch[K] | undefined
  },
) => void

export function WhatIfForm(props: {
  readonly search: WhatIfSearch
  readonly zone: string
  readonly change: WhatIfChange
}) {
  const { search, zone, change } = props
  const groups = useTargets()
  const isService = search.for === undefined || search.for.startsWith('service:')
  return (
    <form className="card wi-form" aria-label="The question" onSubmit={(e) => e.preventDefault()}>
      <SelectField
        label="It happens to"
        value={search.for ?? ''}
        onChange={(event) => change({ for: event.currentTarget.value || undefined })}
        data={[{ value: '', label: 'Choose…' }, ...groups]}
      />
      {isService ? (
        <SelectField
          label="Severity"
          value={search.severity ?? 'critical'}
          onChange={(event) =>
            change({ severity: SEVERITIES.find((one) => one === event.currentTarget.value) })
          }
          data={SEVERITIES.map((severity) => ({ value: severity, label: severity }))}
        />
      ) : (
        <SelectField
          label="Urgency"
          value={search.urgency ?? 'high'}
          onChange={(event) =>
            change({ urgency: event.currentTarget.value === 'low' ? 'low' : undefined })
          }
          data={[
            { value: 'high', label: 'high' },
            { value: 'low', label: 'low' },
          ]}
        />
      )}
      <DraftField
        label="Labels"
        placeholder="env=prod, region=eu-1"
        value={search.labels ?? ''}
        read={(text) => text}
        onChange={(labels) => change({ labels })}
      />
      <DraftField
        label="Acknowledged after"
        placeholder="nobody answers"
        value={search.ack ?? ''}
        read={(text) => (parseDuration(text) === null ? null : text)}
        error="A length such as 7m or 1h30m; empty: nobody answers."
        onChange={(ack) => change({ ack })}
      />
      <MomentChoice at={search.at} zone={zone} onChange={(at) => change({ at })} />
      <ZoneField
        label={`Zone of all times: ${cityOf(zone)}`}
        value={zone}
        onChange={(next) => change({ in: next })}
      />
    </form>
  )
}

/** A field whose text goes into the address when it is left, or on Enter, if it can be read. */
function DraftField(props: {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly read: (text: string) => string | null
  readonly error?: string
  readonly onChange: (text: string | undefined) => void
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? props.value
  const isRight = shown.trim() === '' || props.read(shown.trim()) !== null
  const keep = () => {
    const next = shown.trim()
    if (!isRight) return
    setDraft(null)
    if (next !== props.value) props.onChange(next === '' ? undefined : next)
  }
  return (
    <TextField
      label={props.label}
      placeholder={props.placeholder}
      autoComplete="off"
      spellCheck={false}
      value={shown}
      error={isRight ? undefined : props.error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  )
}

function useTargets() {
  const query = { query: { limit: 200 } }
  const named = (
    kind: string,
    items: readonly { readonly name: string; readonly displayName: string }[] = [],
  ) => items.map((item) => ({ value: `${kind}:${item.name}`, label: item.displayName }))
  const services = useRead(listServices, query).data?.items
  const policies = useRead(listEscalationPolicies, query).data?.items
  const schedules = useRead(listSchedules, query).data?.items
  const teams = useRead(listTeams, query).data?.items
  const users = useRead(listUsers, query).data?.items
  return [
    { group: 'An alert of a service', items: named('service', services) },
    { group: 'An escalation policy starts', items: named('policy', policies) },
    { group: 'A schedule is paged by hand', items: named('schedule', schedules) },
    { group: 'A team is paged by hand', items: named('team', teams) },
    { group: 'A person is paged by hand', items: named('user', users) },
  ].filter((group) => group.items.length > 0)
}
