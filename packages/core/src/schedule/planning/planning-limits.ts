// How much a plan may be asked for, how hard it is searched for, and what fairness weighs.
// Each number stands here with its reason and unit; docs/guides and the decision on planning name them.

/** Turns in one period: a year of daily turns. */
export const PLAN_SLOTS_MAX = 400
export const PLAN_PEOPLE_MAX = 100
/** The largest `seed`: 32 bits, as the random source reads it. */
export const PLAN_SEED_MAX = 0xffff_ffff
