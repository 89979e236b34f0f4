// Handoff notes on home: what those before me left for me, and a note for whoever comes next.

import { acknowledgeHandoffNote, type HandoffNote, listMyHandoffNotes } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { call } from '../app/client.ts'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'

const HandoffForm = lazy(() =>
  import('./handoff-form.tsx').then((module) => ({ default: module.HandoffForm })),
)

type OwnShift = { readonly schedule: string; readonly displayName: string }

export function HandoffCard({ onCall }: { readonly onCall: readonly OwnShift[] }) {
  const notes = useRead(listMyHandoffNotes, {}, { everyMs: POLL_MS * 4 })
  const items = notes.data?.items ?? []
  if (items.length === 0 && onCall.length === 0) return null
  return (
    <section className="card" aria-labelledby="handoff-heading">
      <div className="card-head">
        <h2 id="handoff-heading">Handoff</h2>
        {items.length > 0 && (
          <span className="muted">{items.length === 1 ? '1 note' : `${items.length} notes`}</span>
        )}
      </div>
      <div className="card-body stack">
        {items.map((note) => (
          <NoteForMe key={note.id} note={note} />
        ))}
        {onCall.map((shift) => (
          <WriteNote key={shift.schedule} shift={shift} />
        ))}
      </div>
    </section>
  )
}

function NoteForMe({ note }: { readonly note: HandoffNote }) {
  const change = useChange()
  const read = () =>
    change.run(
      () => call(acknowledgeHandoffNote, { params: { note: note.id } }),
      [listMyHandoffNotes],
    )
  return (
    <article className="stack tight">
      <p className="small muted">
        From {note.author.displayName}, for{' '}
        <Link to={paths.schedule(note.schedule.name)}>{note.schedule.displayName}</Link>,{' '}
        <Time at={note.createdAt} />
      </p>
      <p className="said lines">{note.text}</p>
      {change.fault && <Notice>{change.fault}</Notice>}
      <div>
        <Button size="small" busy={change.busy} onClick={() => void read()}>
          I have read it
        </Button>
      </div>
    </article>
  )
}

/** The form comes when it is asked for: home stays light. */
function WriteNote({ shift }: { readonly shift: OwnShift }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Leave a note in {shift.displayName}</summary>
      {isOpen && (
        <Suspense fallback={null}>
          <HandoffForm schedule={shift.schedule} />
        </Suspense>
      )}
    </details>
  )
}
