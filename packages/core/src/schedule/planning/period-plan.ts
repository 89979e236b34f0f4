// What the planning of a period is told, and what it answers: a complete plan, a list of demands
// that contradict each other, or, when neither was found within the named effort, the best attempt.
//
// A slot is one turn of a rotation that one person holds. Slots follow each other and never overlap.

import type { TeamLimits } from '../../people/user.ts'
import type { Span } from '../../platform/time.ts'
import type { PersonLoad } from '../quality/measure-load.ts'
import type {
  PersonHoliday,
  PersonSpan,
  QualityInput,
  QualityPerson,
} from '../quality/quality-input.ts'

export type PlanSlot = {
  /** Its place in the list of slots, from 0. */
  readonly index: number
  /** The time on call of whoever holds the turn: sorted, disjoint, at least one. */
  readonly spans: readonly Span[]
}

/** A shift of the past that asked for more than was foreseen. */
export type HeavyShift = Span & {
  readonly pages: number
  readonly nightPages: number
  readonly weightedHours: number
  readonly predictedWeightedHours: number
}

/** What somebody carried before the period; it is added before people are compared. */
export type CarriedLoad = {
  readonly weightedHours: number
  /** The part of them that is no time on call, but what pages cost. */
  readonly ofPages: number
  readonly heavyShifts: readonly HeavyShift[]
}

type SpansOf = ReadonlyMap<string, readonly Span[]>

export type PlanPeriodInput = {
  /** The schedule's: its weeks begin on Monday at midnight there, and sentences give dates in it. */
  readonly timeZone: string
  readonly slots: readonly PlanSlot[]
  /** Who may be given turns; whoever is not active is passed over. */
  readonly people: readonly QualityPerson[]
  readonly absences: readonly PersonSpan[]
  readonly holidays: readonly PersonHoliday[]
  readonly limits: TeamLimits
  /** At most so many turns in this period. */
  readonly shiftsMaxOf?: ReadonlyMap<string, number>
  /**
   * On call for other schedules: no double duty, and rest before and after. A turn that touches it
   * goes on without a pause, as in the quality report, and is no short rest.
   */
  readonly bookedOf: SpansOf
  /**
   * On call for this schedule by what stays as it is: turns before and after the period, other
   * layers. A turn may continue such a span; it counts for rest and for weeks in a row.
   */
  readonly heldOf?: SpansOf
  /** Every holder must know each of them as owner or alone. */
  readonly areas: readonly string[]
  readonly depths: QualityInput['depths']
  /** Whoever is missing carried nothing. */
  readonly carriedOf: ReadonlyMap<string, CarriedLoad>
  /** The same seed and input give the same plan. */
  readonly seed: number
}

export type PlannedPerson = Omit<PersonLoad, 'isMember' | 'sharePercent' | 'differencePercent'> & {
  readonly displayName: string
  /** The slots the person holds, in order. */
  readonly slots: readonly number[]
  readonly turns: number
  /** How many of the slots the person could hold at all. */
  readonly slotsPossible: number
  /** From before the period; `weightedHours` is what the period adds. */
  readonly carriedWeightedHours: number
}

/** One demand that somebody made and somebody could take back. */
export type PlanDemand =
  | ({ readonly kind: 'slot'; readonly slot: number } & Span)
  | ({ readonly kind: 'absence' | 'booked' | 'held'; readonly userId: string } & Span)
  | { readonly kind: 'shifts-max'; readonly userId: string; readonly shiftsMax: number }
  | { readonly kind: 'area'; readonly area: string }
  | { readonly kind: 'rest'; readonly restHours: number }
  | { readonly kind: 'weeks-in-a-row'; readonly weeksInARowMax: number }

/** With the sentence that a person reads. */
export type PlanConflict = PlanDemand & { readonly sentence: string }

export type Contradiction = {
  /** These demands cannot be met together; without any one of them the others can. */
  readonly conflicts: readonly PlanConflict[]
  /** False when the effort ran out before every demand of the list was tried. */
  readonly isMinimal: boolean
  /** Why, person by person. */
  readonly explanation: readonly string[]
}

export type PeriodPlan =
  | {
      readonly kind: 'complete'
      /** User ids by slot. */
      readonly holders: readonly string[]
      /** Everybody who may be given turns, by id. */
      readonly people: readonly PlannedPerson[]
      /** What shaped the plan as a whole. */
      readonly reasons: readonly string[]
      /** By slot: who else could have held it, and why this person does. */
      readonly reasonsOf: readonly string[]
    }
  | (Contradiction & {
      readonly kind: 'impossible'
      /** What would still be in the way, over other turns, once the first is settled. */
      readonly further: readonly Contradiction[]
      readonly bestHolders: readonly (string | null)[]
    })
  | {
      readonly kind: 'undecided'
      readonly bestHolders: readonly (string | null)[]
      readonly openSlots: readonly number[]
    }
