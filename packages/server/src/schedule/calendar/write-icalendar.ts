// Writes iCalendar data as text: escaping, quoting and folding are the library's.
//
// The library is loaded with the first calendar, so that the start of the program does not wait
// for it.

import type { JcalComponent } from '@evenwatch/core'

/** Octets of a line; the library counts without the blank that begins a folded one. */
const LINE_OCTETS_MAX = 75

export async function writeIcalendar(calendar: JcalComponent): Promise<string> {
  const { default: ICAL } = await import('ical.js')
  ICAL.foldLength = LINE_OCTETS_MAX - 1
  // The library's types know jCal only as nested arrays that may be written to.
  return ICAL.stringify(calendar as never)
}
