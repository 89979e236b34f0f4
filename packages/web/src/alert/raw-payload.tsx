// What the sender sent, as it was kept.

import type { Alert } from '@evenwatch/api'
import { CopyField } from '../ui/copy-field.tsx'

const SHOWN_MAX = 20

export function RawPayload({ alerts }: { readonly alerts: readonly Alert[] }) {
  return (
    <div className="stack">
      {alerts.slice(0, SHOWN_MAX).map((alert) => (
        <details key={alert.id} open={alerts.length === 1}>
          <summary>{alert.summary}</summary>
          <CopyField
            label={`payload of ${alert.summary}`}
            text={JSON.stringify(
              {
                dedupKey: alert.dedupKey,
                source: alert.source,
                severity: alert.severity,
                labels: alert.labels,
                details: alert.details,
              },
              null,
              2,
            )}
          />
        </details>
      ))}
      {alerts.length > SHOWN_MAX && (
        <p className="muted small">
          The first {SHOWN_MAX} of {alerts.length} are shown.
        </p>
      )}
    </div>
  )
}
