// `evenwatch what-if`: who would be paged how, minute by minute, if something happened. Pages nobody.

import { askWhatIf, type WhatIfTarget } from '@evenwatch/api'
import { parseDuration, SEVERITIES, type Severity, URGENCIES, type Urgency } from '@evenwatch/core'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { renderWhatIf } from './render-what-if.ts'

type Labels = { readonly [name: string]: string }
type Options = AnswerOptions & {
  readonly service?: string
  readonly policy?: string
  readonly schedule?: string
  readonly team?: string
  readonly user?: string
  readonly severity?: Severity
  readonly urgency?: Urgency
  readonly label: Labels
  readonly at?: string
  readonly acknowledgedAfter?: string
  readonly by?: string
  readonly lookAhead?: string
}

export function addWhatIf(program: Command, terminal: Terminal): void {
  const command = program
    .command('what-if')
    .summary('say who would be paged if something happened')
    .description(
      'Says minute by minute who would be paged how, why, and where nobody would be. It asks the\n' +
        'functions that page, and pages nobody.',
    )
    .option('--service <service>', 'an alert of this service')
    .option('--policy <policy>', 'this escalation policy starts')
    .option('--schedule <schedule>', 'somebody pages this schedule by hand')
    .option('--team <team>', 'somebody pages this team by hand')
    .option('--user <person>', 'somebody pages this person by hand')
    .addOption(new Option('--severity <severity>', 'what the sender says').choices(SEVERITIES))
    .addOption(new Option('--urgency <urgency>', 'unless a service says').choices(URGENCIES))
    .option('--label <name=value>', 'a label of the alert; may be repeated', addLabel, {})
    .option('--at <instant>', 'when it happens; now unless said', readInstantOption)
    .option('--acknowledged-after <duration>', 'somebody acknowledges then', readDuration)
    .option('--by <person>', 'who acknowledges')
    .option('--look-ahead <duration>', 'how far to look, at most 7d', readDuration)
    .action(async (options: Options) => {
      const { call } = connect(terminal)
      const answer = await call(askWhatIf, { body: bodyOf(options) })
      const times = await timesFor(call, options)
      printAnswer(terminal, options, answer, (told) => renderWhatIf(styleOf(terminal), times, told))
    })
  withExamples(withTimes(command), [
    ['evenwatch what-if --service checkout-api --severity critical', ''],
    ['evenwatch what-if --service checkout-api --at 2026-12-24T18:00:00+01:00', ''],
    ['evenwatch what-if --policy payments --acknowledged-after 7m --by ana', ''],
    ["evenwatch what-if --schedule payments-primary --json | jq '.findings'", ''],
  ])
}

function bodyOf(options: Options) {
  const { severity, urgency, at, lookAhead, label, acknowledgedAfter: after, by } = options
  if (by !== undefined && after === undefined) {
    throw new CliFault('--by says who acknowledges; --acknowledged-after says when.', {
      exitCode: EXIT_CODE.usage,
    })
  }
  return {
    target: targetOf(options),
    labels: label,
    ...(severity !== undefined && { severity }),
    ...(urgency !== undefined && { urgency }),
    ...(at !== undefined && { at }),
    ...(lookAhead !== undefined && { lookAhead }),
    ...(after !== undefined && { answers: [{ after, ...(by !== undefined && { by }) }] }),
  }
}

function targetOf({ service, policy, schedule, team, user }: Options): WhatIfTarget {
  const named: WhatIfTarget[] = []
  if (service !== undefined) named.push({ service })
  if (policy !== undefined) named.push({ policy })
  if (schedule !== undefined) named.push({ schedule })
  if (team !== undefined) named.push({ team })
  if (user !== undefined) named.push({ user })
  const [target] = named
  if (target && named.length === 1) return target
  throw new CliFault('Name one of --service, --policy, --schedule, --team and --user.', {
    exitCode: EXIT_CODE.usage,
    hint: 'Example: evenwatch what-if --service checkout-api',
  })
}

function readDuration(text: string): string {
  if (parseDuration(text) === null)
    throw new InvalidArgumentError('A duration such as 7m or 1h30m.')
  return text
}

function addLabel(text: string, labels: Labels): Labels {
  const split = text.indexOf('=')
  if (split < 1) throw new InvalidArgumentError('A label such as env=prod.')
  return { ...labels, [text.slice(0, split)]: text.slice(split + 1) }
}
