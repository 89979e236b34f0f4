// How PagerDuty groups a service's alerts, as the labels and the window by which ours are grouped.
//
// Only fields that are labels here can be named: source, component, group and class of an event.
// What cannot be said leaves every alert a group of one, which is louder and never hides anything.

import type { ServiceSpec } from '@evenwatch/api'
import { DAY_MS, formatDuration, SECOND_MS, SERVICE_LIMITS } from '@evenwatch/core'
import type { PagerdutyGrouping } from './pagerduty-source.ts'

/** No sender's label, so that it is empty on every alert of the service and groups them all. */
export const EVERY_ALERT_LABEL = 'every-alert-of-the-service'

const LABEL_FIELDS = ['source', 'component', 'group', 'class']
const RECOMMENDED_WINDOW_MS = 300 * SECOND_MS

export type ServiceGrouping = {
  readonly grouping: ServiceSpec['grouping']
  readonly finding: string | null
}

const UNGROUPED: ServiceGrouping = { grouping: undefined, finding: null }

/** `timeoutUnitSeconds`: 60 beside a service, 1 in a grouping setting of its own. */
export function serviceGrouping(
  parameters: PagerdutyGrouping | null | undefined,
  timeoutUnitSeconds: number,
): ServiceGrouping {
  const type = parameters?.type ?? null
  const config = parameters?.config ?? {}
  switch (type) {
    case null:
      return UNGROUPED
    case 'time': {
      const timeoutMs = (config?.timeout ?? 0) * timeoutUnitSeconds * SECOND_MS
      const window = windowText(timeoutMs === 0 ? SERVICE_LIMITS.groupingWindowMsMax : timeoutMs)
      const finding = `An alert joins the open group within ${window} of the latest one, not of the first.`
      return { grouping: { by: [EVERY_ALERT_LABEL], window }, finding }
    }
    case 'content_based': {
      const fields = config?.fields ?? []
      const isSayable =
        fields.length > 0 &&
        fields.every((field) => LABEL_FIELDS.includes(field)) &&
        (fields.length === 1 || config?.aggregate !== 'any')
      if (!isSayable)
        return ungrouped(`by content (${config?.aggregate ?? 'all'} of ${fields.join(', ')})`)
      const windowMs = (config?.time_window ?? 0) * SECOND_MS
      const window = windowText(windowMs === 0 ? RECOMMENDED_WINDOW_MS : windowMs)
      return { grouping: { by: [...fields], window }, finding: null }
    }
    default:
      return ungrouped(`of the kind ${type}`)
  }
}

function ungrouped(words: string): ServiceGrouping {
  const finding = `Grouping ${words} has no equal; every alert is a group of its own until you set one.`
  return { grouping: undefined, finding }
}

function windowText(ms: number): string {
  return formatDuration(
    Math.min(Math.max(ms, SECOND_MS), SERVICE_LIMITS.groupingWindowMsMax, 7 * DAY_MS),
  )
}
