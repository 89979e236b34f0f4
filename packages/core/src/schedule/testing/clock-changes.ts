// Places and dates at which clocks do something worth testing, with the date on the wall there.
//
// Half-hour and two-hour changes, changes at midnight, summer time that pauses for Ramadan or was
// given up, changes of the standard itself, and days that were skipped whole.

export const CLOCK_CHANGES = [
  ['Africa/Cairo', '2023-04-28'],
  ['Africa/Cairo', '2023-10-27'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Africa/Juba', '2021-02-01'],
  ['America/Asuncion', '2024-03-24'],
  ['America/Asuncion', '2024-10-06'],
  ['America/Caracas', '2016-05-01'],
  ['America/Havana', '2026-03-08'],
  ['America/Havana', '2026-11-01'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Nuuk', '2023-03-25'],
  ['America/Nuuk', '2024-03-30'],
  ['America/Nuuk', '2024-10-27'],
  ['America/Santiago', '2026-04-05'],
  ['America/Santiago', '2026-09-06'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2019-02-17'],
  ['America/St_Johns', '2011-03-13'],
  ['America/St_Johns', '2026-11-01'],
  ['Antarctica/Casey', '2020-03-08'],
  ['Antarctica/Casey', '2020-10-04'],
  ['Antarctica/Troll', '2026-03-29'],
  ['Antarctica/Troll', '2026-10-25'],
  ['Asia/Amman', '2022-02-25'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Gaza', '2024-04-20'],
  ['Asia/Gaza', '2024-10-26'],
  ['Asia/Kathmandu', '1986-01-01'],
  ['Asia/Kolkata', '2026-03-01'],
  ['Asia/Pyongyang', '2015-08-15'],
  ['Asia/Pyongyang', '2018-05-04'],
  ['Asia/Tehran', '2022-03-22'],
  ['Asia/Tehran', '2022-09-22'],
  ['Australia/Lord_Howe', '2025-04-06'],
  ['Australia/Lord_Howe', '2025-10-05'],
  ['Europe/Dublin', '2026-03-29'],
  ['Europe/Dublin', '2026-10-25'],
  ['Europe/Vienna', '2026-03-29'],
  ['Europe/Vienna', '2026-10-25'],
  ['Pacific/Apia', '2011-09-24'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Chatham', '2026-04-05'],
  ['Pacific/Chatham', '2026-09-27'],
  ['Pacific/Easter', '2024-04-06'],
  ['Pacific/Easter', '2024-09-07'],
  ['Pacific/Fakaofo', '2011-12-30'],
  ['Pacific/Kwajalein', '1993-08-21'],
] as const

type TestedZone = (typeof CLOCK_CHANGES)[number][0]

export const TESTED_ZONES: readonly TestedZone[] = [
  ...new Set(CLOCK_CHANGES.map(([timeZone]) => timeZone)),
]
