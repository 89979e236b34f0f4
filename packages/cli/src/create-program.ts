// The whole command line as one tree, for running it and for writing its reference page.

import { Command } from 'commander'
import { addAck, addResolve } from './alert/act-on-alert-groups.ts'
import { addAlerts } from './alert/add-alerts.ts'
import { addApply } from './configuration/add-apply.ts'
import { addExport } from './configuration/add-export.ts'
import { addInit } from './configuration/add-init.ts'
import { addImport } from './import/add-import.ts'
import { addLoad } from './insight/add-load.ts'
import { addPage } from './paging/add-page.ts'
import { addWhatIf } from './paging/add-what-if.ts'
import { addWho } from './paging/add-who.ts'
import { addToken } from './people/add-token.ts'
import { addCalendar } from './schedule/add-calendar.ts'
import { addCover } from './schedule/add-cover.ts'
import { addHandoff } from './schedule/add-handoff.ts'
import { addOnCall } from './schedule/add-on-call.ts'
import { addOverride } from './schedule/add-override.ts'
import { addSchedule } from './schedule/add-schedule.ts'
import { addTakeOver } from './schedule/add-take-over.ts'
import { addDemo } from './server/add-demo.ts'
import { addDoctor } from './server/add-doctor.ts'
import { addServe } from './server/add-serve.ts'
import { addBackup, addRestore } from './server/backup.ts'
import { CLI_VERSION } from './server/cli-version.ts'
import { processTerminal, type Terminal } from './terminal/terminal.ts'

const COMMANDS = [
  addServe,
  addDemo,
  addInit,
  addApply,
  addExport,
  addImport,
  addOnCall,
  addCalendar,
  addSchedule,
  addWho,
  addLoad,
  addOverride,
  addCover,
  addTakeOver,
  addHandoff,
  addPage,
  addWhatIf,
  addAlerts,
  addAck,
  addResolve,
  addToken,
  addDoctor,
  addBackup,
  addRestore,
] as const

export function createProgram(terminal: Terminal = processTerminal()): Command {
  const program = new Command('evenwatch')
    .description(
      'On-call and paging that you run yourself.\n\n' +
        'Commands that read or change an installation talk to EVENWATCH_URL\n' +
        '(http://127.0.0.1:8080 unless set) with the API token in EVENWATCH_TOKEN.',
    )
    .version(CLI_VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show what a command does')
    .helpCommand('help [command]', 'show what a command does')
    .showHelpAfterError('Use --help to see what is possible.')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHasColors: () => terminal.outIsTerminal,
      getErrHasColors: () => terminal.errIsTerminal,
    })
  for (const add of COMMANDS) add(program, terminal)
  return program
}
