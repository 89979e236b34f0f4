// What a refusal as `later-depends` says beyond its words: which later overrides would act otherwise,
// when and by whom they were made, and how to go on nevertheless.

import { laterDependsSchema } from '@evenwatch/api'
import { readerZone } from '../terminal/format-time.ts'
import { timesIn } from '../terminal/times.ts'
import { describe } from './add-override.ts'

/** More are counted only. */
const DEPENDANTS_SHOWN_MAX = 10

/** `current` as the API gave it; in the zone of the schedule, which its lines name. */
export function renderDependants(current: unknown, utc: boolean): string {
  const told = laterDependsSchema.safeParse(current)
  const { dependants, lines } = told.success ? told.data : { dependants: [], lines: [] }
  const times = timesIn(utc ? 'UTC' : (lines[0]?.schedule.timeZone ?? readerZone()))
  const shown = dependants
    .slice(0, DEPENDANTS_SHOWN_MAX)
    .map(
      (one) => `  ${describe(one)}, ${times.span(one)} (${times.zone}), by ${one.createdBy.name}`,
    )
  const more = dependants.length - shown.length
  if (more > 0) shown.push(`  and ${more} more`)
  return [...shown, 'Add --confirm to do it nevertheless.'].join('\n')
}
