// `evenwatch cover`: ask somebody to cover a shift or swap it, and answer such requests.

import {
  acceptCoverRequest,
  type CoverRequestView,
  cancelCoverRequest,
  declineCoverRequest,
  listCoverRequests,
  requestCover,
  undoCoverAcceptance,
} from '@evenwatch/api'
import {
  COVER_REQUEST_STATES,
  type CoverRequestState,
  SHIFT_CHECK_CODES,
  type ShiftCheckCode,
  type ShiftRole,
} from '@evenwatch/core'
import { type Command, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import {
  type AnswerOptions,
  type JsonOption,
  printAnswer,
  withJson,
  withTimes,
} from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { renderTable } from '../terminal/render-table.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type Times, timesIn } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { roleOption } from './add-override.ts'

const ID = '019b981d-0f80-7203-a086-253c638eda23'

export function addCover(program: Command, terminal: Terminal): void {
  const cover = program
    .command('cover')
    .summary('ask for cover, and answer')
    .description(
      'Cover requests and swaps. Nothing changes until somebody accepts; the first yes wins.',
    )
  addAsk(cover, terminal)
  addList(cover, terminal)
  addAccept(cover, terminal)
  addDecline(cover, terminal)
  addTakeBack(cover, terminal)
}

type AskOptions = AnswerOptions & {
  readonly from: string
  readonly until: string
  readonly role: ShiftRole
  readonly ask?: readonly string[]
  readonly owner?: string
  readonly note?: string
  readonly split?: boolean
  readonly swapWith?: string
  readonly swapFrom?: string
  readonly swapUntil?: string
  readonly swapSchedule?: string
}

function addAsk(cover: Command, terminal: Terminal): void {
  const command = cover
    .command('ask')
    .summary('ask for cover, or propose a swap')
    .description(
      'Asks others to take your shift or a part of it; with --swap-with, for one of theirs.',
    )
    .argument('<schedule>', 'name of the schedule')
    .requiredOption('--from <instant>', 'when it begins', readInstantOption)
    .requiredOption('--until <instant>', 'when it ends', readInstantOption)
    .option('--ask <person...>', 'whom to ask; without it, everybody of the team')
    .option('--note <text>', 'what they read')
    .option('--split', 'cut off what other overrides decide already')
    .option('--owner <person>', 'whose shift, for leads and managers; without it, yours')
    .option('--swap-with <person>', 'propose a swap with this person')
    .option('--swap-from <instant>', 'their part begins', readInstantOption)
    .option('--swap-until <instant>', 'their part ends', readInstantOption)
    .option('--swap-schedule <schedule>', 'theirs; without it, the same one')
    .addOption(roleOption())
    .action(async (schedule: string, options: AskOptions) => {
      const { call } = connect(terminal)
      const { from, until, role, ask, owner, note, split } = options
      const answer = await call(requestCover, {
        params: { schedule },
        body: {
          ...counterpartOf(options),
          from,
          until,
          role,
          ...(ask !== undefined && { ask: [...ask] }),
          ...(owner !== undefined && { owner }),
          ...(note !== undefined && { note }),
          ...(split && { split }),
        },
      })
      printAnswer(terminal, options, answer, (made) => {
        const times = timesOf(made, options)
        const asked = made.asked.map((one) => one.displayName).join(', ')
        return `Asked ${asked} about ${times.span(made)} (${times.zone}).\n${made.id}\n`
      })
    })
  withExamples(withTimes(command), [
    [
      'evenwatch cover ask payments-primary --from 2026-03-16T18:00:00+01:00 --until 2026-03-16T22:00:00+01:00 --note "parents’ evening"',
      'ask everybody of the team',
    ],
    [
      'evenwatch cover ask payments-primary --from 2026-03-16T18:00:00+01:00 --until 2026-03-16T22:00:00+01:00 --swap-with ben --swap-from 2026-03-23T18:00:00+01:00 --swap-until 2026-03-23T22:00:00+01:00',
      'your Monday evening for Ben’s',
    ],
  ])
}

function counterpartOf({ role, swapWith, swapFrom, swapUntil, swapSchedule }: AskOptions) {
  if (swapWith === undefined) {
    if (swapFrom === undefined && swapUntil === undefined && swapSchedule === undefined) return {}
    throw new CliFault('A swap names its person: --swap-with.', { exitCode: EXIT_CODE.usage })
  }
  if (swapFrom === undefined || swapUntil === undefined) {
    const message = 'A swap says what you take in return: --swap-from and --swap-until.'
    throw new CliFault(message, { exitCode: EXIT_CODE.usage })
  }
  const schedule = swapSchedule === undefined ? {} : { schedule: swapSchedule }
  const counterpart = { user: swapWith, from: swapFrom, until: swapUntil, role, ...schedule }
  return { kind: 'swap' as const, with: counterpart }
}

type ListOptions = AnswerOptions & {
  readonly mine?: boolean
  readonly forMe?: boolean
  readonly escalated?: boolean
  readonly toAssign?: boolean
  readonly team?: string
  readonly state?: CoverRequestState
}

/** More than this many are for the screens. */
const LISTED_MAX = 200

function addList(cover: Command, terminal: Terminal): void {
  const command = cover
    .command('list')
    .summary('list cover requests')
    .description('Lists cover requests and swaps, the newest first.')
    .option('--mine', 'about your shifts')
    .option('--for-me', 'that you are asked to answer')
    .option('--escalated', 'that nobody took, though they begin within 24 hours')
    .option('--to-assign', 'of these, those that are yours to assign')
    .option('--team <team>', 'of a team')
    .addOption(new Option('--state <state>', 'in this state').choices(COVER_REQUEST_STATES))
    .action(async (options: ListOptions) => {
      const { call } = connect(terminal)
      const { mine, forMe, escalated, toAssign, team, state } = options
      const answer = await call(listCoverRequests, {
        query: {
          limit: LISTED_MAX,
          ...(mine && { mine: 'true' }),
          ...(forMe && { forMe: 'true' }),
          ...(escalated && { escalated: 'true' }),
          ...(toAssign && { toAssign: 'true' }),
          ...(team !== undefined && { team }),
          ...(state !== undefined && { state }),
        },
      })
      const times = await timesFor(call, options)
      printAnswer(terminal, options, answer, ({ items }) => {
        if (items.length === 0) return 'There is no such request.\n'
        const style = styleOf(terminal)
        const rows = items.map((one) => [
          one.owner.displayName,
          one.schedule.name,
          times.when(one.startsAt),
          times.when(one.endsAt),
          inReturn(times, one),
          one.state,
          one.id,
        ])
        const headings = ['whose', 'schedule', 'from', 'until', 'in return', 'state', 'id']
        return `${renderTable(style, headings, rows)}${times.line(style)}`
      })
    })
  withExamples(withTimes(command), [
    ['evenwatch cover list --for-me --state open', ''],
    ["evenwatch cover list --mine --json | jq -r '.items[].state'", ''],
  ])
}

function inReturn(times: Times, { counterpart }: CoverRequestView): string {
  if (counterpart === null) return '–'
  return `${counterpart.user.displayName}’s ${times.when(counterpart.startsAt)}`
}

type AcceptOptions = AnswerOptions & {
  readonly from?: string
  readonly until?: string
  readonly for?: string
  readonly despite?: readonly ShiftCheckCode[]
  readonly reason?: string
}

function addAccept(cover: Command, terminal: Terminal): void {
  const command = cover
    .command('accept')
    .summary('accept a request')
    .description('Accepts all that is open of a request, or a part of it. The first yes wins.')
    .argument('<request>', 'id, as `cover list` shows it')
    .option('--from <instant>', 'only from then on', readInstantOption)
    .option('--until <instant>', 'only until then', readInstantOption)
    .option('--for <person>', 'say yes for this person, for leads and managers')
    .addOption(
      new Option('--despite <limit...>', 'overrule these limits, for leads and managers').choices(
        SHIFT_CHECK_CODES,
      ),
    )
    .option('--reason <text>', 'why; whoever it moves reads it, and overruling needs it')
    .action(async (request: string, options: AcceptOptions) => {
      const { call } = connect(terminal)
      const { from, until, for: covers, despite, reason } = options
      const answer = await call(acceptCoverRequest, {
        params: { request },
        body: {
          ...(from !== undefined && { from }),
          ...(until !== undefined && { until }),
          ...(covers !== undefined && { for: covers }),
          ...(despite !== undefined && { despite: [...despite] }),
          ...(reason !== undefined && { reason }),
        },
      })
      printAnswer(terminal, options, answer, (one) => saidYes(one, options))
    })
  withExamples(withTimes(command), [
    [`evenwatch cover accept ${ID}`, ''],
    [`evenwatch cover accept ${ID} --until 2026-03-16T20:00:00+01:00`, 'the first half'],
    [
      `evenwatch cover accept ${ID} --for ben --despite short-rest --reason "Nobody else can"`,
      'put Ben on call, as a lead',
    ],
  ])
}

/** In the zone of the schedule that the request is about. */
function timesOf({ schedule }: CoverRequestView, { utc }: AnswerOptions): Times {
  return timesIn(utc ? 'UTC' : schedule.timeZone)
}

function saidYes(one: CoverRequestView, options: AcceptOptions): string {
  const { open, answers, owner, schedule } = one
  const covers =
    options.for === undefined ? 'You cover' : `${answers.at(-1)?.user.displayName} covers`
  const times = timesOf(one, options)
  const but = coveredIn(times, one)
  if (open.length === 0) return `${covers} ${schedule.name} for ${owner.displayName}${but}.\n`
  const rest = `${open.map(times.span).join(' and ')} (${times.zone})`
  return `${covers} a part${but}; ${rest} stays with ${owner.displayName}.\n`
}

/** What was written by the last yes, where other overrides had decided some of it already. */
function coveredIn(times: Times, { answers }: CoverRequestView): string {
  const answeredAt = answers.at(-1)?.answeredAt
  // Open spans that lie apart are accepted one by one, in the same instant.
  const yes = answers.filter((one) => one.kind === 'accepted' && one.answeredAt === answeredAt)
  const covered = yes.flatMap((one) => one.covered)
  if (lengthOf(covered) >= lengthOf(yes)) return ''
  return ` only ${covered.map(times.span).join(' and ')} (${times.zone}), as other overrides decide the rest`
}

type MaybeSpan = { readonly startsAt: string | null; readonly endsAt: string | null }

function lengthOf(spans: readonly MaybeSpan[]): number {
  return spans.reduce(
    (sum, { startsAt, endsAt }) => sum + Date.parse(endsAt ?? '') - Date.parse(startsAt ?? ''),
    0,
  )
}

type ReasonOptions = JsonOption & { readonly reason?: string }

function addDecline(cover: Command, terminal: Terminal): void {
  const command = cover
    .command('decline')
    .summary('say no')
    .description('Declines a request. A reason is welcome and not needed.')
    .argument('<request>', 'id, as `cover list` shows it')
    .option('--reason <text>', 'why')
    .action(async (request: string, options: ReasonOptions) => {
      const { call } = connect(terminal)
      const { reason } = options
      const body = reason === undefined ? {} : { reason }
      const answer = await call(declineCoverRequest, { params: { request }, body })
      printAnswer(terminal, options, answer, ({ owner }) => `${owner.displayName} is told.\n`)
    })
  withExamples(withJson(command), [[`evenwatch cover decline ${ID} --reason "I am away"`, '']])
}

type TakeBackOptions = ReasonOptions & { readonly confirm?: boolean }

function addTakeBack(cover: Command, terminal: Terminal): void {
  const undo = cover
    .command('undo')
    .summary('take an acceptance back')
    .description('Takes an acceptance back before its span begins; the request is open again.')
    .argument('<request>', 'id, as `cover list` shows it')
    .option('--reason <text>', 'why')
    .option('--confirm', 'although a later override depends on it')
    .action(async (request: string, options: TakeBackOptions) => {
      const { call } = connect(terminal)
      const { reason, confirm } = options
      const answer = await call(undoCoverAcceptance, {
        params: { request },
        query: { confirm: String(confirm ?? false) },
        body: reason === undefined ? {} : { reason },
      })
      printAnswer(terminal, options, answer, ({ state }) => `The request is ${state} again.\n`)
    })
  withExamples(withJson(undo), [[`evenwatch cover undo ${ID}`, '']])
  const withdraw = cover
    .command('withdraw')
    .summary('withdraw your request')
    .description('Withdraws what nobody has accepted; what somebody accepted stays theirs.')
    .argument('<request>', 'id, as `cover list` shows it')
    .option('--reason <text>', 'why')
    .action(async (request: string, options: ReasonOptions) => {
      const { call } = connect(terminal)
      const { reason } = options
      const body = reason === undefined ? {} : { reason }
      const answer = await call(cancelCoverRequest, { params: { request }, body })
      printAnswer(terminal, options, answer, () => 'The request is withdrawn.\n')
    })
  withExamples(withJson(withdraw), [[`evenwatch cover withdraw ${ID}`, '']])
}
