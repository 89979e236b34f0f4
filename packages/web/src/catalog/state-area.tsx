// States one's own depth in an area, known or new.

import { setUserArea } from '@evenwatch/api'
import { useId, useState } from 'react'
import { call } from '../app/client.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/fields.tsx'
import { nameFrom } from '../ui/name-from.ts'
import { Notice } from '../ui/states.tsx'
import { AREA_READS, DEPTH_WORDS, type Depth } from './depth-chip.tsx'

export function StateArea({ areas }: { readonly areas: readonly string[] }) {
  const change = useChange()
  const listId = useId()
  const [area, setArea] = useState('')
  const [depth, setDepth] = useState<Depth>('alone')
  const [note, setNote] = useState('')
  const name = nameFrom(area)
  const state = async () => {
    const params = { user: 'me', area: name }
    const done = await change.run(
      () => call(setUserArea, { params, body: { depth, note } }),
      AREA_READS,
    )
    if (!done) return
    setArea('')
    setNote('')
  }
  return (
    <section className="card" aria-labelledby="state-area">
      <form
        className="card-body stack"
        style={{ paddingTop: 20 }}
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') void state()
        }}
      >
        <h2 id="state-area">What I know</h2>
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <TextField
            label="Area"
            required
            list={listId}
            placeholder="database"
            value={area}
            error={change.fields.area}
            onChange={(event) => setArea(event.currentTarget.value)}
          />
          <datalist id={listId}>
            {areas.map((known) => (
              <option key={known} value={known} />
            ))}
          </datalist>
          <SelectField
            label="How deep"
            value={depth}
            data={[...DEPTH_WORDS]}
            onChange={(event) =>
              setDepth(
                DEPTH_WORDS.find(({ value }) => value === event.currentTarget.value)?.value ??
                  depth,
              )
            }
          />
          <TextField
            label="Note"
            placeholder="ran the last two upgrades"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button
            type="submit"
            busy={change.busy}
            whyNot={name === '' ? 'Name an area first.' : undefined}
          >
            State it
          </Button>
        </div>
        {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      </form>
    </section>
  )
}
