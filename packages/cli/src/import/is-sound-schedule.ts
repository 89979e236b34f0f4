// Whether our schedules can hold these layers at all: turns of a length, members in a number.
//
// One layer that breaks a limit would have the whole import refused; asked beforehand, it is left
// out by itself and said.

import { API_VERSION, documentSchema, type ScheduleSpec, scheduleDocumentOf } from '@evenwatch/api'

export function isSoundSchedule(timeZone: string, layers: ScheduleSpec['layers']): boolean {
  const metadata = { name: 'asked' }
  const spec = { timeZone, layers }
  const read = documentSchema.safeParse({
    apiVersion: API_VERSION,
    kind: 'Schedule',
    metadata,
    spec,
  })
  if (!read.success || read.data.kind !== 'Schedule') return false
  return scheduleDocumentOf(metadata, read.data.spec, (_kind, name) => name).ok
}
