// How column values become JavaScript values, the same on every connection.
//
// Instants are integer milliseconds, whole numbers and decimals are numbers, JSON is parsed; dates,
// times and intervals stay text, because Node has no type for them that keeps what they say.
// A value that a number cannot carry exactly is a bug of ours and stops the query.

import { assert, type Instant } from '@evenwatch/core'
import pg from 'pg'
import { arrayParser } from 'pg-types'

const { builtins } = pg.types

/** Type numbers of arrays, which `pg` gives no names. */
const ARRAY_OF = {
  int8: 1016,
  date: 1182,
  timestamptz: 1185,
  interval: 1187,
  numeric: 1231,
} as const

const TIMESTAMPTZ =
  /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::?(\d\d))?$/

/** PostgreSQL's ISO form, any offset; microseconds are cut to milliseconds. */
export function parseTimestamptz(text: string): Instant {
  const match = TIMESTAMPTZ.exec(text)
  assert(match !== null, `${text} is an instant between the years 1 and 294276`)
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] =
    match
  const offsetMinutes = Number(offsetHour) * 60 + Number(offsetMinute ?? 0)
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  )
  return wall - (sign === '-' ? -1 : 1) * offsetMinutes * 60_000
}

export function parseInt8(text: string): number {
  const value = Number(text)
  assert(Number.isSafeInteger(value), `${text} fits a number exactly`)
  return value
}

const asIs = (text: string): string => text

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<
  number,
  (text: string) => unknown
>([
  [builtins.INT8, parseInt8],
  [builtins.NUMERIC, Number],
  [builtins.TIMESTAMPTZ, parseTimestamptz],
  [builtins.TIMESTAMP, asIs],
  [builtins.DATE, asIs],
  [builtins.INTERVAL, asIs],
  [ARRAY_OF.int8, (text) => arrayParser(text, parseInt8)],
  [ARRAY_OF.numeric, (text) => arrayParser(text, Number)],
  [ARRAY_OF.timestamptz, (text) => arrayParser(text, parseTimestamptz)],
  [ARRAY_OF.date, (text) => arrayParser(text, asIs)],
  [ARRAY_OF.interval, (text) => arrayParser(text, asIs)],
])

/** For the `types` setting of a pool or client. */
export const columnParsers: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    const own = format === 'binary' ? undefined : PARSERS.get(oid)
    return own ?? pg.types.getTypeParser(oid, format)
  },
}
