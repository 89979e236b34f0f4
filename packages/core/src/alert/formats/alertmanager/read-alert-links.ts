// The places that an alert of Alertmanager points to, in the order in which they help.

import type { JsonObject } from '../../../platform/json.ts'
import type { EventLink } from '../../event.ts'
import type { Warnings } from '../shared/collect-warnings.ts'
import { addLink, readHttpUrl } from '../shared/sanitise-links.ts'

export function readAlertLinks(
  alert: JsonObject,
  annotations: JsonObject,
  notification: JsonObject,
  warnings: Warnings,
): readonly EventLink[] {
  const links: EventLink[] = []
  const dashboard = annotations.dashboard_url || annotations.dashboard || alert.dashboardURL
  addLink(links, readHttpUrl('generatorURL', alert.generatorURL, warnings), 'Source')
  addLink(links, readDashboard(dashboard, warnings), 'Dashboard')
  addLink(links, readHttpUrl('externalURL', notification.externalURL, warnings), 'Alertmanager')
  return links
}

function readDashboard(value: JsonObject[string] | undefined, warnings: Warnings): string | null {
  // `dashboard` is often a bare name or id: it stays in the annotations and is no fault.
  if (typeof value !== 'string' || !value.includes('://')) return null
  return readHttpUrl('annotations.dashboard', value, warnings)
}
