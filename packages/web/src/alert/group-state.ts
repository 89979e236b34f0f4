// What a group is, and what happens to it next, in words. Pure, so that the sentences are tested.

import type { AlertGroup } from '@evenwatch/api'
import { namesInWords } from '../ui/person.tsx'
import type { StateName } from '../ui/state-glyph.tsx'

type Stated = Pick<AlertGroup, 'status' | 'snoozedUntil'>

export function stateOf(group: Stated): Extract<StateName, AlertGroup['status'] | 'snoozed'> {
  return group.status === 'acknowledged' && group.snoozedUntil !== null ? 'snoozed' : group.status
}

export type NextWords = {
  /** Who is being paged now; empty when nobody is. */
  readonly now: string
  /** What follows if nobody acts. */
  readonly after: string
  readonly at: string | null
}

export function nextInWords(
  group: Pick<AlertGroup, 'status' | 'paged' | 'next' | 'acknowledgedBy' | 'snoozedUntil'>,
  myId: string | null,
): NextWords {
  const name = (people: AlertGroup['paged']) =>
    namesInWords(
      people.map((person) => (person.id === myId ? { ...person, displayName: 'you' } : person)),
    )
  const now = group.paged.length > 0 ? name(group.paged) : ''
  const { next } = group
  if (group.status === 'resolved') return { now: '', after: '', at: null }
  if (next === null) return { now, after: '', at: null }
  switch (next.what) {
    case 'step':
      return {
        now,
        after: next.users.length > 0 ? `then ${name(next.users)}` : 'then the next step',
        at: next.at,
      }
    case 'round':
      return {
        now,
        after: next.users.length > 0 ? `then again from ${name(next.users)}` : 'then another round',
        at: next.at,
      }
    case 'last-resort':
      return { now, after: `then the last resort, ${name(next.users)},`, at: next.at }
    case 'held':
      return { now, after: 'waits until somebody is on call', at: next.at }
    case 'exhausted':
      return { now, after: 'nobody is left to page', at: null }
    case 'lapse':
      return { now, after: 'paging starts again', at: next.at }
  }
}

/** More new groups than this in five minutes is a storm: the list folds to services. */
export const STORM_GROUPS = 50
export const STORM_SPAN_MS = 5 * 60_000

export function isStorm(
  groups: readonly Pick<AlertGroup, 'openedAt' | 'status'>[],
  now: number,
): boolean {
  const recent = groups.filter(
    (group) => group.status === 'triggered' && Date.parse(group.openedAt) > now - STORM_SPAN_MS,
  )
  return recent.length > STORM_GROUPS
}

/** “13 acknowledged, 1 already resolved by somebody else”. */
export function resultsInWords(
  did: string,
  results: readonly {
    readonly outcome: 'done' | 'already-done' | 'not-found' | 'state-conflict'
  }[],
): string {
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length
  const parts = [
    [count('done'), did],
    [count('already-done'), 'done by somebody else before'],
    [count('state-conflict'), 'not possible in their state'],
    [count('not-found'), 'gone'],
  ] as const
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`)
  return `${said.join(', ') || 'Nothing to do'}.`
}
