// A group's escalation as a track: what was done and what was skipped, where it stands, what is
// planned. The past is read from pages and deliveries, the future from the engine's own decision.

import type { CallOutput, getGroupEscalation as contract } from '@evenwatch/api'
import {
  type Directory,
  type EscalationPolicy,
  type ForecastMove,
  forecastMoves,
  formatInstant,
} from '@evenwatch/core'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { personName } from '../../platform/timeline/describe-actor.ts'
import { describeNext, type WaitingGroup } from './describe-next.ts'
import { loadForecast } from './load-forecast.ts'
import { loadTrack } from './load-track.ts'
import { type PageOfTrack, pastSteps, type TrackStep } from './past-steps.ts'
import { loadPolicies, type PinnedPolicy, policyKey } from './pinned-policy.ts'

/** Planned steps shown: two more rounds of most policies. */
export const PLANNED_STEPS_MAX = 20

type Track = CallOutput<typeof contract>

export async function getGroupEscalation(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  group: WaitingGroup,
): Promise<Track> {
  const directory = context.directory.current()
  const [{ runs, pages }, forecast, next] = await Promise.all([
    loadTrack(context.pool, group.id),
    loadForecast(context, pinnedPolicy, [group.id]),
    describeNext(context, pinnedPolicy, [group]),
  ])
  const policies = await loadPolicies(
    directory,
    pinnedPolicy,
    runs.map((run) => ({ policyId: run.policy_id, version: run.policy_version })),
  )
  const past = runs.flatMap((run) => {
    const key = policyKey({ policyId: run.policy_id, version: run.policy_version })
    return pastSteps(run, policies.get(key) ?? null, pages, runs)
  })
  const running = forecast.runs.get(group.id) ?? []
  const planned = forecastMoves(
    forecast.worldOf(group.id),
    running,
    context.clock.now(),
    PLANNED_STEPS_MAX,
  ).filter((move) => move.userIds.length > 0)
  const move = next.get(group.id)
  return {
    steps: [
      ...past.map((step) => describePast(directory, step)),
      ...planned.map((one) => describePlanned(directory, one, running[0]?.runId ?? null)),
    ],
    next: move
      ? {
          at: move.at === null ? null : formatInstant(move.at),
          users: personRefs(directory, move.userIds),
          what: move.what,
        }
      : null,
  }
}

function describePast(directory: Directory, step: TrackStep): Track['steps'][number] {
  return {
    runId: step.run.id,
    cause: step.run.cause,
    policy: policyName(directory, step.run.policy_id, step.policy),
    round: step.round,
    step: step.step,
    state: step.state,
    at: step.at === null ? null : formatInstant(step.at),
    people: step.pages.map((page) => describePage(directory, page)),
  }
}

function describePage(directory: Directory, page: PageOfTrack) {
  return {
    user: directory.people.get(page.user_id)?.name ?? page.user_id,
    displayName: personName(directory, page.user_id),
    deliveries: page.deliveries.map((delivery) => ({
      channel: delivery.channel,
      state: delivery.outcome === 'unknown' ? 'unknown' : delivery.state,
      at: delivery.at === null ? null : formatInstant(delivery.at),
      error: delivery.error,
    })),
  }
}

/** A run that a planned step will start has no id yet: it is shown under the run that starts it. */
function describePlanned(directory: Directory, move: ForecastMove, parentRunId: string | null) {
  const state = 'planned' as const
  return {
    runId: move.runId ?? parentRunId ?? '',
    cause: move.runId === null ? 'nested' : 'planned',
    policy: policyName(directory, move.policyId, null),
    round: move.round,
    step: move.step,
    state,
    at: move.at === null ? null : formatInstant(move.at),
    people: personRefs(directory, move.userIds).map(({ name, displayName }) => ({
      user: name,
      displayName,
      deliveries: [],
    })),
  }
}

function policyName(directory: Directory, id: string, pinned: EscalationPolicy | null): string {
  return directory.policies.get(id)?.name ?? pinned?.name ?? 'a deleted policy'
}
