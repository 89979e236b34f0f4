// Every attempt and every change, oldest first, and the notes of people.

import { type AlertGroup, addNote, getGroupTimeline, NOTE_CHARS_MAX } from '@evenwatch/api'
import { useRef, useState } from 'react'
import { call, explain } from '../app/client.ts'
import { useKeys } from '../app/keys.ts'
import { readAgain, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/fields.tsx'
import { Time } from '../ui/time.tsx'
import { toast } from '../ui/toast.tsx'

export function GroupTimeline({ group }: { readonly group: AlertGroup }) {
  const read = useRead(getGroupTimeline, { params: { group: group.id }, query: { limit: 200 } })
  return (
    <section aria-labelledby="timeline-heading" className="stack">
      <h2 id="timeline-heading">Timeline</h2>
      <Reading of={read} what="The timeline">
        {({ items }) => (
          <ol className="timeline" aria-label="Timeline, oldest first">
            {items.map((entry) => (
              <li key={entry.id}>
                <Time at={entry.at} as="clock" />
                <p>
                  {entry.text}
                  {entry.reason && <span className="muted"> “{entry.reason}”</span>}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Reading>
      <NoteForm group={group} />
    </section>
  )
}

function NoteForm({ group }: { readonly group: AlertGroup }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const whyNot = whyNotAllowed(useMe(), 'responder')
  useKeys([{ keys: 'n', does: 'Add a note', run: () => field.current?.focus() }])
  const save = async () => {
    setBusy(true)
    try {
      await call(addNote, { params: { group: group.id }, body: { text } })
      setText('')
      await readAgain(getGroupTimeline)
    } catch (fault) {
      toast(`The note was not saved. ${explain(fault)}`, { tone: 'fault' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && whyNot === undefined) void save()
      }}
    >
      <TextArea
        ref={field}
        label="Note"
        autosize={false}
        rows={2}
        maxLength={NOTE_CHARS_MAX}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
            event.currentTarget.form?.requestSubmit()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <div>
        <Button
          type="submit"
          size="small"
          busy={busy}
          whyNot={whyNot ?? (text.trim() === '' ? 'Write something first.' : undefined)}
        >
          Add note
        </Button>
      </div>
    </form>
  )
}
