// Which time the figures are of, as the server says it: a span that nobody chose is shown, too.

import { cityOf, formatOf } from '../../ui/zone.ts'

type Asked = { readonly from: string; readonly until: string }

/** `From Mon 24 Aug 2026 09:00 until Sun 22 Nov 2026 08:00, times in Vienna.` */
export function spanInWords({ from, until }: Asked, zone: string): string {
  const day = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const clock = formatOf(zone, { hour: '2-digit', minute: '2-digit' })
  const words = (at: number) => `${day.format(at).replace(',', '')} ${clock.format(at)}`
  return `From ${words(Date.parse(from))} until ${words(Date.parse(until))}, times in ${cityOf(zone)}.`
}
