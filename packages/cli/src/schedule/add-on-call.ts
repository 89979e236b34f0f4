// `evenwatch on-call`: who is on call, until when, and who comes next.

import { type CallOutput, getOnCall, getOnCallOverview } from '@evenwatch/api'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { renderTable } from '../terminal/render-table.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Options = AnswerOptions & { readonly at?: string }
type Person = { readonly displayName: string }
type OnCallNow = {
  readonly users: readonly Person[]
  readonly policies: readonly (Person & { readonly reaches?: readonly Person[] })[]
}

export function addOnCall(program: Command, terminal: Terminal): void {
  const command = program
    .command('on-call')
    .summary('say who is on call')
    .description('Says who is on call now or at an instant, until when, and who comes next.')
    .argument('[schedule]', 'name of a schedule; without it, every team’s schedules')
    .option('--at <instant>', 'at this instant', readInstantOption)
    .action((schedule: string | undefined, options: Options) =>
      schedule === undefined
        ? allSchedules(terminal, options)
        : oneSchedule(terminal, schedule, options),
    )
  withExamples(withTimes(command), [
    ['evenwatch on-call', ''],
    ['evenwatch on-call payments-primary --at 2026-12-24T18:00:00+01:00', ''],
    ["evenwatch on-call payments-primary --json | jq -r '.users[].name'", ''],
  ])
}

async function oneSchedule(terminal: Terminal, schedule: string, options: Options): Promise<void> {
  const { call } = connect(terminal)
  const answer = await call(getOnCall, { params: { schedule }, query: atOf(options) })
  const times = await timesFor(call, options, schedule)
  printAnswer(terminal, options, answer, () => {
    const style = styleOf(terminal)
    return (
      renderTable(style, HEADINGS, [rowOfOne(style, times, schedule, answer)]) + times.line(style)
    )
  })
}

async function allSchedules(terminal: Terminal, options: Options): Promise<void> {
  const { call } = connect(terminal)
  const answer = await call(getOnCallOverview, { query: atOf(options) })
  const times = await timesFor(call, options)
  printAnswer(terminal, options, answer, ({ teams }) => {
    const style = styleOf(terminal)
    const rows = teams.flatMap(({ schedules }) =>
      schedules.map((one) => {
        const until = one.until ?? one.gaps[0]?.endsAt ?? null
        const next = whoIn({ users: one.successors, policies: one.nextPolicies })
        return [one.schedule, who(style, one), whenOf(times, until), next || '–']
      }),
    )
    if (rows.length === 0) return 'There is no schedule yet.\n'
    return renderTable(style, HEADINGS, rows) + times.line(style)
  })
}

const HEADINGS = ['schedule', 'on call', 'until', 'next']

function rowOfOne(
  style: Style,
  times: Times,
  schedule: string,
  answer: CallOutput<typeof getOnCall>,
): string[] {
  const until = answer.shift?.endsAt ?? answer.gapEndsAt
  const next = answer.next ? `${whoIn(answer.next)} (${times.when(answer.next.startsAt)})` : '–'
  return [schedule, who(style, answer), whenOf(times, until), next]
}

const atOf = ({ at }: Options) => (at === undefined ? {} : { at })
const names = (people: readonly Person[]) => people.map((one) => one.displayName).join(', ')
const who = (style: Style, onCall: OnCallNow) => whoIn(onCall) || style.warn('nobody')
/** `policy Payments daytime (Ben Okafor)`: whom it pages first, where the answer says so. */
const whoIn = ({ users, policies }: OnCallNow) =>
  [
    ...users.map((one) => one.displayName),
    ...policies.map(({ displayName, reaches = [] }) => {
      const first = names(reaches)
      return `policy ${displayName}${first === '' ? '' : ` (${first})`}`
    }),
  ].join(', ')
const whenOf = (times: Times, instant: string | null) =>
  instant === null ? '–' : times.when(instant)
