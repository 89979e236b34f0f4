// A new schedule: its name, team and zone. Its plan comes next, from one of three to begin with.

import { createSchedule, listSchedules, listTeams } from '@evenwatch/api'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { ZoneField } from '../../ui/zone-field.tsx'

export function NewSchedule({ onClose }: { readonly onClose: () => void }) {
  const me = useMe()
  const change = useChange()
  const navigate = useNavigate()
  const teams = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const [displayName, setDisplayName] = useState('')
  const [team, setTeam] = useState(me.teams.find((one) => one.isLead)?.name ?? '')
  const [timeZone, setTimeZone] = useState(me.timeZone)
  const name = nameFrom(displayName)
  const save = async () => {
    const spec = { timeZone, layers: [], ...(team !== '' && { team }) }
    const body = { name, displayName: displayName.trim(), spec }
    const worked = await change.run(() => call(createSchedule, { body }), [listSchedules])
    if (worked) void navigate({ to: paths.schedule(name), search: { panel: 'rotation' } })
  }
  return (
    <Dialog title="New schedule" onClose={onClose} size={460}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') void save()
        }}
      >
        <TextField
          label="Name"
          required
          placeholder="Payments primary"
          value={displayName}
          error={change.fields.name}
          description={name === '' ? undefined : `In files and addresses: ${name}`}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <SelectField
          label="Team"
          value={team}
          onChange={(event) => setTeam(event.currentTarget.value)}
        >
          <option value="">None</option>
          {teams.map((one) => (
            <option key={one.id} value={one.name}>
              {one.displayName}
            </option>
          ))}
        </SelectField>
        <ZoneField label="Zone" value={timeZone} onChange={setTimeZone} />
        {change.fault && (
          <p role="alert" className="small strong">
            {change.fault}
          </p>
        )}
        <div>
          <Button
            type="submit"
            kind="primary"
            busy={change.busy}
            whyNot={name === '' ? 'Give it a name first.' : undefined}
          >
            Create and choose a plan
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
