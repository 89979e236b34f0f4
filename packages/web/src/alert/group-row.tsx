// One alert group as a row: what, where, how bad, how long, and what happens next.

import type { AlertGroup } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { paths } from '../app/paths.ts'
import { Chip, UrgencyChip } from '../ui/chip.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Countdown, Time } from '../ui/time.tsx'
import { useOnScreen } from '../ui/use-on-screen.ts'
import { nextInWords, stateOf } from './group-state.ts'

type RowProps = {
  readonly group: AlertGroup
  readonly myId: string
  readonly isCurrent: boolean
  readonly isOpen: boolean
  readonly isSelected: boolean
  /** Among the first, which are drawn whole at once. */
  readonly isFirst: boolean
  readonly onSelect: (id: string, range: boolean) => void
  /** Opens the side panel where there is room for one; false lets the link lead to the page. */
  readonly onOpen: (number: number) => boolean
}

export const GroupRow = memo(function GroupRow(props: RowProps) {
  const { group } = props
  const state = stateOf(group)
  const [row, near] = useOnScreen<HTMLLIElement>(props.isFirst)
  const classes = [
    'group-row',
    state,
    props.isCurrent && 'current',
    props.isOpen && 'open',
    props.isSelected && 'selected',
  ]
  return (
    <li className={classes.filter(Boolean).join(' ')} ref={row}>
      <label className="group-check">
        <input
          type="checkbox"
          checked={props.isSelected}
          aria-label={`Select alert ${group.number}: ${group.title}`}
          onClick={(event) => props.onSelect(group.id, event.shiftKey)}
          onChange={() => undefined}
        />
      </label>
      <Link
        to={paths.alert(group.number)}
        className="group-main plain"
        aria-current={props.isOpen ? 'true' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          if (props.onOpen(group.number)) event.preventDefault()
        }}
      >
        {near && <RowHead group={group} />}
        <span className="group-title">
          <span className="group-service">{group.service.displayName}</span>
          <span className="group-words">{group.title}</span>
          {group.isTest && <Chip tone="neutral" shape="ring" word="Test" />}
        </span>
        {near && <RowFacts group={group} myId={props.myId} />}
      </Link>
    </li>
  )
})

function RowHead({ group }: { readonly group: AlertGroup }) {
  return (
    <>
      <span className="group-state">
        <StateGlyph state={stateOf(group)} />
      </span>
      <span className="group-urgency">
        <UrgencyChip urgency={group.urgency} />
      </span>
    </>
  )
}

function RowFacts({ group, myId }: { readonly group: AlertGroup; readonly myId: string }) {
  return (
    <>
      <span className="group-count">
        {group.alertCount > 1 ? `×${group.alertCount}` : ''}
        {group.alertCount > 1 && <span className="hidden-visually"> alerts</span>}
      </span>
      <span className="group-age">
        <span className="hidden-visually">open for </span>
        <Time at={group.openedAt} as="age" inert />
      </span>
      <span className="group-next">
        <NextCell group={group} myId={myId} />
      </span>
      <span className="group-spark">
        <Sparkline hourly={group.hourly} />
      </span>
    </>
  )
}

function NextCell({ group, myId }: { readonly group: AlertGroup; readonly myId: string }) {
  if (group.status === 'resolved') {
    return (
      <span className="muted">
        {group.resolvedBy ? `Resolved by ${group.resolvedBy.name}` : 'Resolved'}
      </span>
    )
  }
  if (group.snoozedUntil) {
    return (
      <span className="muted">
        Snoozed until <Time at={group.snoozedUntil} as="short" inert />
      </span>
    )
  }
  const owner = group.acknowledgedBy
  if (group.status === 'acknowledged' && owner) {
    return (
      <>
        <strong>{owner.id === myId ? 'You have it' : `${owner.name} has it`}</strong>
        {group.next?.at && (
          <span className="muted">
            {' '}
            · pages again in <Countdown until={group.next.at} />
          </span>
        )}
      </>
    )
  }
  const words = nextInWords(group, myId)
  return (
    <>
      {words.now && <strong>→ {words.now}</strong>}
      {words.after && (
        <span className="muted">
          {words.now ? ', ' : ''}
          {words.after}
        </span>
      )}
      {words.at && (
        <span className="muted">
          {' '}
          in <Countdown until={words.at} />
        </span>
      )}
    </>
  )
}
