// What an action on a group makes old, and the words of a service's reminder.

import {
  getAlertGroup,
  getGroupEscalation,
  getGroupTimeline,
  listAlertGroups,
  listAlertsOfGroup,
} from '@evenwatch/api'
import { parseDuration } from '@evenwatch/core'
import { lengthInWords } from '../ui/format-time.ts'

export const GROUP_READS = [
  listAlertGroups,
  getAlertGroup,
  getGroupTimeline,
  getGroupEscalation,
  listAlertsOfGroup,
] as const

export function durationInWords(text: string): string {
  const ms = parseDuration(text)
  return ms === null ? text : lengthInWords(ms)
}
