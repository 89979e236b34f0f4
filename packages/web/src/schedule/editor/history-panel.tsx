// Every version of the plan: who changed what, whom it moved, and the way back.

import {
  getSchedule,
  listScheduleVersions,
  listShifts,
  type ScheduleView,
  undoSchedule,
} from '@evenwatch/api'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Empty, Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'

const MOVED_SHOWN_MAX = 6

export function HistoryPanel(props: {
  readonly schedule: ScheduleView
  readonly onClose: () => void
}) {
  const { schedule, onClose } = props
  const params = { schedule: schedule.name }
  const me = useMe()
  const change = useChange()
  const read = useRead(listScheduleVersions, { params, query: { limit: 50 } })
  const whyNot =
    whyNotLead(me, schedule.spec.team) ??
    (schedule.managedBy ? `It is managed by the files of ${schedule.managedBy}.` : undefined)
  const goBack = (version: number) =>
    change
      .run(
        () => call(undoSchedule, { params, body: { version } }),
        [getSchedule, listShifts, listScheduleVersions],
      )
      .then((worked) => worked && toast(`The plan of version ${version} holds from now on.`))
  return (
    <Drawer title={`Versions of ${schedule.displayName}`} onClose={onClose} size={560}>
      <div className="stack">
        <p className="small muted">
          Going back never rewrites the past: the earlier plan holds from now on.
        </p>
        {change.fault && (
          <Notice tone="warn">
            <span role="alert">{change.fault}</span>
          </Notice>
        )}
        <Reading of={read} what="The versions" rows>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No version is kept yet." />
            ) : (
              <ol className="stack tight">
                {items.map((one) => (
                  <li key={one.version} className="layer-card stack tight">
                    <div className="row wrap">
                      <span className="grow">
                        <b>Version {one.version}</b> by {one.actor.name},{' '}
                        <Time at={one.at} as="both" />
                      </span>
                      {one.isCurrent ? (
                        <span className="touched">holds now</span>
                      ) : (
                        <Button
                          size="small"
                          glyph="turn"
                          whyNot={whyNot}
                          busy={change.busy}
                          onClick={() => void goBack(one.version)}
                        >
                          Go back to it
                        </Button>
                      )}
                    </div>
                    <ul className="small moves">
                      {one.people.slice(0, MOVED_SHOWN_MAX).map((person) => (
                        <li key={person.user}>
                          <b>{person.user}</b> {person.effects.slice(0, 3).join(', ')}
                        </li>
                      ))}
                      {one.people.length === 0 && (
                        <li className="muted">
                          {one.fields.length === 0 ? 'The first version.' : 'It moved nobody.'}
                        </li>
                      )}
                    </ul>
                  </li>
                ))}
              </ol>
            )
          }
        </Reading>
      </div>
    </Drawer>
  )
}
