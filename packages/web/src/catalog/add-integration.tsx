// Adds a way for alerts to come in.

import { addIntegration, getService, INTEGRATION_TYPES, listServices } from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/fields.tsx'
import { nameFrom } from '../ui/name-from.ts'
import { Notice } from '../ui/states.tsx'
import { type IntegrationType, TYPE_WORDS } from './snippets.ts'

export function AddIntegration(props: {
  readonly service: string
  readonly whyNot: string | undefined
}) {
  const change = useChange()
  const [type, setType] = useState<IntegrationType>('alertmanager')
  const [name, setName] = useState('')
  const add = async () => {
    const body = { name: nameFrom(name) || type, type }
    const done = await change.run(
      () => call(addIntegration, { params: { service: props.service }, body }),
      [getService, listServices],
    )
    if (done) setName('')
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (props.whyNot === undefined) void add()
      }}
    >
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <SelectField
          label="New integration"
          value={type}
          data={INTEGRATION_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
          onChange={(event) =>
            setType(INTEGRATION_TYPES.find((item) => item === event.currentTarget.value) ?? type)
          }
        />
        <TextField
          label="Name of the integration"
          placeholder={type}
          value={name}
          error={change.fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" busy={change.busy} whyNot={props.whyNot}>
          Add integration
        </Button>
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </form>
  )
}
