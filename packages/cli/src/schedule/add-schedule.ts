// `evenwatch schedule`: what is good and bad about a schedule's plan, saying it was looked at, and
// planning a period.

import { type CallOutput, getScheduleQuality, reviewSchedule } from '@evenwatch/api'
import { QUALITY_WEEKS_DEFAULT, QUALITY_WEEKS_MAX } from '@evenwatch/core'
import { type Command, InvalidArgumentError } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import {
  type AnswerOptions,
  type JsonOption,
  printAnswer,
  withJson,
  withTimes,
} from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { renderTable } from '../terminal/render-table.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { addSchedulePlan } from './add-schedule-plan.ts'

type Quality = CallOutput<typeof getScheduleQuality>
type Options = AnswerOptions & { readonly from?: string; readonly weeks: number }

export function addSchedule(program: Command, terminal: Terminal): void {
  const schedule = program
    .command('schedule')
    .summary('plan and check a schedule')
    .description(
      'Schedules: how good the plan ahead is, that somebody looked at it, and planning a period.',
    )
  addQuality(schedule, terminal)
  addReview(schedule, terminal)
  addSchedulePlan(schedule, terminal)
}

function addQuality(schedule: Command, terminal: Terminal): void {
  const command = schedule
    .command('quality')
    .summary('say what is good and bad about a plan')
    .description('Scores a schedule from 0 to 100: gaps, fairness, rest, absences, upkeep, areas.')
    .argument('<schedule>', 'name of a schedule')
    .option('--from <instant>', 'from this instant instead of now', readInstantOption)
    .option('--weeks <weeks>', 'weeks ahead', readWeeks, QUALITY_WEEKS_DEFAULT)
    .action(async (ref: string, options: Options) => {
      const { call } = connect(terminal)
      const { from, weeks } = options
      const answer = await call(getScheduleQuality, {
        params: { schedule: ref },
        query: { weeks, ...(from !== undefined && { from }) },
      })
      const times = await timesFor(call, options, ref)
      const style = styleOf(terminal)
      printAnswer(terminal, options, answer, () => render(style, times, ref, answer))
    })
  withExamples(withTimes(command), [
    ['evenwatch schedule quality payments-primary', ''],
    ["evenwatch schedule quality payments-primary --json | jq '.findings[].sentence'", ''],
  ])
}

function addReview(schedule: Command, terminal: Terminal): void {
  const command = schedule
    .command('review')
    .summary('say that a schedule is still right')
    .description('Records that a schedule was looked at and is still right.')
    .argument('<schedule>', 'name of a schedule')
    .action(async (ref: string, options: JsonOption) => {
      const { call } = connect(terminal)
      const answer = await call(reviewSchedule, { params: { schedule: ref } })
      printAnswer(terminal, options, answer, () => `${ref} is reviewed.\n`)
    })
  withJson(command)
}

function readWeeks(text: string): number {
  const weeks = Number(text)
  if (Number.isInteger(weeks) && weeks >= 1 && weeks <= QUALITY_WEEKS_MAX) return weeks
  throw new InvalidArgumentError(`A whole number from 1 to ${QUALITY_WEEKS_MAX}.`)
}

function render(style: Style, times: Times, schedule: string, quality: Quality): string {
  const { score, from, until } = quality
  const head = `${style.bold(`${schedule}: ${score} of 100`)}, ${times.when(from)} to ${times.when(until)}\n`
  const sections = [
    head,
    partsOf(style, quality),
    peopleOf(style, quality),
    findingsOf(style, times, quality),
  ]
  return `${sections.filter((text) => text !== '').join('\n')}${times.line(style)}`
}

function partsOf(style: Style, { parts }: Quality): string {
  const rows = parts.map(({ name, points, pointsMax, measured, formula }) => [
    name,
    `${points}/${pointsMax}`,
    measured,
    style.quiet(formula),
  ])
  return renderTable(style, ['part', 'points', 'measured', 'formula'], rows)
}

function peopleOf(style: Style, { people }: Quality): string {
  if (people.length === 0) return ''
  const rows = people.map((one) => [
    one.user.displayName,
    String(one.hours),
    String(one.weightedHours),
    String(one.nights),
    String(one.weekends),
    String(one.holidays),
    differenceOf(one.differencePercent),
  ])
  const headings = ['person', 'hours', 'weighted', 'nights', 'weekends', 'holidays', 'average']
  return renderTable(style, headings, rows)
}

function differenceOf(percent: number | null): string {
  if (percent === null) return '–'
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`
}

function findingsOf(style: Style, times: Times, { groups }: Quality): string {
  if (groups.length === 0) return `${style.good('Nothing to say against it.')}\n`
  const paint = { critical: style.bad, warning: style.warn, info: style.quiet }
  const rows = groups.map(({ severity, code, sentence, count, findings }) => [
    paint[severity](severity),
    code,
    String(count),
    findings[0]?.span ? times.when(findings[0].span.startsAt) : '–',
    sentence,
  ])
  return renderTable(style, ['severity', 'code', 'times', 'first', 'finding'], rows)
}
