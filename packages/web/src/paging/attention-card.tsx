// What is triggered: mine first, then my teams', each with what happens next.

import { listAlertGroups } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useActOnGroups } from '../alert/act-on-groups.ts'
import { nextInWords } from '../alert/group-state.ts'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { useMine } from '../app/shell/use-mine.ts'
import { Button } from '../ui/button.tsx'
import { UrgencyChip } from '../ui/chip.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Empty } from '../ui/states.tsx'
import { Countdown, Time } from '../ui/time.tsx'
import { HeldGroups, useHeldGroups } from './held-groups.tsx'

const SHOWN_MAX = 4

export function AttentionCard() {
  const me = useMe()
  const act = useActOnGroups()
  const mine = useMine()
  const all = useRead(
    listAlertGroups,
    { query: { status: 'triggered', scope: me.teams.length > 0 ? 'teams' : 'all', limit: 50 } },
    { everyMs: POLL_MS },
  )
  const held = useHeldGroups()
  const mineIds = new Set(mine.items.map((group) => group.id))
  return (
    <section className="card" aria-labelledby="attention-heading">
      <div className="card-head">
        <h2 id="attention-heading">Needs attention</h2>
        {all.data && all.data.counts.triggered > 0 && (
          <span className="muted">{all.data.counts.triggered} triggered</span>
        )}
      </div>
      <Reading of={all} what="What needs attention" rows>
        {(data) => {
          const groups = [...mine.items, ...data.items.filter((group) => !mineIds.has(group.id))]
          if (groups.length === 0) {
            if (held.length > 0) {
              return (
                <>
                  <p className="card-body muted">Nothing else is firing.</p>
                  <HeldGroups groups={held} />
                </>
              )
            }
            return (
              <Empty good title="Nothing is firing.">
                <p>
                  {data.lastPage ? (
                    <>
                      Last page <Time at={data.lastPage.at} />, to {data.lastPage.user}.
                    </>
                  ) : (
                    'No page has gone out yet.'
                  )}
                </p>
              </Empty>
            )
          }
          return (
            <>
              <ul className="attention">
                {groups.slice(0, SHOWN_MAX).map((group) => {
                  const words = nextInWords(group, me.id)
                  return (
                    <li key={group.id}>
                      <StateGlyph state="triggered" />
                      <UrgencyChip urgency={group.urgency} />
                      <div className="grow">
                        <p className="cut">
                          <Link to={paths.alert(group.number)} className="plain strong">
                            {group.title}
                          </Link>
                        </p>
                        <p className="small muted cut">
                          {group.service.displayName}
                          {group.alertCount > 1 && ` ×${group.alertCount}`} ·{' '}
                          <Time at={group.openedAt} as="age" inert />
                          {words.now && ` → ${words.now}`}
                          {words.after && `, ${words.after}`}
                          {words.at && (
                            <>
                              {' '}
                              in <Countdown until={words.at} />
                            </>
                          )}
                        </p>
                      </div>
                    </li>
                  )
                })}
              </ul>
              <HeldGroups groups={held} />
              <div className="row wrap attention-foot">
                {mine.count > 0 && (
                  <Button
                    kind="primary"
                    whyNot={whyNotAllowed(me, 'responder')}
                    onClick={() => act('acknowledge', mine.items)}
                  >
                    {mine.count === 1
                      ? 'Acknowledge mine'
                      : `Acknowledge all ${mine.count} of mine`}
                  </Button>
                )}
                <Link to={paths.alerts()}>
                  {groups.length > SHOWN_MAX ? `All ${groups.length} alerts` : 'All alerts'}
                </Link>
              </div>
            </>
          )
        }}
      </Reading>
    </section>
  )
}
