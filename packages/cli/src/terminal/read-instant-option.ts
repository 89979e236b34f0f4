// An instant given on the command line: RFC 3339, with its offset said. A day that no calendar has is
// refused: read as the days after it, a change would be made for another day than the one meant.

import { InvalidArgumentError } from 'commander'

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/
const EXAMPLE = '2026-03-16T09:00:00+01:00'

export function readInstantOption(text: string): string {
  const day = INSTANT.exec(text)?.[1]
  const at = day === undefined ? Number.NaN : Date.parse(text)
  if (day === undefined || Number.isNaN(at)) {
    throw new InvalidArgumentError(`An instant with its offset, for example ${EXAMPLE}.`)
  }
  if (!isDay(day)) {
    throw new InvalidArgumentError(
      `There is no day ${day}; an instant is, for example, ${EXAMPLE}.`,
    )
  }
  return new Date(at).toISOString()
}

/** Reading a day that does not exist gives a later one, which is then written differently. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
