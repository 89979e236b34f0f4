// What documents change about people. Nothing is written.
//
// Only administrators change people by files: a document gives roles and vouches for addresses.

import type { ConfigurationPlan, FieldFault } from '@evenwatch/api'
import { type PersonWrite, planPerson } from '../people/files/plan-person.ts'
import { holidayPlaceFaults } from '../people/holidays/check-holiday-place.ts'
import type { PublicHolidays } from '../people/holidays/public-holidays.ts'
import type { UserRow } from '../people/users/user-view.ts'
import type { SecretBox } from '../platform/secrets/secret-box.ts'
import type { ConfigurationState } from './configuration-state.ts'
import { type LocatedFault, locateFault } from './locate-fault.ts'
import type { ReadDocument } from './read-documents.ts'

export type PeopleOptions = {
  readonly set: string | null
  readonly isAdministrator: boolean
  readonly secrets: SecretBox
  readonly pruned: ReadonlySet<string>
  /** The calendars of holidays; null when no document names a place. */
  readonly holidays: PublicHolidays | null
  idOf(name: string): string
  newId(): string
}

export type PeopleDecision = {
  readonly changes: readonly ConfigurationPlan['changes'][number][]
  readonly writes: readonly PersonWrite[]
  readonly faults: readonly LocatedFault[]
  readonly warnings: readonly string[]
}

export function decidePeople(
  state: ConfigurationState,
  documents: readonly ReadDocument[],
  options: PeopleOptions,
): PeopleDecision {
  const changes: ConfigurationPlan['changes'][number][] = []
  const writes: PersonWrite[] = []
  const faults: LocatedFault[] = []
  const warnings: string[] = []
  const roles = new Map(state.users.filter(isActive).map(({ id, role }) => [id, role]))
  const emails = emailsOf(state.users)

  for (const { document, mentioned, place } of documents) {
    if (document.kind !== 'User') continue
    const { metadata, spec } = document
    const stored = state.users.find(({ name }) => name === metadata.name) ?? null
    const plan = planPerson({
      metadata,
      spec,
      mentioned,
      stored,
      isAdopted: stored !== null && stored.managedBy !== options.set,
      holidayFaults:
        spec.holidays && options.holidays
          ? holidayPlaceFaults(options.holidays, spec.holidays, 'spec.holidays.')
          : [],
      id: options.idOf(metadata.name),
      secretOf: (methodId) => {
        const sealed = state.methodSecrets.get(methodId)
        return sealed === undefined ? null : options.secrets.open(sealed)
      },
      newId: options.newId,
    })
    const found: FieldFault[] = [...plan.faults, ...ownershipFaults(stored, options.set)]
    const { id } = stored ?? { id: options.idOf(metadata.name) }
    const owner = emails.get(spec.email.toLowerCase())
    if (owner !== undefined && owner !== id) {
      found.push({ field: 'spec.email', rule: 'Another active person has this address.' })
    }
    emails.set(spec.email.toLowerCase(), id)
    if (plan.write && !options.isAdministrator) {
      found.push({ field: 'kind', rule: 'Only administrators change people by files.' })
    }
    faults.push(...found.map((fault) => locateFault(place, fault)))
    warnings.push(...plan.warnings.map((text) => `${metadata.name}: ${text}`))
    if (stored?.managedBy === null && options.set !== null) {
      warnings.push(
        `User ${metadata.name} was managed in the screens; from now on the set ${options.set} manages it.`,
      )
    }
    if (stored !== null && stored.deactivatedAt !== null) {
      warnings.push(`${metadata.name} is deactivated and stays so; bring them back in the screens.`)
    } else if (plan.write) roles.set(id, plan.write.spec.role)
    const fields = [...(plan.write?.fields ?? [])]
    const change = stored === null ? 'create' : fields.length === 0 ? 'same' : 'update'
    changes.push({ kind: 'User', name: metadata.name, change, fields })
    if (plan.write) writes.push(plan.write)
  }
  for (const id of options.pruned) roles.delete(id)
  const hadAdmin = state.users.some((one) => isActive(one) && one.role === 'admin')
  const demoted = writes.find(({ change, spec }) => change === 'update' && spec.role !== 'admin')
  if (hadAdmin && demoted && ![...roles.values()].includes('admin')) {
    const place = documents.find(({ document }) => document.metadata.name === demoted.name)?.place
    const rule = 'The last active administrator stays one.'
    if (place) faults.push(locateFault(place, { field: 'spec.role', rule }))
  }
  return { changes, writes, faults, warnings }
}

function isActive({ deactivatedAt }: UserRow): boolean {
  return deactivatedAt === null
}

function emailsOf(users: readonly UserRow[]): Map<string, string> {
  return new Map(users.filter(isActive).map(({ id, email }) => [email.toLowerCase(), id]))
}

function ownershipFaults(stored: UserRow | null, set: string | null): FieldFault[] {
  if (!stored || stored.managedBy === null || stored.managedBy === set) return []
  return [{ field: 'metadata.name', rule: `The set ${stored.managedBy} manages ${stored.name}.` }]
}
