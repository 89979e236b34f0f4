// What the page's fields add up to: the question for the preview, what still misses, and what the
// button says. Pure and in one place, so that button, preview and call never mean different things.

import type { CallInput, previewShiftChange, ShiftCheckView } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import type { Window } from '../schedule-search.ts'
import type { PersonRef } from '../shifts.ts'
import type { ChangeKind } from './change-search.ts'

export type PreviewInput = CallInput<typeof previewShiftChange>['body']
export type CheckCode = ShiftCheckView['code']

export type Counterpart = Window & {
  readonly user: PersonRef
  readonly schedule: string
  readonly role: ShiftRole
}
export type TemporaryShift = Window & {
  readonly users: readonly string[]
  /** Its fields hold no span now; the one here is the former. */
  readonly isLoose?: boolean
}

export type ChangeDraft = {
  readonly kind: ChangeKind
  readonly role: ShiftRole
  /** Null until the shift is known, and while the fields hold no span. */
  readonly span: Window | null
  /** Who is relieved; null: nobody is on call then. */
  readonly away: PersonRef | null
  readonly isMine: boolean
  readonly who: readonly PersonRef[]
  /** Everybody that may be asked, and nobody left out. */
  readonly asksEveryone: boolean
  readonly counterpart: Counterpart | null
  readonly shifts: readonly TemporaryShift[]
  readonly despite: readonly CheckCode[]
  /** Only where no other override decides already. */
  readonly split: boolean
  readonly reason: string
}

export const iso = (at: number): string => new Date(at).toISOString()
export const isoSpan = ({ startsAt, endsAt }: Window) => ({
  from: iso(startsAt),
  until: iso(endsAt),
})

/** `ifYes`: of several who are asked, the one whose yes is looked at. */
export function previewInput(draft: ChangeDraft, ifYes: PersonRef | null): PreviewInput | null {
  const { kind, role, span, away, who, counterpart, despite, split, reason } = draft
  const [one] = who
  const owner = draft.isMine ? {} : { owner: away?.name ?? 'me' }
  if (kind === 'take-over') return { kind, role }
  if (span === null) return null
  const line = { role, ...isoSpan(span) }
  const overruling = { despite: [...despite], reason }
  switch (kind) {
    case 'cover':
      return ifYes && { kind, ...line, ...owner, cover: ifYes.name, ...overruling }
    case 'swap':
      return counterpart && { kind, ...line, ...owner, with: withOf(counterpart), ...overruling }
    case 'arranged':
      return one && away
        ? { kind, ...line, away: away.name, cover: one.name, ...overruling, split }
        : null
    case 'temporary':
      return draft.shifts.every(({ users, isLoose }) => users.length > 0 && !isLoose)
        ? { kind, ...line, shifts: shiftsOf(draft), ...overruling, split }
        : null
    default: {
      const override = overrideOf(draft)
      return override && { kind: 'override', override, ...overruling, split }
    }
  }
}

export const withOf = ({ user, schedule, role, ...span }: Counterpart) => ({
  user: user.name,
  schedule,
  role,
  ...isoSpan(span),
})

export const shiftsOf = ({ shifts }: ChangeDraft) =>
  shifts.map(({ users, ...span }) => ({ users: [...users], ...isoSpan(span) }))

export function overrideOf({ kind, role, span, away, who, reason }: ChangeDraft) {
  const [one] = who
  if (span === null) return null
  const line = { role, reason, startsAt: iso(span.startsAt), endsAt: iso(span.endsAt) }
  if (kind === 'remove') return away && { kind, ...line, remove: away.name }
  if (!one) return null
  if (kind === 'add' || away === null) return { kind: 'add' as const, ...line, add: one.name }
  return { kind: 'replace' as const, ...line, remove: away.name, add: one.name }
}

/** Why it cannot be sent yet, in words; undefined: it can. */
export function whyNotYet(draft: ChangeDraft): string | undefined {
  const { kind, span, away, who, counterpart, shifts, reason } = draft
  if (kind === 'take-over') return undefined
  if (span === null) return 'Choose from when until when, the end after the begin.'
  const needsAway = kind === 'cover' || kind === 'swap' || kind === 'arranged' || kind === 'remove'
  if (needsAway && away === null) return 'Nobody is on call then.'
  if (kind === 'swap' && counterpart === null) return 'Choose the shift that you take in return.'
  if (kind === 'temporary') {
    if (shifts.some(({ isLoose }) => isLoose)) return 'Each shift must end after its begin.'
    if (shifts.some(({ users }) => users.length === 0)) return 'Name somebody for each shift.'
  } else if (kind !== 'swap' && kind !== 'remove' && who.length === 0) {
    return kind === 'cover' ? 'Choose whom to ask.' : 'Choose who.'
  }
  if (kind === 'arranged' && reason.trim() === '') return 'Say why: those affected will read it.'
  return undefined
}

/** What the button says: what will happen. */
export function primaryWords({ kind, who, away, counterpart }: ChangeDraft): string {
  const [one] = who
  switch (kind) {
    case 'cover':
      if (who.length === 1) return `Ask ${one?.displayName}`
      return who.length === 0 ? 'Ask for cover' : `Ask ${who.length} people`
    case 'swap':
      return counterpart ? `Propose swap to ${counterpart.user.displayName}` : 'Propose swap'
    case 'add':
      return one ? `Put ${one.displayName} on call as well` : 'Put somebody on call as well'
    case 'remove':
      return away ? `Take ${away.displayName} off call` : 'Take off call'
    case 'temporary':
      return 'Set temporary schedule'
    case 'take-over':
      return 'Take over now'
    default:
      return one ? `Put ${one.displayName} on call` : 'Put somebody on call'
  }
}

/** Refusals that stand, unless a reader of the screen overruled them. */
export const refusalsOf = (checks: readonly ShiftCheckView[]): readonly CheckCode[] => [
  ...new Set(checks.filter(({ severity }) => severity === 'refusal').map(({ code }) => code)),
]
