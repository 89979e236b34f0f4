// The zone a command shows times in: that of the schedule it is about; else that of the person whose
// token it uses; else this machine's. `--utc` overrules them all.

import { type Client, getSchedule, getSession } from '@evenwatch/api'
import { readerZone } from '../terminal/format-time.ts'
import type { JsonOption } from '../terminal/print-answer.ts'
import { type Times, timesIn, type UtcOption } from '../terminal/times.ts'

export async function timesFor(
  call: Client,
  { utc, json }: UtcOption & JsonOption,
  schedule?: string,
): Promise<Times> {
  if (utc || json) return timesIn('UTC')
  if (schedule !== undefined) {
    const { spec } = await call(getSchedule, { params: { schedule } })
    return timesIn(spec.timeZone)
  }
  const { user } = await call(getSession, {})
  return timesIn(user?.timeZone ?? readerZone())
}
