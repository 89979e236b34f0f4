// Shift swaps of Grafana OnCall: one that was taken is an override, an open one is said.

import { formatInstant } from '@evenwatch/core'
import type { ImportedOverride } from '../import-result.ts'
import { type Fields, textOf } from '../source-fields.ts'
import type { ScheduleContext } from './convert-schedule.ts'
import { objectNamed } from './grafana-names.ts'

/** They act last: the benefactor stands wherever the beneficiary would. */
export function convertSwaps(
  swaps: readonly Fields[],
  context: Pick<ScheduleContext, 'names' | 'now' | 'report'>,
): ImportedOverride[] {
  return swaps.flatMap((swap) => convertSwap(swap, context) ?? [])
}

function convertSwap(
  swap: Fields,
  { names, now, report }: Pick<ScheduleContext, 'names' | 'now' | 'report'>,
): ImportedOverride | null {
  const object = objectNamed('shift swap', swap)
  const startsAt = Date.parse(textOf(swap.swap_start) ?? '')
  const endsAt = Date.parse(textOf(swap.swap_end) ?? '')
  const schedule = names.schedules.get(textOf(swap.schedule) ?? '')
  const remove = names.users.get(textOf(swap.beneficiary) ?? '')
  const add = names.users.get(textOf(swap.benefactor) ?? '')
  if (endsAt <= now) {
    report.cannot('override-ended', object, 'It ended before this import.')
    return null
  }
  if (textOf(swap.benefactor) === null) {
    const detail = 'Nobody has taken it; ask for cover here.'
    report.cannot('object-not-imported', object, detail, schedule)
    return null
  }
  if (!(startsAt < endsAt) || !schedule || !remove || !add || remove === add) {
    const detail = 'Its schedule or people are not known.'
    report.cannot('override-not-expressible', object, detail, schedule)
    return null
  }
  return {
    schedule,
    sourceRef: `grafana-oncall:swap:${object.id}`,
    linkRef: null,
    input: {
      kind: 'replace',
      remove,
      add,
      startsAt: formatInstant(startsAt),
      endsAt: formatInstant(endsAt),
      reason: 'Shift swap',
      cause: 'import',
    },
  }
}
