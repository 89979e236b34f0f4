// An IANA zone by city. The list is the browser's; typing `Vienna` or `Europe/Vienna` both work.

import { useId, useState } from 'react'
import { TextField } from './fields.tsx'
import { clockTime } from './format-time.ts'
import { useNow } from './now.ts'
import { cityOf, isZone } from './zone.ts'

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]

function zoneFor(text: string): string | null {
  const wanted = text.trim().toLowerCase()
  const byCity = ZONES.find((zone) => cityOf(zone).toLowerCase() === wanted)
  const found = ZONES.find((zone) => zone.toLowerCase() === wanted) ?? byCity
  return found ?? (wanted.includes('/') && isZone(text.trim()) ? text.trim() : null)
}

export function ZoneField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (zone: string) => void
}) {
  const listId = useId()
  const now = useNow(60_000)
  const [draft, setDraft] = useState<string | null>(null)
  const unknown = draft !== null && draft !== '' && zoneFor(draft) === null
  return (
    <>
      <TextField
        label={props.label}
        description={`It is ${clockTime(now, props.value)} there now.`}
        value={draft ?? props.value}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        error={unknown ? 'Not a zone we know; try a city such as Vienna.' : undefined}
        onChange={(event) => {
          const text = event.currentTarget.value
          const zone = zoneFor(text)
          setDraft(text)
          if (zone) props.onChange(zone)
        }}
        onBlur={() => setDraft(null)}
      />
      <datalist id={listId}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone}>
            {cityOf(zone)}
          </option>
        ))}
      </datalist>
    </>
  )
}
