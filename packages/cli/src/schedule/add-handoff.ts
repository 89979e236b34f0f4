// `evenwatch handoff`: notes for whoever is on call next: leave one, see who read it, take it back.

import {
  acknowledgeHandoffNote,
  correctHandoffNote,
  type HandoffNote,
  listHandoffNotes,
  listMyHandoffNotes,
  listWrittenHandoffNotes,
  withdrawHandoffNote,
  writeHandoffNote,
} from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { type AnswerOptions, printAnswer, withJson, withTimes } from '../terminal/print-answer.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { roleOption } from './add-override.ts'

const ID = '019b981d-0f80-7203-a086-253c638eda23'

export function addHandoff(program: Command, terminal: Terminal): void {
  const handoff = program
    .command('handoff')
    .summary('notes for whoever is on call next')
    .description('Handoff notes: leave one, see who has read it, withdraw or correct it.')
  addWrite(handoff, terminal)
  addList(handoff, terminal)
  addRead(handoff, terminal)
  addWithdraw(handoff, terminal)
  addCorrect(handoff, terminal)
}

function addWrite(handoff: Command, terminal: Terminal): void {
  const command = handoff
    .command('write')
    .summary('leave a note')
    .description('Leaves a note for whoever is on call next.')
    .argument('<schedule>', 'name of the schedule')
    .argument('<text...>', 'what they should know')
    .addOption(roleOption())
    .action(async (schedule: string, words: readonly string[], options: WriteOptions) => {
      const { call } = connect(terminal)
      const body = { role: options.role, text: words.join(' ') }
      const answer = await call(writeHandoffNote, { params: { schedule }, body })
      printAnswer(terminal, options, answer, leftFor)
    })
  withExamples(withJson(command), [
    ['evenwatch handoff write payments-primary "The replica lags since Tuesday."', ''],
  ])
}

type WriteOptions = AnswerOptions & { readonly role: ShiftRole }
type ListOptions = AnswerOptions & { readonly written?: boolean; readonly schedule?: string }

function addList(handoff: Command, terminal: Terminal): void {
  const command = handoff
    .command('list')
    .summary('list notes')
    .description('Lists the notes for you that you have not acknowledged, the newest first.')
    .option('--written', 'those you wrote, and who has read them')
    .option('--schedule <schedule>', 'those of a schedule')
    .action(async (options: ListOptions) => {
      const { call } = connect(terminal)
      const { written, schedule } = options
      const answer = await (schedule !== undefined
        ? call(listHandoffNotes, { params: { schedule } })
        : call(written ? listWrittenHandoffNotes : listMyHandoffNotes, {}))
      const times = await timesFor(call, options, schedule)
      printAnswer(terminal, options, answer, ({ items }) => {
        if (items.length === 0) return 'There is no note.\n'
        const style = styleOf(terminal)
        return `${items.map((note) => render(style, times, note)).join('\n')}${times.line(style)}`
      })
    })
  withExamples(withTimes(command), [
    ['evenwatch handoff list', ''],
    ['evenwatch handoff list --written', ''],
  ])
}

function addRead(handoff: Command, terminal: Terminal): void {
  const command = handoff
    .command('read')
    .summary('say that you have read a note')
    .description('Acknowledges a note; its author sees it.')
    .argument('<note>', 'id, as `handoff list` shows it')
    .action(async (note: string, options: AnswerOptions) => {
      const { call } = connect(terminal)
      const answer = await call(acknowledgeHandoffNote, { params: { note } })
      printAnswer(terminal, options, answer, ({ author }) => `${author.displayName} sees it.\n`)
    })
  withExamples(withJson(command), [[`evenwatch handoff read ${ID}`, '']])
}

function addWithdraw(handoff: Command, terminal: Terminal): void {
  const command = handoff
    .command('withdraw')
    .summary('withdraw your note')
    .description('Withdraws a note of yours that nobody has acknowledged.')
    .argument('<note>', 'id, as `handoff list --written` shows it')
    .action(async (note: string, options: AnswerOptions) => {
      const { call } = connect(terminal)
      const answer = await call(withdrawHandoffNote, { params: { note } })
      printAnswer(terminal, options, answer, () => 'The note is withdrawn; its readers are told.\n')
    })
  withExamples(withJson(command), [[`evenwatch handoff withdraw ${ID}`, '']])
}

function addCorrect(handoff: Command, terminal: Terminal): void {
  const command = handoff
    .command('correct')
    .summary('add a correction to your note')
    .description('Adds a correction to a note of yours, for the same readers.')
    .argument('<note>', 'id, as `handoff list --written` shows it')
    .argument('<text...>', 'what is right')
    .action(async (note: string, words: readonly string[], options: AnswerOptions) => {
      const { call } = connect(terminal)
      const body = { text: words.join(' ') }
      const answer = await call(correctHandoffNote, { params: { note }, body })
      printAnswer(terminal, options, answer, leftFor)
    })
  withExamples(withJson(command), [
    [`evenwatch handoff correct ${ID} "It is the primary that lags."`, ''],
  ])
}

function leftFor({ readers, id }: HandoffNote): string {
  return `Left for ${readers.map(({ user }) => user.displayName).join(', ')}.\n${id}\n`
}

function render(style: Style, times: Times, note: HandoffNote): string {
  const readers = note.readers.map(({ user, acknowledgedAt }) => {
    const read = acknowledgedAt === null ? 'not read yet' : `read ${times.when(acknowledgedAt)}`
    return `${user.displayName} (${read})`
  })
  const head = `${style.bold(note.schedule.displayName)}  from ${note.author.displayName}, ${times.when(note.createdAt)}`
  const text = note.text.split('\n').map((line) => `  ${line}`)
  const foot = style.quiet(`  for ${readers.join(', ')}; ${note.id}`)
  return `${[head, ...text, foot].join('\n')}\n`
}
