// What an override says, and what comes of it, in words that stand on every surface. Times are left
// out: each surface shows them in its reader's zone.

import { unreachable } from '../platform/assert.ts'
import type { IdleReason, OverrideOutcome } from './override-outcome.ts'
import type { Override } from './schedule.ts'

export type OverridePeople = Pick<Override, 'kind' | 'removeUserId' | 'addUserId' | 'userIds'>
export type NameOf = (userId: string) => string

/** `Ben instead of Ana`, `Ben, too`, `without Ana`, `only Ben and Chen`. */
export function overrideInWords(override: OverridePeople, nameOf: NameOf): string {
  const named = (userId: string | undefined) =>
    userId === undefined ? 'somebody who left' : nameOf(userId)
  const { kind, addUserId, removeUserId, userIds = [] } = override
  switch (kind) {
    case 'replace':
      return `${named(addUserId)} instead of ${named(removeUserId)}`
    case 'add':
      return `${named(addUserId)}, too`
    case 'remove':
      return `without ${named(removeUserId)}`
    case 'set':
      return userIds.length === 0
        ? 'nobody, on purpose'
        : `only ${listInWords(userIds.map(nameOf))}`
    default:
      return unreachable(kind)
  }
}

/** One sentence: what of the override counts, and why the rest does not. */
export function outcomeInWords(
  outcome: OverrideOutcome,
  override: OverridePeople,
  others: readonly Override[],
  nameOf: NameOf,
): string {
  if (outcome.acts === 'wholly') return 'Acts.'
  const reasons = outcome.idle.map(({ why, overrideId }) => {
    const other = others.find(({ id }) => id === overrideId)
    return reasonInWords(why, override, other ? overrideInWords(other, nameOf) : null, nameOf)
  })
  const head = outcome.acts === 'not' ? 'No effect' : 'Acts in part; not where'
  const unique = [...new Set(reasons)]
  if (outcome.acts === 'not') return `${head}: ${unique.join('; ')}.`
  return `${head} ${unique.join(', nor where ')}.`
}

function reasonInWords(
  why: IdleReason,
  { kind, removeUserId, addUserId }: OverridePeople,
  other: string | null,
  nameOf: NameOf,
): string {
  switch (why) {
    case 'later-override':
      return other === null ? 'a later override decides' : `a later override decides (${other})`
    case 'not-on-call': {
      const who = removeUserId === undefined ? 'the person' : nameOf(removeUserId)
      return `${who} is not on call${other === null ? '' : ` (${other})`}`
    }
    case 'already-so':
      return kind === 'add' && addUserId !== undefined
        ? `${nameOf(addUserId)} is on call anyway`
        : 'the same people are on call anyway'
    case 'layer-not-seen':
      return 'its layer decides nothing'
    case 'person-left':
      return 'who it puts on call has left'
    default:
      return unreachable(why)
  }
}

function listInWords(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
