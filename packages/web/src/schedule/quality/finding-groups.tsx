// Findings by kind and person: one line each, with how often, the first places, and all of them on
// demand. Every place leads to its instant in the timeline.

import type { FindingGroupView, ScheduleQualityView } from '@evenwatch/api'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { longTime } from '../../ui/format-time.ts'
import { Empty } from '../../ui/states.tsx'
import { cityOf, formatOf } from '../../ui/zone.ts'

/** Places that a group shows at first. */
const FIRST_PLACES = 3
/** Groups that are shown at first. */
const FIRST_GROUPS = 8
const NAMES_MAX = 6

export const SEVERITIES = {
  critical: { tone: 'critical', shape: 'octagon', word: 'Critical' },
  warning: { tone: 'moderate', shape: 'diamond', word: 'Warning' },
  info: { tone: 'low', shape: 'circle', word: 'Info' },
} as const

type Places = { readonly zone: string; readonly onPlace: (at: number) => void }

export function FindingGroups({ groups, ...places }: Pick<ScheduleQualityView, 'groups'> & Places) {
  const [all, setAll] = useState(false)
  const shown = all ? groups : groups.slice(0, FIRST_GROUPS)
  return (
    <section className="stack tight" aria-label="Findings">
      <h3>Findings</h3>
      {groups.length === 0 && <Empty good title="Nothing to find fault with in these weeks." />}
      <ul className="findings">
        {shown.map((group) => (
          <Group key={keyOf(group)} group={group} {...places} />
        ))}
      </ul>
      {groups.length > shown.length && (
        <div>
          <Button size="small" onClick={() => setAll(true)}>
            Show all {groups.length} kinds
          </Button>
        </div>
      )}
    </section>
  )
}

const keyOf = ({ code, severity, users, findings }: FindingGroupView) =>
  [code, severity, users.length === 1 ? users[0]?.id : '', findings[0]?.area].join(' ')

function Group({ group, ...places }: { readonly group: FindingGroupView } & Places) {
  const [all, setAll] = useState(false)
  const { findings, count, sentence, severity } = group
  const shown = all ? findings : findings.slice(0, FIRST_PLACES)
  const left = count - findings.length
  return (
    <li className="finding">
      <Chip {...SEVERITIES[severity]} />
      <div className="stack tight grow">
        <span>{sentence}</span>
        {group.users.length > 1 && count > 1 && (
          <span className="small muted">{namesOf(group, all)}</span>
        )}
        <span className="row wrap places">
          {shown.map((finding) => (
            <Place
              key={`${finding.span?.startsAt} ${finding.sentence}`}
              finding={finding}
              {...places}
            />
          ))}
          {all && left > 0 && <span className="small muted">and {left} later ones</span>}
          {!all && count > FIRST_PLACES && (
            <Button
              kind="quiet"
              size="small"
              aria-label={`Show all ${count}: ${sentence}`}
              onClick={() => setAll(true)}
            >
              Show all {count}
            </Button>
          )}
        </span>
      </div>
    </li>
  )
}

function namesOf({ users }: FindingGroupView, all: boolean): string {
  const names = users.map((user) => user.displayName)
  const left = names.length - NAMES_MAX
  if (all || left <= 0) return names.join(', ')
  return `${names.slice(0, NAMES_MAX).join(', ')} and ${left} more`
}

function Place({
  finding,
  zone,
  onPlace,
}: { readonly finding: FindingGroupView['findings'][number] } & Places) {
  const { span, sentence } = finding
  if (!span) return null
  const at = Date.parse(span.startsAt)
  const day = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)
  return (
    <Button
      size="small"
      title={`${longTime(at, zone).slice(0, -3)} ${cityOf(zone)}: ${sentence}`}
      aria-label={`Show in the timeline: ${day}, ${sentence}`}
      onClick={() => onPlace(at)}
    >
      {day.replace(',', '')}
    </Button>
  )
}
