// One pass of the escalation engine: claim what is due, decide each run in core, write all of it
// in one statement that refuses runs whose claim is no longer ours.

import {
  AssertionFailed,
  assert,
  type ConditionFacts,
  type Directory,
  decideEscalation,
  directoryWorld,
  type EscalationMove,
  type EscalationPolicy,
  type Instant,
  planPage,
  stepApplies,
} from '@evenwatch/core'
import { type ClaimedRun, claimRuns } from './claim-runs.ts'
import { type EngineContext, RUNS_PER_TICK, type TickResult } from './engine-context.ts'
import { countOpenPages, loadRunFacts, type RunFacts, turnKey } from './load-run-facts.ts'
import { pinnedPolicyOfRun } from './pinned-policy-of-run.ts'
import { type DecidedRun, type PlannedPage, writeMoves } from './write-moves.ts'

export async function escalationTick(context: EngineContext): Promise<TickResult> {
  const now = context.clock.now()
  const runs = await claimRuns(context, now)
  if (runs.length === 0) return { taken: 0, isFull: false }

  for (const run of runs) context.metrics?.escalationTaken(now - run.due_at)
  const directory = await directoryFor(context, runs)
  const policies = await loadPolicies(context, directory, runs)
  const facts = await loadRunFacts(context.pool, runs, policies)
  const turns = new Map(facts.turnsTaken)
  const decided = runs.flatMap((run): DecidedRun[] => {
    const policy = policies.get(run.id)
    if (policy === undefined) return []
    const known = { ...facts, turnsTaken: turns }
    const move = withoutHarm(context, run, () =>
      decide(context, directory, policy, run, known, now),
    )
    if (move === null) return []
    for (const step of move.turnsTaken) {
      const key = turnKey(run.policy_id, step)
      turns.set(key, (turns.get(key) ?? 0) + 1)
    }
    return [{ run, policy, move }]
  })
  const pages = await planPages(context, directory, decided, now)
  await writeMoves(context, directory, decided, pages, now)
  for (const page of pages) context.metrics?.pageMade(page.run.urgency)
  if (pages.length > 0) context.wakes.wake('delivery')
  if (decided.some(({ move }) => move.nested.length > 0)) context.wakes.wake('escalation')
  context.wakes.wake('stream')
  return { taken: runs.length, isFull: runs.length === RUNS_PER_TICK }
}

/** The snapshot the claim relied on, or a newer one. */
async function directoryFor(
  context: EngineContext,
  runs: readonly ClaimedRun[],
): Promise<Directory> {
  const revision = runs[0]?.revision ?? 0
  const current = context.directory.current()
  return current.revision >= revision ? current : context.directory.atLeast(revision)
}

async function loadPolicies(
  context: EngineContext,
  directory: Directory,
  runs: readonly ClaimedRun[],
) {
  const policies = new Map<string, EscalationPolicy>()
  for (const run of runs) {
    try {
      const policy = await pinnedPolicyOfRun(
        context.pool,
        directory,
        run.policy_id,
        run.policy_version,
      )
      policies.set(run.id, policy)
    } catch (error) {
      if (!(error instanceof AssertionFailed)) throw error
      sayUndecided(context, run, error)
    }
  }
  return policies
}

/** A bug that shows in one run must not hold up the others of its batch: it waits for its lease. */
function withoutHarm<Result>(
  context: EngineContext,
  run: ClaimedRun,
  work: () => Result,
): Result | null {
  try {
    return work()
  } catch (error) {
    sayUndecided(context, run, error)
    return null
  }
}

function sayUndecided(context: EngineContext, run: ClaimedRun, error: unknown): void {
  context.log.error({ err: error, run: run.id, group: run.group_id }, 'a run could not be decided')
}

function decide(
  context: EngineContext,
  directory: Directory,
  policy: EscalationPolicy,
  run: ClaimedRun,
  facts: RunFacts,
  now: Instant,
): EscalationMove {
  const progress = {
    startedAt: run.started_at,
    round: run.round,
    nextStep: run.next_step,
    roundStartedAt: run.round_started_at,
    lastStepAt: run.last_step_at,
    pagedInRound: run.paged_in_round,
    acknowledged: run.acknowledged,
    heldSince: run.held_since,
  }
  const chances = {
    turnsTaken: (step: number) => facts.turnsTaken.get(turnKey(policy.id, step)) ?? 0,
    random: () => context.random.next(),
  }
  const world = directoryWorld(directory, policy, run.urgency, now, chances, (step) =>
    applies(context, policy, facts.alerts.get(run.group_id) ?? null, step),
  )
  return decideEscalation(policy, progress, world, now)
}

function applies(
  context: EngineContext,
  policy: EscalationPolicy,
  alert: ConditionFacts | null,
  step: number,
): boolean {
  const { holds, problem } = stepApplies(policy.steps[step], alert)
  if (problem !== null) {
    context.log.warn(
      { policy: policy.name, step, reason: problem },
      'a step’s condition could not be read',
    )
  }
  return holds
}

async function planPages(
  context: EngineContext,
  directory: Directory,
  decided: readonly DecidedRun[],
  now: Instant,
): Promise<PlannedPage[]> {
  const userIds = new Set(
    decided.flatMap(({ move }) => move.pages.flatMap((pages) => pages.userIds)),
  )
  const openPages = await countOpenPages(context.pool, [...userIds])
  const planned: PlannedPage[] = []
  for (const { run, move } of decided) {
    for (const { round, step, userIds: paged } of move.pages) {
      for (const userId of paged) {
        const person = directory.people.get(userId)
        assert(person, 'who is paged exists')
        const already = openPages.get(userId) ?? 0
        openPages.set(userId, already + 1)
        planned.push({
          id: context.random.uuid(now),
          run,
          round,
          step,
          userId,
          deliveries: planPage(person, run.urgency, run.severity, already, now).map((delivery) => ({
            ...delivery,
            id: context.random.uuid(now),
          })),
        })
      }
    }
  }
  return planned
}
