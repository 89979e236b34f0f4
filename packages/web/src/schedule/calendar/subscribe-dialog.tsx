// The calendars that begin at a schedule: one's own shifts, everybody's of it, its team's.

import type { ScheduleView } from '@evenwatch/api'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { CalendarLinks, type LinkSubject } from './calendar-links.tsx'

export function SubscribeDialog(props: {
  readonly schedule: ScheduleView
  readonly onClose: () => void
}) {
  const { schedule, onClose } = props
  const { team } = schedule.spec
  const [kind, setKind] = useState<LinkSubject['kind']>('schedule')
  const subjects: Record<LinkSubject['kind'], LinkSubject> = {
    schedule: { kind: 'schedule', of: schedule.id, words: 'this schedule' },
    person: { kind: 'person', of: 'me', words: 'my shifts' },
    team: { kind: 'team', of: team ?? '', words: 'the team' },
  }
  return (
    <Dialog title="Add to my calendar" onClose={onClose} size={620}>
      <div className="stack">
        <Segmented
          label="Which shifts"
          value={kind}
          options={[
            { value: 'schedule', label: 'This schedule' },
            { value: 'person', label: 'My shifts' },
            ...(team ? [{ value: 'team' as const, label: `Team ${team}` }] : []),
          ]}
          onChange={setKind}
        />
        <CalendarLinks key={kind} subject={subjects[kind]} />
      </div>
    </Dialog>
  )
}
