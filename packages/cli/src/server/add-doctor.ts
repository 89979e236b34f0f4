// `evenwatch doctor`: everything that would keep a page from going out. A running server is asked
// for its own findings; what only this machine can tell is looked at here.

import { CallRefused, getDiagnosis } from '@evenwatch/api'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import { renderTable } from '../terminal/render-table.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import type { Check, Diagnosis } from './check.ts'
import { checkMachine } from './check-machine.ts'

export function addDoctor(program: Command, terminal: Terminal): void {
  const command = program
    .command('doctor')
    .summary('find what would keep a page from going out')
    .description(
      'Checks the machine and, when a server answers at EVENWATCH_URL, asks it for its own\n' +
        'findings. Ends with 1 when something critical was found.',
    )
    .action((options: JsonOption) => doctor(terminal, options))
  withExamples(withJson(command), [
    ['evenwatch doctor', ''],
    ['evenwatch doctor --json | jq ".checks[] | select(.level != \\"ok\\")"', ''],
  ])
}

async function doctor(terminal: Terminal, options: JsonOption): Promise<void> {
  const server = await askServer(terminal)
  const machine = await checkMachine(terminal, server.isRunning)
  const at = new Date(terminal.now()).toISOString()
  const diagnosis: Diagnosis = { at, checks: [...server.checks, ...machine] }
  printAnswer(terminal, options, diagnosis, ({ checks }) => renderChecks(styleOf(terminal), checks))
  const critical = diagnosis.checks.filter(({ level }) => level === 'critical').length
  if (critical > 0) {
    throw new CliFault(`${critical} critical findings: pages may not go out.`, {
      exitCode: EXIT_CODE.failed,
    })
  }
}

type Asked = { readonly isRunning: boolean; readonly checks: readonly Check[] }

async function askServer(terminal: Terminal): Promise<Asked> {
  const { call, url } = connect(terminal)
  const check = (level: Check['level'], finding: string, remedy: string | null): Check => ({
    code: 'server',
    level,
    subject: url,
    finding,
    remedy,
  })
  try {
    const { checks } = await call(getDiagnosis, {})
    return { isRunning: true, checks: [check('ok', 'The server answers.', null), ...checks] }
  } catch (fault) {
    if (fault instanceof CallRefused) {
      const remedy = 'Set EVENWATCH_TOKEN to a token with the role manager, then ask again.'
      const finding = `The server answers, but not this question: ${fault.problem.title}`
      // Nothing of the server was checked: that must not look like good news to a script.
      return { isRunning: true, checks: [check('critical', finding, remedy)] }
    }
    if (!(fault instanceof CliFault)) throw fault
    const remedy = 'If it should be running, start it with `evenwatch serve`.'
    return { isRunning: false, checks: [check('warning', 'No server answers.', remedy)] }
  }
}

function renderChecks(style: Style, checks: readonly Check[]): string {
  const words = {
    ok: style.good('ok'),
    warning: style.warn('warning'),
    critical: style.bad('critical'),
  }
  const rows = checks.map(({ level, subject, finding, remedy }) => [
    words[level],
    subject,
    remedy === null ? finding : `${finding} ${style.quiet(remedy)}`,
  ])
  return renderTable(style, ['level', 'what', 'finding'], rows)
}
