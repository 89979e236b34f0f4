// What the API says about one role of a schedule, and the spans that every view of it shows: the
// timeline, the calendar, the table and the file take theirs from here, so that no two differ.

import type { CallOutput, listShifts, OverrideView } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import { lengthInWords } from '../ui/format-time.ts'
import { namesInWords, onCallInWords } from '../ui/person.tsx'
import type { Window } from './schedule-search.ts'
import { whoMadeGap } from './who-made-gap.ts'

export type RoleShifts = CallOutput<typeof listShifts>
export type Shift = RoleShifts['shifts'][number]
export type PersonRef = Shift['users'][number]
export type PolicyRef = Shift['policies'][number]

export type Bar = Window & {
  /** Unique on the screen, and in the address of an open card. */
  readonly key: string
  readonly kind: 'shift' | 'gap' | 'override'
  readonly role: ShiftRole
  readonly people: readonly PersonRef[]
  /** Policies that hold the slot instead of people, or beside them. */
  readonly policies: readonly PolicyRef[]
  /** What it prints: “Ana”, “Ben for Ana”, “policy Payments daytime”, “No one, 4 h”. */
  readonly words: string
  /** Bars of one row that overlap lie beneath each other. */
  readonly lane: number
  readonly shift: Shift | null
  readonly override: OverrideView | null
  /** Of a gap that overrides made, in words. */
  readonly madeBy?: string | null
}

export const ROLE_WORDS: Readonly<Record<ShiftRole, string>> = {
  primary: 'Primary',
  secondary: 'Secondary',
  shadow: 'Shadow',
  manager: 'Manager',
}

export const barKey = (row: string, startsAt: number) =>
  `${row}~${new Date(startsAt).toISOString()}`

/** Shifts and gaps of one role in the order of time; gaps whole, as the API gives them. */
export function finalBars(data: RoleShifts): readonly Bar[] {
  const row = `final.${data.role}`
  const shifts = data.shifts.map((shift) => shiftBar(shift, row, data))
  const gaps = data.gaps.map((gap): Bar => {
    const startsAt = Date.parse(gap.startsAt)
    const endsAt = Date.parse(gap.endsAt)
    return {
      key: barKey(`${row}.gap`, startsAt),
      kind: 'gap',
      role: data.role,
      people: [],
      policies: [],
      words: 'No one',
      startsAt,
      endsAt,
      lane: 0,
      shift: null,
      override: null,
      madeBy: whoMadeGap({ startsAt, endsAt }, data),
    }
  })
  return [...shifts, ...gaps].sort((a, b) => a.startsAt - b.startsAt)
}

export function shiftBar(shift: Shift, row: string, data: RoleShifts): Bar {
  const startsAt = Date.parse(shift.startsAt)
  const override = data.overrides.find((item) => item.id === shift.source.override) ?? null
  const isNobody = shift.users.length + shift.policies.length === 0
  const names = isNobody ? 'Nobody, on purpose' : onCallInWords(shift)
  return {
    key: barKey(row, startsAt),
    kind: 'shift',
    role: data.role,
    people: shift.users,
    policies: shift.policies,
    words: override?.remove ? `${names} for ${override.remove.displayName}` : names,
    startsAt,
    endsAt: Date.parse(shift.endsAt),
    lane: 0,
    shift,
    override,
  }
}

/** “Ben for Ana”, “Ben as well”, “Ana off”, “only Ben and Chen”. */
export function overrideInWords(override: OverrideView): string {
  const { kind, add, remove, users } = override
  const added = add?.displayName ?? 'somebody who left'
  const removed = remove?.displayName ?? 'somebody who left'
  if (kind === 'replace') return `${added} for ${removed}`
  if (kind === 'add') return `${added} as well`
  if (kind === 'remove') return `${removed} off`
  return users.length === 0 ? 'Nobody, on purpose' : `Only ${namesInWords(users)}`
}

export function overrideBars(data: RoleShifts): readonly Bar[] {
  const bars = data.overrides
    .filter((override) => override.cancelledAt === null)
    .map((override): Bar => {
      const startsAt = Date.parse(override.startsAt)
      const { add, users } = override
      return {
        key: barKey(`override.${override.id}`, startsAt),
        kind: 'override',
        role: data.role,
        people: add ? [add] : users,
        policies: [],
        words: overrideInWords(override) + (override.hasEffect ? '' : ' (no effect)'),
        startsAt,
        endsAt: Date.parse(override.endsAt),
        lane: 0,
        shift: null,
        override,
      }
    })
  return inLanes(bars)
}

/** Sorted, and each in the first lane that is free when it begins. */
export function inLanes(bars: readonly Bar[]): readonly Bar[] {
  const ends: number[] = []
  return [...bars]
    .sort((a, b) => a.startsAt - b.startsAt)
    .map((bar) => {
      const free = ends.findIndex((end) => end <= bar.startsAt)
      const lane = free === -1 ? ends.length : free
      ends[lane] = bar.endsAt
      return { ...bar, lane }
    })
}

/** Who is on call in one role at an instant, as far as the bars reach. */
export function barAt(bars: readonly Bar[], at: number): Bar | null {
  return bars.find((bar) => bar.startsAt <= at && bar.endsAt > at) ?? null
}

/** The bars that meet the window. */
export const within = (bars: readonly Bar[], { startsAt, endsAt }: Window): readonly Bar[] =>
  bars.filter((bar) => bar.endsAt > startsAt && bar.startsAt < endsAt)

/** “No one, 4 h”. */
export const gapInWords = ({ startsAt, endsAt }: Window): string =>
  `No one, ${lengthInWords(endsAt - startsAt)}`

export function whyInWords({ kind, shift, override, madeBy }: Bar): string {
  if (kind === 'gap') return madeBy ?? 'No layer and no override names anybody'
  if (override) {
    const reason = override.reason ? `: ${override.reason}` : ''
    const forWhom = override.remove ? `, for ${override.remove.displayName}` : ''
    return `Override by ${override.createdBy.name}${forWhom}${reason}`
  }
  return shift?.source.layer ? `Layer ${shift.source.layer}` : 'Override'
}
