// `evenwatch ack` and `evenwatch resolve`: one bulk call, and a line for each group. The exit code
// is that of the first group with which it did not work.

import { actOnGroups, ERROR_CATALOGUE, getAlertGroup } from '@evenwatch/api'
import type { Command } from 'commander'
import { type Connection, connect } from '../connection/connect.ts'
import { CliFault } from '../terminal/cli-fault.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Verb = { readonly action: 'acknowledge' | 'resolve'; readonly done: string }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function addAck(program: Command, terminal: Terminal): void {
  const command = program
    .command('ack')
    .alias('acknowledge')
    .summary('acknowledge alert groups')
    .description('Takes responsibility for alert groups: paging about them stops.')
  complete(command, terminal, { action: 'acknowledge', done: 'acknowledged' })
  withExamples(command, [
    ['evenwatch ack 214', ''],
    ['evenwatch ack 214 215', ''],
  ])
}

export function addResolve(program: Command, terminal: Terminal): void {
  const command = program
    .command('resolve')
    .summary('resolve alert groups')
    .description('Resolves alert groups with all their alerts.')
  complete(command, terminal, { action: 'resolve', done: 'resolved' })
  withExamples(command, [['evenwatch resolve 214', '']])
}

function complete(command: Command, terminal: Terminal, verb: Verb): void {
  withJson(command)
    .argument('<group...>', 'numbers or ids of alert groups')
    .action((groups: string[], options: JsonOption) => act(terminal, verb, groups, options))
}

async function act(
  terminal: Terminal,
  { action, done }: Verb,
  refs: readonly string[],
  options: JsonOption,
): Promise<void> {
  const { call } = connect(terminal)
  const groups: { readonly id: string; readonly shown: string }[] = []
  for (const ref of refs) groups.push(await findGroup(call, ref))
  const answer = await call(actOnGroups, {
    body: { action, groups: groups.map(({ id }) => id) },
  })
  const shownOf = (id: string) => groups.find((group) => group.id === id)?.shown ?? id
  printAnswer(terminal, options, answer, ({ results }) =>
    results.map(({ group, outcome }) => `${shownOf(group)} ${wordsOf(outcome, done)}.\n`).join(''),
  )
  const refused = answer.results.find(({ outcome }) => outcome !== 'done')
  if (!refused || refused.outcome === 'done') return
  const { exitCode, title } = ERROR_CATALOGUE[refused.outcome]
  throw new CliFault(`${shownOf(refused.group)}: ${title}`, { exitCode })
}

async function findGroup(call: Connection['call'], ref: string) {
  const group = ref.replace(/^#/, '')
  if (UUID.test(group)) return { id: group, shown: group }
  const { id, number } = await call(getAlertGroup, { params: { group } })
  return { id, shown: `#${number}` }
}

function wordsOf(outcome: string, done: string): string {
  switch (outcome) {
    case 'done':
      return `is ${done}`
    case 'already-done':
      return `was ${done} already`
    case 'not-found':
      return 'does not exist'
    default:
      return `cannot be ${done} as it stands`
  }
}
