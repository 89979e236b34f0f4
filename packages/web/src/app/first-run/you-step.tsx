// Step 1: name, zone, hours. The setup form asked already; here they are confirmed.

import { getSession, updateUser } from '@evenwatch/api'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Notice } from '../../ui/states.tsx'
import { ZoneField } from '../../ui/zone-field.tsx'
import { call } from '../client.ts'
import { useMe } from '../session.ts'
import { useChange } from '../use-change.ts'
import { HoursFields, hoursOf } from './hours-fields.tsx'
import type { StepProps } from './step-props.ts'

export function YouStep({ onDone }: StepProps) {
  const me = useMe()
  const change = useChange()
  const [displayName, setDisplayName] = useState(me.displayName)
  const [timeZone, setTimeZone] = useState(me.timeZone)
  const [hours, setHours] = useState(hoursOf(me))
  const save = async () => {
    const body = { displayName, timeZone, ...hours }
    if (await change.run(() => call(updateUser, { params: { user: 'me' }, body }), [getSession]))
      onDone()
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label="Your name"
        required
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <ZoneField label="Your zone" value={timeZone} onChange={setTimeZone} />
      <HoursFields value={hours} onChange={setHours} />
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div>
        <Button kind="primary" type="submit" busy={change.busy}>
          Continue
        </Button>
      </div>
    </form>
  )
}
