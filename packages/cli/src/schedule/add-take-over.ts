// `evenwatch take-over`: be on call from now on; the next page goes to you.

import { takeOverShift } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { describe, mindOf, roleOption } from './add-override.ts'

type Options = AnswerOptions & {
  readonly role: ShiftRole
  readonly until?: string
  readonly of?: string
  readonly reason?: string
}

export function addTakeOver(program: Command, terminal: Terminal): void {
  const command = program
    .command('take-over')
    .summary('take over a shift now')
    .description('Puts you on call from now on instead of whoever is, until the end of the shift.')
    .argument('<schedule>', 'name of the schedule')
    .option('--until <instant>', 'until then', readInstantOption)
    .option('--of <person>', 'whose, when several are on call; without it, of all of them')
    .option('--reason <text>', 'why')
    .addOption(roleOption())
    .action(async (schedule: string, options: Options) => {
      const { call } = connect(terminal)
      const { role, until, of, reason } = options
      const answer = await call(takeOverShift, {
        params: { schedule },
        body: {
          role,
          ...(until !== undefined && { until }),
          ...(of !== undefined && { of }),
          ...(reason !== undefined && { reason }),
        },
      })
      const times = await timesFor(call, options, schedule)
      printAnswer(terminal, options, answer, ({ overrides, checks }) => {
        const made = overrides.map(
          (one) => `${describe(one)}, until ${times.when(one.endsAt)} (${times.zone}).\n`,
        )
        return made.join('') + mindOf(checks)
      })
    })
  withExamples(withTimes(command), [
    ['evenwatch take-over payments-primary', ''],
    ['evenwatch take-over payments-primary --of ana --until 2026-03-16T22:00:00+01:00', ''],
  ])
}
