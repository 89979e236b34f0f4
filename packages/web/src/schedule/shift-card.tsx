// One shift: who, exactly when in each zone that matters, and why.

import { useContext } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { lengthInWords, longTime } from '../ui/format-time.ts'
import { namesInWords, Person } from '../ui/person.tsx'
import { DisplayZone } from '../ui/time.tsx'
import { cityOf } from '../ui/zone.ts'
import { whyInWords } from './shift-table.tsx'
import type { Shift, Shifts } from './timeline-plan.ts'

export function ShiftCard(props: {
  readonly shift: Shift
  readonly ownZone: string
  readonly overrides: Shifts['overrides']
  readonly onClose: () => void
}) {
  const { shift, ownZone } = props
  const mine = useContext(DisplayZone)
  const startsAt = Date.parse(shift.startsAt)
  const endsAt = Date.parse(shift.endsAt)
  const zones = [...new Set([ownZone, mine, 'UTC'])]
  return (
    <Dialog
      title={shift.users.length > 0 ? namesInWords(shift.users) : 'Nobody, on purpose'}
      onClose={props.onClose}
      size={460}
    >
      <div className="stack">
        <ul className="stack tight">
          {shift.users.map((person) => (
            <li key={person.id}>
              <Person {...person} />
            </li>
          ))}
        </ul>
        <dl className="facts">
          {zones.map((zone) => (
            <div key={zone} style={{ display: 'contents' }}>
              <dt>{cityOf(zone)}</dt>
              <dd>
                {longTime(startsAt, zone)}
                <br />
                {longTime(endsAt, zone)}
              </dd>
            </div>
          ))}
          <dt>Length</dt>
          <dd>{lengthInWords(endsAt - startsAt)}</dd>
          <dt>Why</dt>
          <dd>{whyInWords({ kind: 'shift', shift, startsAt, endsAt }, props.overrides)}</dd>
        </dl>
      </div>
    </Dialog>
  )
}
