// Everything that would keep a page from going out, found before it is needed. The command line and
// the screen show the same findings; the shell supplies only facts about the machine.

import type { Instant } from '../platform/time.ts'
import { diagnoseMachine, type MachineFacts } from './diagnose/diagnose-machine.ts'
import { diagnosePeople } from './diagnose/diagnose-people.ts'
import { diagnosePolicies } from './diagnose/diagnose-policies.ts'
import { diagnoseSchedules } from './diagnose/diagnose-schedules.ts'
import type { Finding, FindingLevel } from './diagnose/finding.ts'
import type { Directory } from './directory.ts'

const LEVELS: readonly FindingLevel[] = ['critical', 'warning', 'ok']

/** The worst first; within a level in the order of the checks. */
export function diagnose(
  directory: Directory,
  facts: MachineFacts,
  now: Instant,
): readonly Finding[] {
  const findings = [
    ...diagnoseMachine(directory, facts),
    ...diagnosePeople(directory),
    ...diagnoseSchedules(directory, now),
    ...diagnosePolicies(directory, now),
  ]
  return findings.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
}
