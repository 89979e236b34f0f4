// What I am told besides pages: reminders before shifts, and whether notices come by mail, too.

import { getNoticeSettings, type NoticeSettingsView, setNoticeSettings } from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'

const params = { user: 'me' }
const CHOICES = [
  ['7d', 'A week before'],
  ['1d', 'A day before'],
  ['1h', 'An hour before'],
  ['15m', '15 minutes before'],
] as const

export function NoticeSettings() {
  const read = useRead(getNoticeSettings, { params })
  return (
    <Reading of={read} what="Your notices">
      {(settings) => <Form key={JSON.stringify(settings)} settings={settings} />}
    </Reading>
  )
}

function Form({ settings }: { readonly settings: NoticeSettingsView }) {
  const change = useChange()
  const [reminders, setReminders] = useState<readonly string[]>(settings.reminders)
  const [byMail, setByMail] = useState(settings.byMail)
  const known = CHOICES.map(([lead]): string => lead)
  const own = reminders.filter((lead) => !known.includes(lead))
  const toggle = (lead: string, on: boolean) =>
    setReminders(on ? [...reminders, lead] : reminders.filter((one) => one !== lead))
  const save = async () => {
    const body = { reminders: [...reminders], byMail }
    const done = await change.run(
      () => call(setNoticeSettings, { params, body }),
      [getNoticeSettings],
    )
    if (done) toast('Saved.')
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <fieldset className="stack tight">
        <legend>Remind me of my shifts</legend>
        {[...CHOICES, ...own.map((lead) => [lead, `${lead} before`] as const)].map(
          ([lead, words]) => (
            <label key={lead} className="row">
              <input
                type="checkbox"
                checked={reminders.includes(lead)}
                onChange={(event) => toggle(lead, event.target.checked)}
              />
              {words}
            </label>
          ),
        )}
      </fieldset>
      <label className="row">
        <input
          type="checkbox"
          checked={byMail}
          onChange={(event) => setByMail(event.target.checked)}
        />
        Send notices by mail, too
      </label>
      <p className="muted small">
        Notices always stand in your inbox here. Pages are not notices: they follow your rules
        above.
      </p>
      {change.fault && <Notice>{change.fault}</Notice>}
      <div>
        <Button type="submit" busy={change.busy}>
          Save
        </Button>
      </div>
    </form>
  )
}
