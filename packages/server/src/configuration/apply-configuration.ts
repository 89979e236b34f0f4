// Plans and applies documents: one decision, and for applying one transaction that carries all of
// it out or nothing.

import type { ConfigurationPlan } from '@evenwatch/api'
import { MINUTE_MS } from '@evenwatch/core'
import { keyOwners } from '../catalog/read-integrations.ts'
import { removeAllIntegrations, writeIntegrations } from '../catalog/write-integrations.ts'
import { writePeople } from '../people/files/write-people.ts'
import { publicHolidays } from '../people/holidays/public-holidays.ts'
import { deactivate } from '../people/users/deactivate-user.ts'
import type { ServerContext } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { type Change, changeDefinitions } from '../platform/definitions/change-definitions.ts'
import type { Database } from '../platform/definitions/definition.ts'
import { writeDefinitions } from '../platform/definitions/write-definitions.ts'
import { formatActor, type Principal } from '../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../platform/http/refusal.ts'
import { hashToken } from '../platform/secrets/secret-box.ts'
import { loadConfigurationState } from './configuration-state.ts'
import { type ConfigurationDecision, decideConfiguration } from './decide-configuration.ts'
import type { LocatedFault } from './locate-fault.ts'
import { type ReadDocument, readDocuments, type SentDocument } from './read-documents.ts'

/** An instant named this long ago still means now: files take a moment to arrive. */
const AT_LATE_MS_MAX = 5 * MINUTE_MS

export type ApplyInput = {
  /** Null: the objects belong to no files, and the screens manage them. */
  readonly set: string | null
  readonly documents: readonly SentDocument[]
  readonly prune: boolean
  readonly at?: string | undefined
  readonly confirmed: boolean
}

export function planConfiguration(
  context: ServerContext,
  principal: Principal,
  input: ApplyInput,
): Promise<ConfigurationPlan | Refusal> {
  return inTransaction(context.pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only')
    const decision = await decide(context, client, principal, input)
    return isRefusal(decision) ? decision : decision.plan
  })
}

export function applyConfiguration(
  context: ServerContext,
  principal: Principal,
  input: ApplyInput,
): Promise<ConfigurationPlan | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const decision = await decide(context, change.client, principal, input)
    if (isRefusal(decision)) return decision
    const { plan, blockers } = decision
    if (plan.faults.length > 0) {
      return refuse('invalid-request', { fields: plan.faults.map(placed), current: plan })
    }
    const [blocker] = blockers
    if (blocker) return refuse(blocker.code, { detail: details(blockers), current: plan })
    return (await carryOut(context, change, input.set, decision)) ?? plan
  })
}

/** The problem document has no place for a file, so the field says it. */
function placed({ file, line, field, ...fault }: LocatedFault) {
  return { ...fault, field: `${file}:${line} ${field}` }
}

function details(blockers: ConfigurationDecision['blockers']): string {
  return blockers.map(({ detail }) => detail).join(' ')
}

async function decide(
  context: ServerContext,
  db: Database,
  principal: Principal,
  input: ApplyInput,
): Promise<ConfigurationDecision | Refusal> {
  const now = context.clock.now()
  const at = input.at === undefined ? null : Date.parse(input.at)
  if (at !== null && at < now - AT_LATE_MS_MAX) {
    return refuse('invalid-request', { fields: [{ field: 'at', rule: 'An instant to come.' }] })
  }
  if (input.prune && input.set === null) {
    // Everything that the screens ever made would be gone.
    return refuse('invalid-request', { fields: [{ field: 'prune', rule: 'Only with a set.' }] })
  }
  const { documents, faults, unread } = readDocuments(input.documents)
  const state = await loadConfigurationState(db)
  const decision = decideConfiguration(state, documents, {
    set: input.set,
    // Deleting what a faulty document may have meant would be wrong.
    prune: input.prune && faults.length === 0,
    confirmed: input.confirmed,
    at: at === null ? null : Math.max(at, now),
    now,
    isAdministrator: principal.role === 'admin',
    secrets: context.secrets,
    unread,
    keyOwners: await keyOwners(db, keyHashesOf(documents)),
    holidays: documents.some(namesHolidays) ? await publicHolidays() : null,
    newId: () => context.random.uuid(now),
  })
  return { ...decision, plan: { ...decision.plan, faults: [...faults, ...decision.plan.faults] } }
}

function namesHolidays({ document }: ReadDocument): boolean {
  return document.kind === 'User' && document.spec.holidays !== null
}

function keyHashesOf(documents: readonly ReadDocument[]): string[] {
  return documents.flatMap(({ document }) =>
    document.kind === 'Service'
      ? document.spec.integrations.flatMap(({ key }) =>
          typeof key === 'string' ? [hashToken(key)] : [],
        )
      : [],
  )
}

/** In the order in which objects refer to each other. */
async function carryOut(
  context: ServerContext,
  change: Change,
  set: string | null,
  decision: ConfigurationDecision,
): Promise<Refusal | null> {
  await writePeople(change, context.secrets, set, decision.people)
  await writeDefinitions(change, decision.definitions)
  for (const { serviceId, actions } of decision.integrations) {
    await writeIntegrations(change, context.secrets, serviceId, actions)
  }
  for (const { id, kind, change: what } of decision.definitions) {
    if (kind === 'Service' && what === 'delete') {
      await removeAllIntegrations(change, context.secrets, id)
    }
  }
  for (const userId of decision.leaverIds) {
    const by = { actor: change.actor, revision: await change.revision() }
    const refused = await deactivate(context, change.client, userId, by)
    if (refused) return refused
  }
  return null
}
