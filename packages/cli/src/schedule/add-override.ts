// `evenwatch override`: decide who is on call for a span, see what was decided, take it back.

import {
  type ChangePreview,
  cancelOverride,
  createOverride,
  listOverrides,
  type OverrideView,
  previewShiftChange,
} from '@evenwatch/api'
import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { type Command, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import { listAll } from '../connection/list-all.ts'
import { timesFor } from '../connection/times-for.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { renderTable } from '../terminal/render-table.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'

export function addOverride(program: Command, terminal: Terminal): void {
  const override = program
    .command('override')
    .summary('change who is on call for a span')
    .description('Overrides: another person, one more, one less, or exactly these, for a span.')
  addAdd(override, terminal)
  addList(override, terminal)
  addCancel(override, terminal)
}

type AddOptions = AnswerOptions & {
  readonly from: string
  readonly until: string
  readonly replace?: string
  readonly with?: string
  readonly add?: string
  readonly remove?: string
  readonly set?: readonly string[]
  readonly nobody?: boolean
  readonly role: ShiftRole
  readonly layer?: string
  readonly split?: boolean
  readonly reason?: string
  readonly plan?: boolean
  readonly evenWithoutEffect?: boolean
}

function addAdd(override: Command, terminal: Terminal): void {
  const command = override
    .command('add')
    .summary('put somebody on call for a span')
    .description('Says who is on call for a span: a replacement, one more, one less, or a list.')
    .argument('<schedule>', 'name of the schedule')
    .requiredOption('--from <instant>', 'when it begins', readInstantOption)
    .requiredOption('--until <instant>', 'when it ends', readInstantOption)
    .option('--replace <person>', 'whom to replace; needs --with')
    .option('--with <person>', 'by whom')
    .option('--add <person>', 'one more person')
    .option('--remove <person>', 'one person less')
    .option('--set <person...>', 'exactly these people')
    .option('--nobody', 'nobody, on purpose')
    .addOption(roleOption())
    .option('--layer <layer>', 'of this layer alone; without it, the final schedule')
    .option('--split', 'only where no other override decides already')
    .option('--reason <text>', 'why')
    .option('--plan', 'only show what it would do, and what speaks against it')
    .option('--even-without-effect', 'although it would change nobody')
    .action(async (schedule: string, options: AddOptions) => {
      const { call } = connect(terminal)
      const { from, until, role, layer, split, reason } = options
      const params = { schedule }
      const body = {
        ...kindOf(options),
        startsAt: from,
        endsAt: until,
        role,
        ...(layer !== undefined && { layer }),
        ...(reason !== undefined && { reason }),
      }
      const times = await timesFor(call, options, schedule)
      if (options.plan) {
        const preview = { kind: 'override' as const, override: body, split: split ?? false }
        const answer = await call(previewShiftChange, { params, body: preview })
        printAnswer(terminal, options, answer, (told) => planOf(styleOf(terminal), times, told))
        return
      }
      const query = { confirm: String(options.evenWithoutEffect ?? false) }
      const answer = await call(createOverride, {
        params,
        query,
        body: { ...body, split: split ?? false },
      })
      printAnswer(terminal, options, answer, (made) => {
        const isSplit = split && made.linkId !== null
        const parts = isSplit ? ', in parts around other overrides; the first ' : ', '
        const effect = made.effect.acts === 'wholly' ? '' : `${made.effect.words}\n`
        const said = `${describe(made)}${parts}${times.span(made)} (${times.zone}).\n`
        return `${said}${effect}${mindOf(made.checks)}`
      })
    })
  withExamples(withTimes(command), [
    [
      'evenwatch override add payments-primary --replace ana --with ben --from 2026-03-16T18:00:00+01:00 --until 2026-03-16T22:00:00+01:00 --reason concert',
      'Ben instead of Ana for an evening',
    ],
    [
      'evenwatch override add payments-primary --nobody --from 2026-12-24T12:00:00+01:00 --until 2026-12-26T12:00:00+01:00',
      'nobody, on purpose',
    ],
  ])
}

/** Exactly one kind is said. */
function kindOf(options: AddOptions) {
  const { replace, with: by, add, remove, set, nobody } = options
  const said = [replace, add, remove, set, nobody].filter((one) => one !== undefined)
  if (said.length !== 1 || (replace === undefined) !== (by === undefined)) {
    throw new CliFault('Say one of --replace with --with, --add, --remove, --set or --nobody.', {
      exitCode: EXIT_CODE.usage,
    })
  }
  if (replace !== undefined && by !== undefined) {
    return { kind: 'replace' as const, remove: replace, add: by }
  }
  if (add !== undefined) return { kind: 'add' as const, add }
  if (remove !== undefined) return { kind: 'remove' as const, remove }
  return { kind: 'set' as const, users: [...(set ?? [])] }
}

type ListOptions = AnswerOptions & { readonly past?: boolean; readonly cancelled?: boolean }

function addList(override: Command, terminal: Terminal): void {
  const command = override
    .command('list')
    .summary('list overrides')
    .description('Lists overrides in the order in which they act.')
    .argument('<schedule>', 'name of the schedule')
    .option('--past', 'those that have ended, too')
    .option('--cancelled', 'those that were cancelled, too')
    .action(async (schedule: string, options: ListOptions) => {
      const { call } = connect(terminal)
      const query = {
        includePast: String(options.past ?? false),
        includeCancelled: String(options.cancelled ?? false),
      }
      const items = await listAll((cursor) =>
        call(listOverrides, { params: { schedule }, query: { ...query, ...cursor, limit: 200 } }),
      )
      const times = await timesFor(call, options, schedule)
      printAnswer(terminal, options, { items, nextCursor: null }, () => {
        if (items.length === 0) return 'There is no override.\n'
        const style = styleOf(terminal)
        const rows = items.map((one) => [
          describe(one),
          times.when(one.startsAt),
          times.when(one.endsAt),
          one.cause,
          stateOf(times, one),
          one.id,
        ])
        const headings = ['what', 'from', 'until', 'because of', 'state', 'id']
        return `${renderTable(style, headings, rows)}${times.line(style)}`
      })
    })
  withExamples(withTimes(command), [
    ['evenwatch override list payments-primary', ''],
    ["evenwatch override list payments-primary --json | jq -r '.items[].id'", ''],
  ])
}

type CancelOptions = AnswerOptions & { readonly confirm?: boolean }

function addCancel(override: Command, terminal: Terminal): void {
  const command = override
    .command('cancel')
    .summary('cancel an override')
    .description(
      'Cancels an override and those that belong to it, such as the other half of a swap.\n' +
        'One that has begun ends now.',
    )
    .argument('<schedule>', 'name of the schedule')
    .argument('<override>', 'id, as `override list` shows it')
    .option('--confirm', 'although a later override depends on it')
    .action(async (schedule: string, override: string, options: CancelOptions) => {
      const { call } = connect(terminal)
      const answer = await call(cancelOverride, {
        params: { schedule, override },
        query: { confirm: String(options.confirm ?? false) },
      })
      const times = await timesFor(call, options, schedule)
      printAnswer(terminal, options, answer, (one) =>
        one.cancelledAt === null
          ? `It ended at ${times.when(one.endsAt)} (${times.zone}).\n`
          : `Cancelled: ${describe(one)}, ${times.span(one)} (${times.zone}).\n`,
      )
    })
  withExamples(withTimes(command), [
    [
      'evenwatch override cancel payments-primary 019b981d-0f80-7203-a086-253c638eda23 --confirm',
      '',
    ],
  ])
}

export function roleOption(): Option {
  return new Option('--role <role>', 'of which role').choices(SHIFT_ROLES).default('primary')
}

export function describe(override: OverrideView): string {
  const names = (people: readonly { readonly displayName: string }[]) =>
    people.map((one) => one.displayName).join(', ')
  const role = override.role === 'primary' ? '' : ` (${override.role})`
  const add = override.add?.displayName ?? ''
  const remove = override.remove?.displayName ?? ''
  switch (override.kind) {
    case 'replace':
      return `${add} instead of ${remove}${role}`
    case 'add':
      return `${add}, too${role}`
    case 'remove':
      return `without ${remove}${role}`
    case 'set':
      return `${names(override.users) || 'nobody, on purpose'}${role}`
  }
}

/** What a plan shows before anything is made: the line before and after, and what it breaks. */
function planOf(style: Style, times: Times, preview: ChangePreview): string {
  const names = (users: ChangePreview['lines'][number]['before'][number]['users']) =>
    users.map((one) => one.displayName).join(', ') || style.warn('nobody')
  const lines = preview.lines.flatMap(({ schedule, role, before, after }) => [
    style.bold(role === 'primary' ? schedule.displayName : `${schedule.displayName} (${role})`),
    ...before.map((one) => `  - ${times.span(one)}: ${names(one.users)}`),
    ...after.map((one) => `  + ${times.span(one)}: ${names(one.users)}`),
  ])
  const told = preview.told.map(({ user }) => user.displayName).join(', ')
  return [
    ...lines.map((line) => `${line}\n`),
    preview.people.length === 0 ? 'It changes nobody.\n' : `Would be told: ${told || 'nobody'}.\n`,
    mindOf(preview.checks),
    preview.isAllowed ? '' : 'It would be refused.\n',
    times.line(style),
  ].join('')
}

/** What speaks against a change that was made, or would be. */
export function mindOf(checks: readonly { readonly sentence: string }[]): string {
  return [...new Set(checks.map(({ sentence }) => sentence))]
    .map((sentence) => `Mind: ${sentence}\n`)
    .join('')
}

function stateOf(times: Times, override: OverrideView): string {
  const { cancelledAt, effect } = override
  if (cancelledAt !== null) return `cancelled ${times.when(cancelledAt)}`
  if (effect.acts === 'wholly') return 'acts'
  if (effect.acts === 'not') return shortly(effect.words)
  const where = effect.spans.slice(0, SPANS_NAMED_MAX).map(times.span)
  const more = effect.spans.length - where.length
  return `acts in part: ${where.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** More are in `--json`. */
const SPANS_NAMED_MAX = 2

/** As a cell of a table: without capital and full stop. */
function shortly(words: string): string {
  return (words.charAt(0).toLowerCase() + words.slice(1)).replace(/\.$/, '')
}
