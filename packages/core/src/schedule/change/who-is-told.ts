// Who must hear of a change: those who were asked, who gain or lose duty, whose shift it was, and
// the leads when a limit was overruled or a whole schedule stood aside. Whoever makes the change
// knows it. Each person is told once, for the reason that matters most to them.

import type { ShiftChangeKind } from './shift-change.ts'

export const TOLD_REASONS = ['asked', 'gains', 'loses', 'owner', 'lead'] as const
export type ToldReason = (typeof TOLD_REASONS)[number]
export type Told = { readonly userId: string; readonly why: ToldReason }

export type ChangeToTell = {
  readonly kind: ShiftChangeKind
  readonly actorUserId: string | null
  readonly asked?: readonly string[]
  readonly gains?: readonly string[]
  readonly loses?: readonly string[]
  readonly owner?: string | null
  readonly leads?: readonly string[]
  readonly isOverruled?: boolean
}

export function whoIsTold(change: ChangeToTell): Told[] {
  const leads = change.isOverruled || change.kind === 'temporary' ? (change.leads ?? []) : []
  const all: Told[] = [
    ...toldFor('asked', change.asked),
    ...toldFor('gains', change.gains),
    ...toldFor('loses', change.loses),
    ...toldFor('owner', change.owner ? [change.owner] : []),
    ...toldFor('lead', leads),
  ]
  const told = new Map<string, Told>()
  for (const one of all) {
    if (one.userId !== change.actorUserId && !told.has(one.userId)) told.set(one.userId, one)
  }
  return [...told.values()]
}

function toldFor(why: ToldReason, userIds: readonly string[] = []): Told[] {
  return userIds.map((userId) => ({ userId, why }))
}
