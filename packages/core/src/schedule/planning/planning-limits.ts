// How much a plan may be asked for, how hard it is searched for, and what fairness weighs. Each
// number stands here with its reason and unit.

/** Turns in one period: a year of daily turns. */
export const PLAN_SLOTS_MAX = 400
export const PLAN_PEOPLE_MAX = 100
/** The largest `seed`: 32 bits, as the random source reads it. */
export const PLAN_SEED_MAX = 0xffff_ffff

/** How many assignments are tried before a search says that it does not know. */
export type PlanEffort = {
  /** In one search over the whole period. */
  readonly searchSteps: number
  /** In all windows together, when the whole period could not be decided. */
  readonly windowSteps: number
  /** For shortening a conflict, over all the demands that are left out in turn. */
  readonly reduceSteps: number
}

/** Each a second or two at most; most periods need some thousand steps. */
export const PLAN_EFFORT: PlanEffort = {
  searchSteps: 200_000,
  windowSteps: 200_000,
  reduceSteps: 300_000,
}

/** The lengths of the windows, in turns; each overlaps the one before by half. */
export const WINDOW_LENGTHS: readonly number[] = [2, 4, 8, 16, 32]
/** Contradictions that are told beside the first. */
export const FURTHER_CONFLICTS_MAX = 4
/** Turns that are left open one by one to find the best attempt at a plan that cannot be whole. */
export const OPENED_SLOTS_MAX = 40

/** Changes tried to make a plan fairer: so many for each turn and person, at most the second. */
export const IMPROVE_STEPS_EACH = 100
export const IMPROVE_STEPS_MAX = 80_000
/** Steps tried one after the other at the end, of which only those that help are taken. */
export const POLISH_STEPS_MAX = 40_000
/** How much worse a step may make the plan at first; it falls to nothing. One turn's load is 1. */
export const IMPROVE_SLACK = 1

/**
 * What fairness weighs. Loads are counted in average turns and squared, so that the heaviest load
 * is lightened first. Nights, weekends and holidays already weigh more by the hour; here they are
 * evened out once more, because people count them.
 */
export const FAIRNESS_WEIGHTS = {
  hours: 1,
  nights: 0.2,
  weekends: 0.2,
  holidays: 0.4,
  /** Two turns of one person right after each other; it falls to nothing at an even distance. */
  spacing: 1.5,
} as const

/**
 * Whoever could hold at least this share of the turns is given a full share of the load: leave is
 * not paid for with turns, nor with fewer of them. Below it the share shrinks in proportion.
 */
export const FULL_SHARE_FROM = 0.5
