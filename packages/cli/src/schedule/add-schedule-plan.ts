// `evenwatch schedule plan`: plans a period, shows it, and publishes it when told to.

import {
  ERROR_CATALOGUE,
  getSchedule,
  type PeriodPlanView,
  PLAN_LIMITS,
  PLAN_TURNS_DEFAULT,
  planPeriod,
  updateSchedule,
} from '@evenwatch/api'
import { type Command, InvalidArgumentError } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { renderPeriodPlan } from './render-period-plan.ts'

type Options = AnswerOptions & {
  readonly layer?: string
  readonly from?: string
  readonly until?: string
  readonly turns?: number
  readonly people?: readonly string[]
  readonly max?: Readonly<Record<string, number>>
  readonly seed?: number
  readonly publish?: boolean
  readonly at?: string
}

export function addSchedulePlan(schedule: Command, terminal: Terminal): void {
  const command = schedule
    .command('plan')
    .summary('plan who takes each turn of a period')
    .description(
      'Plans the turns of a period: evenly, and around absences, rest and other schedules. Nothing changes without --publish.',
    )
    .argument('<schedule>', 'name of a schedule')
    .option('--layer <layer>', 'which layer, when there are several')
    .option('--from <instant>', 'from the first handoff there or later', readInstantOption)
    .option('--until <instant>', 'every turn that begins before', readInstantOption)
    .option('--turns <turns>', `so many turns; without it ${PLAN_TURNS_DEFAULT}`, readTurns)
    .option('--people <people>', 'who may be given turns: ana,ben', readPeople)
    .option('--max <person=turns>', 'at most so many turns for a person; may be repeated', readMax)
    .option('--seed <number>', 'another number, another plan as fair', readSeed)
    .option('--publish', 'let the plan take effect, from its first turn on')
    .option('--at <instant>', 'with --publish: from a later instant on', readInstantOption)
    .action((ref: string, options: Options) => plan(terminal, ref, options))
  withExamples(withTimes(command), [
    ['evenwatch schedule plan payments-primary', 'the next 26 turns; nothing changes'],
    [
      'evenwatch schedule plan payments-primary --from 2026-04-01T00:00:00+02:00 --turns 13 --max ana=3',
      'a quarter, with at most three turns for Ana',
    ],
    [
      'evenwatch schedule plan payments-primary --turns 13 --seed 2 --publish',
      'another plan, and let it take effect',
    ],
    ["evenwatch schedule plan payments-primary --json | jq '.turns[].user.name'", ''],
  ])
}

async function plan(terminal: Terminal, ref: string, options: Options): Promise<void> {
  const { layer, from, until, turns, people, max, seed, publish, at } = options
  if (at !== undefined && !publish) {
    throw new CliFault('--at belongs to --publish.', { exitCode: EXIT_CODE.usage })
  }
  const { call } = connect(terminal)
  const params = { schedule: ref }
  // Whoever changes the schedule meanwhile is not overwritten.
  const { version } = await call(getSchedule, { params })
  const answer = await call(planPeriod, {
    params,
    body: {
      ...(layer !== undefined && { layer }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(turns !== undefined && { turns }),
      ...(people !== undefined && { people: [...people] }),
      ...(max !== undefined && { shiftsMax: max }),
      ...(seed !== undefined && { seed }),
    },
  })
  const times = await timesFor(call, options, ref)
  printAnswer(terminal, options, answer, () =>
    renderPeriodPlan(styleOf(terminal), times, ref, answer),
  )
  const { draft } = answer
  if (!draft) throw withoutPlan(answer)
  if (!publish) return
  const publishAt = publishedAt(draft, at, times)
  const headers = { 'if-match': String(version) }
  await call(updateSchedule, { params, body: { ...draft, at: publishAt } }, { headers })
  terminal.err(`Published: it takes effect on ${inWords(publishAt, times)}.\n`)
}

function publishedAt(draft: { readonly at: string }, at: string | undefined, times: Times): string {
  if (at === undefined || at >= draft.at) return at ?? draft.at
  const message = `The plan begins on ${inWords(draft.at, times)}; --at is that instant or a later one.`
  throw new CliFault(message, { exitCode: EXIT_CODE.usage })
}

function inWords(instant: string, { zone }: Times): string {
  const timeZone = zone
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  })
  return `${format.format(new Date(instant))} (${zone})`
}

function withoutPlan({ kind }: PeriodPlanView): CliFault {
  const { exitCode } = ERROR_CATALOGUE['state-conflict']
  if (kind === 'impossible') {
    return new CliFault('No plan meets all of these demands.', { exitCode })
  }
  return new CliFault('No plan was found in the time a plan may take, and no proof against one.', {
    exitCode,
    hint: 'Try another --seed, fewer turns, or more people.',
  })
}

function readTurns(text: string): number {
  return readWhole(text, 1, PLAN_LIMITS.turnsMax)
}

function readSeed(text: string): number {
  return readWhole(text, 0, PLAN_LIMITS.seedMax)
}

function readWhole(text: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new InvalidArgumentError(`A whole number from ${min} to ${max}.`)
}

function readPeople(text: string): string[] {
  const people = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  if (people.length > 0) return people
  throw new InvalidArgumentError('Names with commas between them: ana,ben.')
}

function readMax(text: string, before: Record<string, number> = {}): Record<string, number> {
  const [, person, turns] = /^(.+)=(\d+)$/.exec(text.trim()) ?? []
  if (person === undefined || turns === undefined) {
    throw new InvalidArgumentError('A person and a number of turns: ana=3.')
  }
  return { ...before, [person]: readWhole(turns, 0, PLAN_LIMITS.turnsMax) }
}
