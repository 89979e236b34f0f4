// How commands show instants: all in one zone, which is named once. `--utc` asks for UTC; `--json`
// carries the instants as the API gave them.

import { formatWhen, formatWhenInYear } from './format-time.ts'
import type { Style } from './style.ts'

export type UtcOption = { readonly utc?: boolean }

export type Times = {
  readonly zone: string
  /** `Mon 16 Mar 09:00` */
  when(instant: string): string
  /** `Mon 16 Mar 2026 09:00` */
  whenInYear(instant: string): string
  /** `Mon 16 Mar 09:00 until Mon 16 Mar 17:00` */
  span(span: { readonly startsAt: string; readonly endsAt: string }): string
  /** `Times in Europe/Vienna.`, for the end of a table. */
  line(style: Style): string
}

export function timesIn(zone: string): Times {
  const when = (instant: string) => formatWhen(instant, zone)
  return {
    zone,
    when,
    whenInYear: (instant) => formatWhenInYear(instant, zone),
    span: ({ startsAt, endsAt }) => `${when(startsAt)} until ${when(endsAt)}`,
    line: (style) => `${style.quiet(`Times in ${zone}.`)}\n`,
  }
}
