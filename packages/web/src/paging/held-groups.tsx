// What I acknowledged and nobody has resolved yet: mine until it ends, so home keeps showing it.

import { listAlertGroups } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { useMe } from '../app/session.ts'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Countdown, Time } from '../ui/time.tsx'

const SHOWN_MAX = 4

export function useHeldGroups() {
  const me = useMe()
  const read = useRead(
    listAlertGroups,
    { query: { status: 'acknowledged,snoozed', scope: 'mine', limit: 50 } },
    { everyMs: POLL_MS },
  )
  return (read.data?.items ?? []).filter(({ acknowledgedBy }) => acknowledgedBy?.id === me.id)
}

export function HeldGroups({ groups }: { readonly groups: ReturnType<typeof useHeldGroups> }) {
  if (groups.length === 0) return null
  return (
    <>
      <h3 className="held-heading" id="held-heading">
        You hold {groups.length === 1 ? 'one alert' : `${groups.length} alerts`}
      </h3>
      <ul className="attention" aria-labelledby="held-heading">
        {groups.slice(0, SHOWN_MAX).map((group) => (
          <li key={group.id}>
            <StateGlyph state={group.status} />
            <div className="grow">
              <p className="cut">
                <Link to={paths.alert(group.number)} className="plain strong">
                  {group.title}
                </Link>
              </p>
              <p className="small muted cut">
                {group.service.displayName}
                {group.acknowledgedAt && (
                  <>
                    {' '}
                    · acknowledged <Time at={group.acknowledgedAt} inert />
                  </>
                )}
                {group.wakeAt && (
                  <>
                    {' '}
                    · paging resumes in <Countdown until={group.wakeAt} />
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
