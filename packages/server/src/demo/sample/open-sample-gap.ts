// One shift ahead in which nobody is on call yet, so that a visitor sees what a gap looks like and
// can fill it.

import { assert, DAY_MS, formatInstant, HOUR_MS, type Instant, onCallAt } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'

const DAYS_AHEAD = 5
const STARTS_AT_UTC_HOUR = 10
const HOURS = 4

export async function openSampleGap(context: ServerContext, now: Instant): Promise<void> {
  const startsAt =
    Math.floor(now / DAY_MS) * DAY_MS + DAYS_AHEAD * DAY_MS + STARTS_AT_UTC_HOUR * HOUR_MS
  const directory = await context.directory.refresh()
  const entry = [...directory.schedules.values()].find(
    ({ schedule }) => schedule.name === 'payments-primary',
  )
  assert(entry !== undefined, 'the sample world has a primary schedule')
  const [away] = onCallAt(entry.plan, startsAt).userIds
  assert(away !== undefined, 'the weekly rotation has no gaps of its own')
  await changeConfiguration(context, async (client, revision) => {
    await client.query(INSERT, [
      context.random.uuid(now),
      entry.schedule.id,
      away,
      formatInstant(startsAt),
      formatInstant(startsAt + HOURS * HOUR_MS),
      `user:${away}`,
      formatInstant(now),
      revision,
    ])
    return {}
  })
}

const INSERT = `
insert into schedule_override (id, schedule_id, position, kind, remove_user_id, starts_at, ends_at,
  reason, created_by, created_at, revision)
values ($1, $2, 1, 'remove', $3, $4, $5, 'Dentist. Cover not found yet.', $6, $7, $8)`
