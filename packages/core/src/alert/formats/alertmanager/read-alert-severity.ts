// Reads the `severity` label, which Prometheus leaves to each team; these are the usual words.

import type { Severity } from '../../event.ts'
import type { Warnings } from '../shared/collect-warnings.ts'
import { readSeverity } from '../shared/read-severity.ts'

const NAMES: { readonly [name: string]: Severity } = {
  critical: 'critical',
  crit: 'critical',
  fatal: 'critical',
  error: 'error',
  err: 'error',
  warning: 'warning',
  warn: 'warning',
  info: 'info',
  information: 'info',
  informational: 'info',
  none: 'info',
}

export function readAlertSeverity(label: string | undefined, warnings: Warnings): Severity | null {
  // The older habit of naming the effect: whoever wrote it wants somebody woken.
  if (label?.trim().toLowerCase() === 'page') {
    warnings.add('Severity "page" was read as critical.')
    return 'critical'
  }
  return readSeverity(label, warnings, NAMES)
}
