// Old data says how old it is. Actions stay possible: they fail loudly if they fail.

import { longTime } from '../../ui/format-time.ts'
import { useNow } from '../../ui/now.ts'
import { STALE_MS, useHeardAt } from '../contact.ts'
import { useDisplayZone } from '../preferences.ts'

export function StaleStrip() {
  const now = useNow()
  const heardAt = useHeardAt()
  const zone = useDisplayZone()
  if (now - heardAt <= STALE_MS) return null
  return (
    <p className="stale-strip" role="status">
      Last updated {longTime(heardAt, zone).slice(-8)} · reconnecting. You can still act; an action
      that does not reach the server says so.
    </p>
  )
}
