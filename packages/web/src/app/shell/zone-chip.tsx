// The zone in which times are shown, always printed; any IANA zone by its city.

import { lazy, Suspense } from 'react'
import { Dropdown } from '../../ui/dropdown.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { cityOf, localZone } from '../../ui/zone.ts'
import { prefer, useDisplayZone, usePreferences } from '../preferences.ts'

const ZoneField = lazy(() =>
  import('../../ui/zone-field.tsx').then((module) => ({ default: module.ZoneField })),
)

export function ZoneChip() {
  const zone = useDisplayZone()
  const { zone: chosen } = usePreferences()
  return (
    <Dropdown
      kind="dialog"
      label="Zone of times"
      align="end"
      width={300}
      trigger={(trigger) => (
        <button
          type="button"
          className="zone-chip"
          aria-label={`${cityOf(zone)}: the zone in which times are shown`}
          {...trigger}
        >
          <Glyph name="clock" size={14} />
          {cityOf(zone)}
        </button>
      )}
    >
      {() => (
        <div className="stack">
          <Suspense fallback={<p className="muted">Reading the zones…</p>}>
            <ZoneField
              label="Show times in"
              value={zone}
              onChange={(next) => prefer({ zone: next })}
            />
          </Suspense>
          <div className="row wrap">
            <button type="button" className="btn small" onClick={() => prefer({ zone: null })}>
              This device ({cityOf(localZone())})
            </button>
            <button type="button" className="btn small" onClick={() => prefer({ zone: 'UTC' })}>
              UTC
            </button>
          </div>
          <p className="tiny muted">
            {chosen === null ? 'Follows this device.' : 'Chosen by you; kept on this device.'}{' '}
            Schedules show their own zone first.
          </p>
        </div>
      )}
    </Dropdown>
  )
}
