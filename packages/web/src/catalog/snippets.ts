// What to paste into a sender, with the real address and key.

import type { INTEGRATION_TYPES } from '@evenwatch/api'

export type IntegrationType = (typeof INTEGRATION_TYPES)[number]

export const TYPE_WORDS: Record<IntegrationType, string> = {
  alertmanager: 'Prometheus Alertmanager',
  pagerduty: 'PagerDuty-compatible',
  events: 'HTTP events (curl)',
}

export function snippetOf(
  type: IntegrationType,
  url: string,
  key: string,
  publicUrl: string,
): { readonly title: string; readonly text: string } {
  switch (type) {
    case 'alertmanager':
      return {
        title: 'alertmanager.yml',
        text: `receivers:\n  - name: evenwatch\n    webhook_configs:\n      - url: ${url}\n        send_resolved: true\nroute:\n  receiver: evenwatch`,
      }
    case 'pagerduty':
      return {
        title: 'A PagerDuty event',
        text: `curl -sS ${url} \\\n  -H 'content-type: application/json' \\\n  -d '{"routing_key":"${key}","event_action":"trigger","payload":{"summary":"Hello from PagerDuty events","source":"my-laptop","severity":"critical"}}'`,
      }
    case 'events':
      return {
        title: 'curl',
        text: `curl -sS ${url || `${publicUrl}/api/v1/events`} \\\n  -H 'authorization: Bearer ${key}' \\\n  -H 'content-type: application/json' \\\n  -d '{"action":"trigger","dedupKey":"hello","summary":"Hello from curl","severity":"critical"}'`,
      }
  }
}
