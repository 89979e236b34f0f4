// Reads the sender's severity. What we do not know becomes null, which pages (rule 14 of the
// design: unknown is high urgency, with a warning), so a typing error can never silence an alert.

import type { Json } from '../../../platform/json.ts'
import { SEVERITIES, type Severity } from '../../event.ts'
import { quote, type Warnings } from './collect-warnings.ts'

export type SeverityNames = { readonly [name: string]: Severity }

const OWN_NAMES: SeverityNames = {
  critical: 'critical',
  error: 'error',
  warning: 'warning',
  info: 'info',
}

/** `names` maps lower-case words of a format to our severities. */
export function readSeverity(
  value: Json | undefined,
  warnings: Warnings,
  names: SeverityNames = OWN_NAMES,
): Severity | null {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
  const known = Object.hasOwn(names, word) ? names[word] : undefined
  if (known !== undefined) return known
  const said =
    value === undefined || value === null
      ? 'No severity was given'
      : `Severity ${quote(value)} is not one of ${SEVERITIES.join(', ')}`
  warnings.add(`${said}: treated as unknown, which is high urgency.`)
  return null
}
