// `evenwatch load`: what pages cost a person, a team, or the shifts of a schedule.

import {
  getScheduleLoad,
  getTeamLoad,
  getUserLoad,
  type LoadFormulaView,
  type LoadWorkView,
  type UserLoadView,
} from '@evenwatch/api'
import { HOUR_CLASSES } from '@evenwatch/core'
import { type Command, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { renderTable } from '../terminal/render-table.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Options = AnswerOptions & {
  readonly user?: string
  readonly schedule?: string
  readonly team?: string
  readonly from?: string
  readonly until?: string
}

export function addLoad(program: Command, terminal: Terminal): void {
  const command = program
    .command('load')
    .summary('say what pages cost people, and what shifts really weighed')
    .description(
      'Pages and minutes by working, evening, weekend, holiday and sleep hours, in each person’s own\n' +
        'zone; of a schedule, each shift as predicted and as it was. Without a choice: your own load.',
    )
    .addOption(new Option('--user <name>', 'of this person').conflicts(['schedule', 'team']))
    .addOption(new Option('--schedule <name>', 'of the shifts of this schedule').conflicts('team'))
    .option('--team <name>', 'of everybody in this team')
    .option('--from <instant>', 'since then; 90 days before the end unless said', readInstantOption)
    .option('--until <instant>', 'until then; now unless said', readInstantOption)
    .action(async (options: Options) => {
      const { call } = connect(terminal)
      const style = styleOf(terminal)
      const { from, until } = options
      const query = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) }
      if (options.schedule !== undefined) {
        const params = { schedule: options.schedule }
        const answer = await call(getScheduleLoad, { params, query })
        const times = await timesFor(call, options, options.schedule)
        printAnswer(terminal, options, answer, (load) => renderShifts(style, times, load))
      } else if (options.team !== undefined) {
        const answer = await call(getTeamLoad, { params: { team: options.team }, query })
        const times = await timesFor(call, options)
        printAnswer(terminal, options, answer, (load) =>
          renderPeople(style, times, load, load.people),
        )
      } else {
        const answer = await call(getUserLoad, { params: { user: options.user ?? 'me' }, query })
        const times = await timesFor(call, options)
        printAnswer(terminal, options, answer, (load) => renderPeople(style, times, load, [load]))
      }
    })
  withExamples(withTimes(command), [
    ['evenwatch load', ''],
    ['evenwatch load --team payments --from 2026-01-01T00:00:00Z', ''],
    ['evenwatch load --schedule payments-primary', ''],
    ["evenwatch load --user ana --json | jq '.critical'", ''],
  ])
}

type Asked = { readonly from: string; readonly until: string; readonly formula: LoadFormulaView }

function renderPeople(
  style: Style,
  times: Times,
  asked: Asked,
  people: readonly UserLoadView[],
): string {
  const headings = [
    'person',
    'pages',
    ...HOUR_CLASSES,
    'minutes',
    'nights',
    'critical',
    'off shift',
  ]
  const rows = people.map(({ user, work, critical, unscheduled, nightsInterrupted }) => [
    user.displayName,
    String(work.pages),
    ...HOUR_CLASSES.map((hour) => pagesAndMinutes(work, hour)),
    String(Math.round(work.engagedMinutes)),
    String(nightsInterrupted),
    `${critical.groups} (${Math.round(critical.engagedMinutes)} min)`,
    `${unscheduled.pages} (${Math.round(unscheduled.engagedMinutes)} min)`,
  ])
  return `${renderTable(style, headings, rows)}\n${style.quiet(spanOf(times, asked))}\n${style.quiet(
    `Hours: pages/minutes engaged, in each person’s own zone. ${asked.formula.engaged}`,
  )}\n`
}

function pagesAndMinutes({ byHour }: LoadWorkView, hour: (typeof HOUR_CLASSES)[number]): string {
  const { pages, engagedMinutes } = byHour[hour] ?? { pages: 0, engagedMinutes: 0 }
  return pages === 0 && engagedMinutes === 0 ? '–' : `${pages}/${Math.round(engagedMinutes)}`
}

type ShiftsAnswer = Asked & {
  readonly shifts: readonly {
    readonly user: { readonly displayName: string }
    readonly role: string
    readonly startsAt: string
    readonly predictedWeightedHours: number
    readonly actualWeightedHours: number
    readonly isHeavy: boolean
    readonly isWhole: boolean
    readonly nightPages: number
    readonly work: LoadWorkView
    readonly sentence: string
  }[]
  readonly shiftsLeftOut: number
}

function renderShifts(style: Style, times: Times, answer: ShiftsAnswer): string {
  const { shifts, shiftsLeftOut, formula } = answer
  if (shifts.length === 0) return `Nobody was on call. ${spanOf(times, answer)}\n`
  const headings = [
    'shift from',
    'person',
    'role',
    'predicted',
    'actual',
    'pages',
    'night',
    'minutes',
    '',
  ]
  const rows = shifts.map((one) => [
    times.when(one.startsAt),
    one.user.displayName,
    one.role,
    String(Math.round(one.predictedWeightedHours)),
    String(Math.round(one.actualWeightedHours)),
    String(one.work.pages),
    String(one.nightPages),
    String(Math.round(one.work.engagedMinutes)),
    [...(one.isHeavy ? [style.warn('heavy')] : []), ...(one.isWhole ? [] : ['in part'])].join(', '),
  ])
  const sentences = shifts.filter(({ isHeavy }) => isHeavy).map(({ sentence }) => `${sentence}\n`)
  const more = shiftsLeftOut === 0 ? '' : ` ${shiftsLeftOut} lighter shifts are left out.`
  return [
    renderTable(style, headings, rows),
    ...(sentences.length === 0 ? [] : ['\n', ...sentences]),
    `\n${style.quiet(`${spanOf(times, answer)}${more}`)}\n`,
    `${style.quiet(`Weighted hours. Predicted: ${formula.predicted} Actual: ${formula.actual}`)}\n`,
  ].join('')
}

function spanOf(times: Times, { from, until }: Asked): string {
  return `From ${times.whenInYear(from)} until ${times.whenInYear(until)}, times in ${times.zone}.`
}
