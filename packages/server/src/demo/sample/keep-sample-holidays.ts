// Whose public holidays the sample people keep: those of the country they live in.
//
// Written past the configuration: that would ask whether a place has holidays, and the answer costs a
// third of a second of every first start. A test asks instead.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'

/** Nepal's holidays are in no table that the product has. */
export const SAMPLE_HOLIDAYS = [
  { timeZone: 'Europe/Vienna', country: 'AT', region: '9' },
  { timeZone: 'America/New_York', country: 'US', region: 'NY' },
] as const

export async function keepSampleHolidays(context: ServerContext, now: Instant): Promise<void> {
  await changeConfiguration(context, async (client, revision) => {
    await client.query(UPDATE, [JSON.stringify(SAMPLE_HOLIDAYS), revision, formatInstant(now)])
    return {}
  })
}

const UPDATE = `
update app_user u set holiday_country = place.country, holiday_region = place.region,
  revision = $2, updated_at = $3
from jsonb_to_recordset($1::jsonb) as place("timeZone" text, country text, region text)
where u.time_zone = place."timeZone"`
