// `evenwatch alerts`: the alert groups that need somebody, or those that were.

import { type AlertGroup, listAlertGroups } from '@evenwatch/api'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { formatAge } from '../terminal/format-time.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import { renderTable } from '../terminal/render-table.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Options = JsonOption & {
  readonly status: string
  readonly mine?: boolean
  readonly team?: string
  readonly service?: string
  readonly limit: string
}

export function addAlerts(program: Command, terminal: Terminal): void {
  const command = program
    .command('alerts')
    .summary('list alert groups')
    .description('Lists alert groups: what is open unless told otherwise, oldest triggered first.')
    .option(
      '--status <list>',
      'triggered, acknowledged, snoozed, resolved',
      'triggered,acknowledged',
    )
    .option('--mine', 'only those about which you were paged')
    .option('--team <team>', 'only those of a team’s services')
    .option('--service <service>', 'only those of a service')
    .option('--limit <number>', 'at most this many', '50')
    .action((options: Options) => alerts(terminal, options))
  withExamples(withJson(command), [
    ['evenwatch alerts', ''],
    ['evenwatch alerts --team payments --status resolved --limit 10', ''],
  ])
}

async function alerts(terminal: Terminal, options: Options): Promise<void> {
  const { call } = connect(terminal)
  const answer = await call(listAlertGroups, {
    query: {
      status: options.status,
      limit: Number(options.limit),
      ...(options.mine && { scope: 'mine' as const }),
      ...(options.team !== undefined && { team: options.team }),
      ...(options.service !== undefined && { service: options.service }),
    },
  })
  printAnswer(terminal, options, answer, ({ items, lastPage, nextCursor }) => {
    if (items.length === 0) {
      const last =
        lastPage === null ? '' : ` Last page ${formatAge(lastPage.at, terminal.now())} ago.`
      return `No such alert group.${last}\n`
    }
    const style = styleOf(terminal)
    const table = renderTable(
      style,
      ['group', 'status', 'urgency', 'age', 'service', 'title', 'paged'],
      items.map((group) => rowOf(style, group, terminal.now())),
    )
    return nextCursor === null
      ? table
      : `${table}${style.quiet('There are more; raise --limit.')}\n`
  })
}

function rowOf(style: Style, group: AlertGroup, now: number): string[] {
  const count = group.alertCount > 1 ? ` ×${group.alertCount}` : ''
  return [
    `#${group.number}`,
    group.status === 'triggered' ? style.bad('triggered') : group.status,
    group.urgency,
    formatAge(group.openedAt, now),
    group.service.name,
    `${group.title}${count}`,
    group.paged.map((one) => one.displayName).join(', ') || '–',
  ]
}
