// `evenwatch page`: pages a person, a team, a schedule or a policy by hand.

import { pageSomeone } from '@evenwatch/api'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Target = { user: string } | { team: string } | { schedule: string } | { policy: string }
type Options = JsonOption & { readonly urgency: 'high' | 'low'; readonly about?: string }

export function addPage(program: Command, terminal: Terminal): void {
  const command = program
    .command('page')
    .summary('page somebody now')
    .description('Opens an alert group and pages somebody about it, by their own rules.')
    .argument('<who>', 'a person’s name, or team:NAME, schedule:NAME, policy:NAME', readTarget)
    .argument('<message>', 'what they read')
    .addOption(
      new Option('--urgency <urgency>', 'by which rules').choices(['high', 'low']).default('high'),
    )
    .option('--about <group>', 'number of the alert group that help is wanted for')
    .action(async (target: Target, message: string, options: Options) => {
      const { call } = connect(terminal)
      const { urgency, about } = options
      const body = { target, message, urgency, ...(about !== undefined && { about }) }
      const answer = await call(pageSomeone, { body })
      printAnswer(terminal, options, answer, ({ group, willPage }) => {
        const names = willPage.map((one) => one.displayName).join(', ') || 'nobody at the moment'
        return `Alert group #${group.number} pages ${names}.\n`
      })
    })
  withExamples(withJson(command), [
    ['evenwatch page ana "Please look at the checkout"', ''],
    ['evenwatch page chen "Ana needs help with the database" --about 214', ''],
    ['evenwatch page schedule:payments-primary "Card provider called" --urgency low', ''],
  ])
}

/** A bare name is a person’s. */
export function readTarget(text: string): Target {
  const [kind, ...rest] = text.split(':')
  const name = rest.join(':')
  if (rest.length === 0 && text !== '') return { user: text }
  if (name !== '') {
    switch (kind) {
      case 'user':
        return { user: name }
      case 'team':
        return { team: name }
      case 'schedule':
        return { schedule: name }
      case 'policy':
        return { policy: name }
    }
  }
  throw new InvalidArgumentError('A person’s name, or team:NAME, schedule:NAME, policy:NAME.')
}
