// Shows overrides with names, and what comes of each among all that stand.

import type { OverrideEffectView, OverrideView } from '@evenwatch/api'
import {
  formatInstant,
  type OverrideOutcome,
  outcomeInWords,
  overrideOutcome,
  type SchedulePlan,
} from '@evenwatch/core'
import type { KnownActors } from '../people/list-known-actors.ts'
import type { PersonName } from '../people/list-people-names.ts'
import { type ActingColumns, type OverrideRow, overrideOf } from './find-overrides.ts'

export type PersonRef = { id: string; name: string; displayName: string }

export function personRefs(people: readonly PersonName[]) {
  const byId = new Map(people.map((one) => [one.id, one]))
  return (id: string): PersonRef => {
    const found = byId.get(id)
    return { id, name: found?.name ?? id, displayName: found?.displayName ?? id }
  }
}

/** `plan` holds the override itself, if it is not cancelled, and every other that stands. */
export function overrideView(
  row: OverrideRow,
  plan: SchedulePlan,
  { names, actorOf }: Pick<KnownActors, 'names' | 'actorOf'>,
): OverrideView {
  const refOf = personRefs(names)
  const effect = row.cancelledAt === null ? effectView(plan, row, names) : CANCELLED
  return {
    id: row.id,
    position: row.position,
    role: row.role,
    cause: row.cause,
    linkId: row.linkId,
    sourceRef: row.sourceRef,
    layer: row.layerName,
    kind: row.kind,
    remove: row.removeUserId === null ? null : refOf(row.removeUserId),
    add: row.addUserId === null ? null : refOf(row.addUserId),
    users: row.userIds.map(refOf),
    startsAt: formatInstant(row.startsAt),
    endsAt: formatInstant(row.endsAt),
    reason: row.reason,
    createdBy: actorOf(row.createdBy),
    createdAt: formatInstant(row.createdAt),
    cancelledAt: row.cancelledAt === null ? null : formatInstant(row.cancelledAt),
    hasEffect: effect.acts !== 'not',
    effect,
    version: row.version,
  }
}

const CANCELLED: OverrideEffectView = { acts: 'not', spans: [], idle: [], words: 'Cancelled.' }

/** More spans than this are left out: nobody reads them, and the words say the rest. */
const SPANS_SHOWN_MAX = 100

/** What comes of an override that `plan` holds. */
export function effectView(
  plan: SchedulePlan,
  row: ActingColumns,
  people: readonly PersonName[],
): OverrideEffectView {
  const override = overrideOf(row)
  const outcome = overrideOutcome(plan, override)
  const refOf = personRefs(people)
  const others = plan.ofRole(row.role).schedule.overrides
  return {
    acts: outcome.acts,
    spans: outcome.spans.slice(0, SPANS_SHOWN_MAX).map(spanOf),
    idle: outcome.idle.slice(0, SPANS_SHOWN_MAX).map(({ why, overrideId, ...span }) => ({
      ...spanOf(span),
      why,
      override: overrideId,
    })),
    words: outcomeInWords(outcome, override, others, (id) => refOf(id).displayName),
  }
}

function spanOf({ startsAt, endsAt }: OverrideOutcome['spans'][number]) {
  return { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }
}
