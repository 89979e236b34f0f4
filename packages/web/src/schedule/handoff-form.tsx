// A note for whoever is on call next in one schedule, and below it those its author left before.

import { listWrittenHandoffNotes, writeHandoffNote } from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/fields.tsx'
import { Notice } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { OwnNotes } from './own-notes.tsx'

export function HandoffForm({ schedule }: { readonly schedule: string }) {
  const change = useChange()
  const [text, setText] = useState('')
  const write = async () => {
    const input = { params: { schedule }, body: { text } }
    if (!(await change.run(() => call(writeHandoffNote, input), [listWrittenHandoffNotes]))) return
    setText('')
    toast('Your note is left for whoever comes next.')
  }
  return (
    <div className="stack">
      <form
        className="stack tight"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <TextArea
          label="What should whoever comes next know?"
          rows={4}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {change.fault && <Notice>{change.fault}</Notice>}
        <div>
          <Button
            type="submit"
            size="small"
            busy={change.busy}
            whyNot={text.trim() === '' ? 'Write a note first.' : undefined}
          >
            Leave the note
          </Button>
        </div>
      </form>
      <OwnNotes schedule={schedule} />
    </div>
  )
}
