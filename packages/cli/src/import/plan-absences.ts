// Which absences are still to be noted: those to come that the person does not have yet, of the
// same kind and from the same instant to the same. One that was cancelled here stays cancelled.

import { type Client, type ConfigurationPlan, listUserAbsences } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import { listAll } from '../connection/list-all.ts'
import type { ImportedAbsence, ImportResult } from './import-result.ts'

const LIST_LIMIT = 200

export async function planAbsences(
  call: Client,
  result: ImportResult,
  plan: ConfigurationPlan,
  now: Instant,
): Promise<ImportedAbsence[]> {
  const toCome = result.absences.filter(({ endsAt }) => endsAt > now)
  const missing: ImportedAbsence[] = []
  for (const user of new Set(toCome.map((one) => one.user))) {
    const isNew = plan.changes.some(
      ({ kind, name, change }) => kind === 'User' && name === user && change === 'create',
    )
    const here = isNew ? [] : await absencesOf(call, user)
    const known = new Set(here.map((one) => spanText(one.kind, one.startsAt, one.endsAt)))
    for (const one of toCome) {
      const text = spanText(one.kind, formatInstant(one.startsAt), formatInstant(one.endsAt))
      if (one.user !== user || known.has(text)) continue
      known.add(text)
      missing.push(one)
    }
  }
  return missing
}

function absencesOf(call: Client, user: string) {
  return listAll((cursor) =>
    call(listUserAbsences, {
      params: { user },
      query: { includePast: 'true', includeCancelled: 'true', limit: LIST_LIMIT, ...cursor },
    }),
  )
}

function spanText(kind: string, startsAt: string, endsAt: string): string {
  return `${kind} ${Date.parse(startsAt)} ${Date.parse(endsAt)}`
}
