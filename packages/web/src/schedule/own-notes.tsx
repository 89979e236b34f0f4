// The notes that I left in a schedule: who has read each, and how to take it back. One that somebody
// has read stays; a correction is added to it.

import {
  correctHandoffNote,
  type HandoffNote,
  listWrittenHandoffNotes,
  withdrawHandoffNote,
} from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useRead } from '../app/query.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/fields.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { toast } from '../ui/toast.tsx'
import { ownNotesOf, readersInWords } from './handoff-in-words.ts'

export function OwnNotes({ schedule }: { readonly schedule: string }) {
  const read = useRead(listWrittenHandoffNotes, {})
  const notes = ownNotesOf(read.data?.items ?? [], schedule)
  if (notes.length === 0) return null
  return (
    <div className="stack tight">
      <h3>Your notes</h3>
      {notes.map((note) => (
        <OwnNote key={note.id} note={note} />
      ))}
    </div>
  )
}

function OwnNote({ note }: { readonly note: HandoffNote }) {
  const change = useChange()
  const [isCorrecting, setCorrecting] = useState(false)
  const [text, setText] = useState('')
  const params = { note: note.id }
  const knows = note.readers.find(({ acknowledgedAt }) => acknowledgedAt !== null)
  const withdraw = async () => {
    const work = () => call(withdrawHandoffNote, { params })
    if (await change.run(work, [listWrittenHandoffNotes])) {
      toast('Your note is withdrawn; its readers are told.')
    }
  }
  const correct = async () => {
    const work = () => call(correctHandoffNote, { params, body: { text } })
    if (!(await change.run(work, [listWrittenHandoffNotes]))) return
    setText('')
    setCorrecting(false)
    toast('Your correction is left for the same readers.')
  }
  return (
    <article className="stack tight">
      <p className="small muted">
        <Time at={note.createdAt} />, {readersInWords(note)}
      </p>
      <p className="said lines">{note.text}</p>
      {change.fault && <Notice>{change.fault}</Notice>}
      {isCorrecting && (
        <TextArea
          label="What is right?"
          rows={3}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="row wrap">
        {isCorrecting ? (
          <Button
            size="small"
            busy={change.busy}
            whyNot={text.trim() === '' ? 'Write the correction first.' : undefined}
            onClick={() => void correct()}
          >
            Leave the correction
          </Button>
        ) : (
          <Button size="small" onClick={() => setCorrecting(true)}>
            Add a correction
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          busy={change.busy}
          whyNot={
            knows && `${knows.user.displayName} has read it, so it stays; add a correction instead.`
          }
          onClick={() => void withdraw()}
        >
          Withdraw
        </Button>
      </div>
    </article>
  )
}
