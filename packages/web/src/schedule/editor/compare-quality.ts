// What a draft does to the quality of the plan: the score part by part, each person's load, and which
// findings are new, which more frequent, and which gone.

import type { FindingGroupView, ScheduleQualityView } from '@evenwatch/api'

export type QualityChange = {
  readonly parts: readonly {
    readonly name: string
    readonly now: number
    readonly draft: number
    readonly pointsMax: number
    readonly measured: string
  }[]
  readonly people: readonly PersonChange[]
  /** New, or clearly more frequent than the `before` times. */
  readonly added: readonly AddedGroup[]
  readonly gone: readonly FindingGroupView[]
}

export type AddedGroup = FindingGroupView & { readonly before: number }

export type PersonChange = {
  readonly id: string
  readonly displayName: string
  /** Weighted hours; null: not on call. */
  readonly now: number | null
  readonly draft: number | null
}

/** Smaller differences are of rounding. */
const LOAD_HOURS_MIN = 1
/** What is only for information is told when it becomes this much more frequent. */
const NOTED_FROM = 1.25

export function compareQuality(
  now: ScheduleQualityView,
  draft: ScheduleQualityView,
): QualityChange {
  return {
    parts: draft.parts.flatMap(({ name, points, pointsMax, measured }) => {
      const before = now.parts.find((part) => part.name === name)?.points ?? points
      return before === points ? [] : [{ name, now: before, draft: points, pointsMax, measured }]
    }),
    people: changedPeople(now, draft),
    added: draft.groups
      .map((group) => ({ ...group, before: same(now, group)?.count ?? 0 }))
      .filter(({ count, before, severity }) => {
        return count > before * (severity === 'info' ? NOTED_FROM : 1)
      }),
    gone: now.groups.filter((group) => same(draft, group) === undefined),
  }
}

const keyOf = ({ code, users }: FindingGroupView) =>
  [code, ...(users.length === 1 ? users.map((user) => user.id) : [])].join(' ')

const same = ({ groups }: ScheduleQualityView, group: FindingGroupView) =>
  groups.find((one) => keyOf(one) === keyOf(group) && one.severity === group.severity)

function changedPeople(
  now: ScheduleQualityView,
  draft: ScheduleQualityView,
): readonly PersonChange[] {
  const ids = new Set([...draft.people, ...now.people].map(({ user }) => user.id))
  const hours = ({ people }: ScheduleQualityView, id: string) =>
    people.find(({ user }) => user.id === id)
  return [...ids].flatMap((id) => {
    const before = hours(now, id)
    const after = hours(draft, id)
    const displayName = (after ?? before)?.user.displayName ?? ''
    const change = Math.abs((after?.weightedHours ?? 0) - (before?.weightedHours ?? 0))
    if (change < LOAD_HOURS_MIN) return []
    const person = { id, displayName, now: before?.weightedHours ?? null }
    return [{ ...person, draft: after?.weightedHours ?? null }]
  })
}
