// The zone in which times are shown, always printed; any IANA zone by its city.

import { Popover } from '@mantine/core'
import { useState } from 'react'
import { Glyph } from '../../ui/glyphs.tsx'
import { cityOf, localZone } from '../../ui/zone.ts'
import { ZoneField } from '../../ui/zone-field.tsx'
import { prefer, useDisplayZone, usePreferences } from '../preferences.ts'

export function ZoneChip() {
  const zone = useDisplayZone()
  const { zone: chosen } = usePreferences()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <button
          type="button"
          className="zone-chip"
          aria-label={`Times are shown in ${cityOf(zone)}`}
          onClick={() => setOpened((open) => !open)}
        >
          <Glyph name="clock" size={14} />
          {cityOf(zone)}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Zone of times">
        <div className="stack">
          <ZoneField label="Show times in" value={zone} onChange={(next) => prefer({ zone: next })} />
          <div className="row wrap">
            <button type="button" className="btn small" onClick={() => prefer({ zone: null })}>
              This device ({cityOf(localZone())})
            </button>
            <button type="button" className="btn small" onClick={() => prefer({ zone: 'UTC' })}>
              UTC
            </button>
          </div>
          <p className="tiny muted">
            {chosen === null ? 'Follows this device.' : 'Chosen by you; kept on this device.'} Schedules
            show their own zone first.
          </p>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
