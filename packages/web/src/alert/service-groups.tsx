// The list folded by service: in a storm the only view that a person can read.

import type { AlertGroup } from '@evenwatch/api'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { UrgencyChip } from '../ui/chip.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Time } from '../ui/time.tsx'
import { useActOnGroups } from './act-on-groups.ts'
import type { FilterChange } from './filters.ts'

type Bundle = { readonly service: AlertGroup['service']; readonly groups: readonly AlertGroup[] }

function bundle(groups: readonly AlertGroup[]): readonly Bundle[] {
  const byService = new Map<string, { service: AlertGroup['service']; groups: AlertGroup[] }>()
  for (const group of groups) {
    const found = byService.get(group.service.name)
    if (found) found.groups.push(group)
    else byService.set(group.service.name, { service: group.service, groups: [group] })
  }
  return [...byService.values()].sort((a, b) => b.groups.length - a.groups.length)
}

export function ServiceGroups(props: {
  readonly groups: readonly AlertGroup[]
  readonly storm: boolean
  readonly change: FilterChange
}) {
  const act = useActOnGroups()
  const whyNot = whyNotAllowed(useMe(), 'responder')
  const triggered = props.groups.filter((group) => group.status === 'triggered')
  return (
    <div className="stack">
      {triggered.length > 1 && (
        <div className="row wrap">
          <Button kind="primary" whyNot={whyNot} onClick={() => act('acknowledge', triggered)}>
            Acknowledge all {triggered.length}
          </Button>
          {props.storm && (
            <Button onClick={() => props.change({ by: 'none' })}>Show every alert</Button>
          )}
        </div>
      )}
      <ul className="card bundle-list" aria-label="Alerts by service">
        {bundle(props.groups).map(({ service, groups }) => {
          const open = groups.filter((group) => group.status === 'triggered')
          const urgent = groups.some((group) => group.urgency === 'high')
          const oldest = groups[0]
          return (
            <li key={service.name} className="bundle">
              <StateGlyph state={open.length > 0 ? 'triggered' : 'acknowledged'} />
              <UrgencyChip urgency={urgent ? 'high' : 'low'} />
              <div className="grow">
                <button
                  type="button"
                  className="link-btn strong"
                  onClick={() => props.change({ service: service.name, by: 'none' })}
                >
                  {service.displayName}
                </button>
                <p className="small muted cut">
                  {groups.length} {groups.length === 1 ? 'alert' : 'alerts'}, {open.length}{' '}
                  triggered · such as {oldest?.title}
                </p>
              </div>
              {oldest && (
                <span className="muted nowrap">
                  oldest <Time at={oldest.openedAt} as="age" inert />
                </span>
              )}
              {open.length > 0 && (
                <Button size="small" whyNot={whyNot} onClick={() => act('acknowledge', open)}>
                  Acknowledge {open.length}
                  <span className="hidden-visually"> of {service.displayName}</span>
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
