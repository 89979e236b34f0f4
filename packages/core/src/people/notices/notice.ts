// Notices: what a person should know and need not be woken for. A page goes by notification rules;
// a notice stands in the product and goes out by mail, once.

export const NOTICE_KINDS = [
  'shift-reminder',
  'schedule-changed',
  'gap-opened',
  'cover-asked',
  'cover-answered',
  'shift-changed',
  'handoff-note',
  'override-without-effect',
] as const

export type NoticeKind = (typeof NOTICE_KINDS)[number]

export type NewNotice = {
  readonly userId: string
  readonly kind: NoticeKind
  /** One notice of a person and key, however often its reason is found again. */
  readonly key: string
  readonly subject: string
  readonly text: string
  /** A path of the web client, such as `/schedules/payments-primary`. */
  readonly path: string
}

export const NOTICE_LIMITS = {
  subjectChars: 200,
  textChars: 4_000,
  remindersPerPerson: 5,
  reminderMsMax: 14 * 24 * 60 * 60_000,
  reminderMsMin: 5 * 60_000,
} as const

export type NoticeSettings = {
  /** How long before a shift; several may stand side by side. */
  readonly remindersMs: readonly number[]
  readonly byMail: boolean
}

export const DEFAULT_NOTICE_SETTINGS: NoticeSettings = {
  remindersMs: [24 * 60 * 60_000, 60 * 60_000],
  byMail: true,
}
