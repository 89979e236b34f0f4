// Pages a person, a team, a schedule or a policy now. It is an alert like any other, about the
// built-in service `direct-pages`, so that it escalates, is acknowledged and is recorded as one.

import type { CallOutput, pageSomeone as contract } from '@evenwatch/api'
import {
  assert,
  type Directory,
  directoryWorld,
  type EscalationPolicy,
  findByRef,
  forecastMove,
  type Instant,
  type RoutedEvent,
  startOfRun,
  type Urgency,
} from '@evenwatch/core'
import type { z } from 'zod'
import { describeGroups } from '../../alert/reads/describe-groups.ts'
import { findGroup, findGroups, type GroupRow } from '../../alert/reads/group-row.ts'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import {
  DIRECT_PAGES,
  type DirectTarget,
  directPagesDocuments,
  findDirectTarget,
} from './direct-target.ts'
import type { PagingDeps } from './paging-deps.ts'

type Body = z.output<typeof contract.body>

export async function pageSomeone(
  context: ServerContext,
  deps: PagingDeps,
  body: Body,
  principal: Principal,
): Promise<CallOutput<typeof contract> | Refusal> {
  const target = findDirectTarget(context.directory.current(), body.target)
  if (isRefusal(target)) return target
  const about = body.about === undefined ? null : await findGroup(context.pool, body.about)
  if (body.about !== undefined && about === null) {
    return refuse('not-found', { detail: `There is no alert group ${body.about}.` })
  }
  const directory = await prepare(context, deps, target, formatActor(principal.actor))
  if (isRefusal(directory)) return directory
  const policy = findByRef(directory.policies, target.policyName)
  assert(policy, 'the policy of a direct page was just made')

  const now = context.clock.now()
  const event = eventOf(context, directory, policy, { ...body, about }, principal, now)
  const [outcome] = await deps.ingest([event])
  assert(outcome?.groupId, 'a trigger with a new key opens a group')
  const rows = await findGroups(context.pool, [outcome.groupId])
  const [group] = await describeGroups(context, deps.pinnedPolicy, rows)
  assert(group, 'the group was committed before ingest answered')
  const willPage = firstPaged(directory, policy, body.urgency, now)
  return { group, willPage: personRefs(directory, willPage) }
}

/** Makes what is missing of policy and service; most calls find everything there. */
async function prepare(
  context: ServerContext,
  deps: PagingDeps,
  target: DirectTarget,
  actor: string,
): Promise<Directory | Refusal> {
  const known = context.directory.current()
  const wanted = [
    ...(target.policy ? [target.policy] : []),
    ...directPagesDocuments(target.policyName),
  ]
  const missing = wanted.filter(({ kind, metadata }) => !isThere(known, kind, metadata.name))
  for (const document of missing) {
    const refusal = await deps.ensureDefinition(document, actor)
    if (refusal) return refusal
  }
  return missing.length > 0 ? context.directory.refresh() : known
}

function isThere(directory: Directory, kind: string, name: string): boolean {
  if (kind === 'EscalationPolicy') return findByRef(directory.policies, name) !== null
  if (kind === 'Team') return findByRef(directory.teams, name) !== null
  return findByRef(directory.services, name) !== null
}

function eventOf(
  context: ServerContext,
  directory: Directory,
  policy: EscalationPolicy,
  body: Omit<Body, 'about'> & { readonly about: GroupRow | null },
  principal: Principal,
  now: Instant,
): RoutedEvent {
  const service = findByRef(directory.services, DIRECT_PAGES)
  assert(service, 'the service of direct pages was just made')
  const { about } = body
  return {
    id: context.random.uuid(now),
    event: {
      action: 'trigger',
      dedupKey: null,
      summary: body.message,
      source: `paged by ${principal.actor.name}`,
      // Whoever is called into something critical is at something critical.
      severity: about?.severity ?? null,
      labels: about ? { about: `#${about.number}` } : {},
      details: {},
      links: [],
      images: [],
      runbookUrl: null,
      occurredAt: null,
      warnings: [],
    },
    scopeId: service.id,
    dedupKey: context.random.uuid(now),
    integrationId: null,
    serviceId: service.id,
    urgency: body.urgency,
    warnings: [],
    policyId: policy.id,
    policyVersion: policy.version,
    firstStepAfterMs: policy.steps[0]?.afterMs ?? 0,
    groupKey: null,
    groupWindowMs: 0,
    repage: service.repage,
    runbookUrl: null,
    isTest: false,
  }
}

/** Whom the engine will page first, by its own decision. */
function firstPaged(
  directory: Directory,
  policy: EscalationPolicy,
  urgency: Urgency,
  now: Instant,
): readonly string[] {
  const progress = startOfRun(now)
  const chances = { turnsTaken: () => 0, random: 'anybody' } as const
  const move = forecastMove(
    {
      policyOf: (policyId) => directory.policies.get(policyId),
      worldAt: (run, at) => directoryWorld(directory, run.policy, urgency, at, chances, () => true),
    },
    [{ runId: null, policy, progress, urgency, dueAt: now, depth: 0 }],
    now,
  )
  return move?.userIds ?? []
}
