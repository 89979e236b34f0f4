// What a schedule may hold. Each limit keeps one loop of this room short; validation names them.

export const LAYERS_MAX = 50
export const VERSIONS_PER_LAYER_MAX = 200
/** Changes of stage a schedule remembers and plans. */
export const STAGES_MAX = 200
export const MEMBERS_PER_LAYER_MAX = 400
export const USERS_PER_MEMBER_MAX = 50
export const HOURS_WINDOWS_MAX = 50
export const OVERRIDES_MAX = 10_000
export const SCHEDULE_NAME_CHARACTERS_MAX = 200
export const SHIFTS_PER_MEMBER_MAX = 100
export const RRULE_CHARACTERS_MAX = 500
export const LAYER_PRIORITY_MAX = 1_000
export const OVERRIDE_DAYS_MAX = 3_660

/** The longest turn of each unit; about one year. */
export const TURN_LENGTH_MAX = { hour: 8_784, day: 366, week: 52, month: 12 } as const

export const RRULE_DURATION_MINUTES_MIN = 1
export const RRULE_DURATION_DAYS_MAX = 366
/** Occurrences of one RRULE that are looked at, from its first handoff. */
export const RRULE_OCCURRENCES_MAX = 200_000

/** Handoffs and wall times lie between these years; zone rules are read no further. */
export const YEAR_MIN = 1970
export const YEAR_MAX = 2199

/** How far ahead or back "who is next" looks. */
export const NEXT_ON_CALL_DAYS_MAX = 400
/** The longest span one question may ask about. */
export const SCHEDULE_SPAN_DAYS_MAX = 20 * 366
