// Spans as a file for spreadsheets: instants in ISO, hours as a number, one line a span (RFC 4180).

import { type Bar, whyInWords } from './shifts.ts'

const HOUR_MS = 3_600_000
const HEAD = ['role', 'from', 'until', 'hours', 'people', 'why']

export function csvOf(bars: readonly Bar[]): string {
  const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')
  const lines = bars.map((bar) => [
    bar.role,
    iso(bar.startsAt),
    iso(bar.endsAt),
    String(Math.round(((bar.endsAt - bar.startsAt) / HOUR_MS) * 100) / 100),
    [
      ...bar.people.map((person) => person.displayName),
      ...bar.policies.map((policy) => `policy ${policy.displayName}`),
    ].join('; '),
    whyInWords(bar),
  ])
  return `${[HEAD, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A text that begins like a formula is kept from being one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
