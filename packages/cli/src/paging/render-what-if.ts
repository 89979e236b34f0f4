// The track of "what would happen if" as text: one line for each thing that happens, with the
// minutes since the event, below it whoever is paged, why, and how.

import type { WhatIfView } from '@evenwatch/api'
import { formatDuration, SECOND_MS } from '@evenwatch/core'
import { type Style, widthOf } from '../terminal/style.ts'
import type { Times } from '../terminal/times.ts'

type Entry = WhatIfView['entries'][number]

export function renderWhatIf(style: Style, times: Times, told: WhatIfView): string {
  const { target, severity, urgency } = told
  const event = severity === null ? `${urgency} urgency` : `${severity}, ${urgency} urgency`
  const marks = told.entries.map(({ afterMs }) => mark(afterMs))
  const width = Math.max(...marks.map(widthOf), 0)
  const track = told.entries.flatMap((entry, index) => {
    const isSame = index > 0 && told.entries[index - 1]?.afterMs === entry.afterMs
    const at = isSame ? '' : (marks[index] ?? '')
    return renderEntry(style, times, entry, `  ${style.bold(at.padStart(width))}  `, width + 4)
  })
  return `${[
    `${style.bold(target.displayName)}: ${event}, ${times.when(told.at)} (${times.zone})`,
    ...told.warnings.map((warning) => style.warn(warning)),
    '',
    ...track,
    '',
    `${style.bold(told.end.words)}`,
    ...renderFindings(style, times, told),
  ].join('\n')}\n`
}

function renderEntry(
  style: Style,
  times: Times,
  entry: Entry,
  head: string,
  indent: number,
): string[] {
  const pad = ' '.repeat(indent + 2)
  const until = (at: string | null) =>
    at === null ? 'nobody is to come' : `until ${times.when(at)}`
  return [
    `${head}${isBad(entry) ? style.warn(entry.words) : entry.words}`,
    ...entry.people.flatMap(({ user, reasons, messages }) => [
      `${pad}${user.displayName}: ${reasons.join('; ')}`,
      ...messages.map(({ method, channel, words }) => {
        const by = method === channel ? channel : `${method} (${channel})`
        return `${pad}  ${style.quiet(`by ${by} ${words}`)}`
      }),
    ]),
    ...entry.gaps.map((gap) =>
      style.warn(`${pad}Nobody is on call in ${gap.schedule.name}, ${until(gap.until)}.`),
    ),
    ...entry.unreachable.map((words) => style.warn(`${pad}${words}`)),
  ]
}

function renderFindings(style: Style, times: Times, { findings }: WhatIfView): string[] {
  if (findings.length === 0) return []
  const paint = { critical: style.bad, warning: style.warn, info: style.quiet }
  const width = Math.max(...findings.map(({ severity }) => severity.length))
  return [
    '',
    style.bold('Look at'),
    ...findings.map(({ severity, words, until, afterMs }) => {
      const when = until === null ? '' : ` Somebody is from ${times.when(until)} on.`
      return `  ${paint[severity](severity.padEnd(width))}  ${mark(afterMs)}  ${words}${when}`
    }),
  ]
}

const BAD: ReadonlySet<Entry['kind']> = new Set([
  'step-skipped',
  'policy-not-called',
  'nobody-reachable',
  'held',
])

function isBad({ kind }: Entry): boolean {
  return BAD.has(kind)
}

/** `+0m`, `+1h05m`, `+10s` */
function mark(afterMs: number): string {
  return `+${formatDuration(Math.round(afterMs / SECOND_MS) * SECOND_MS)}`
}
