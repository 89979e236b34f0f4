// A recurrence rule as a sentence: “every 2 weeks, on Monday and Thursday, at 09:00”. Parts that have
// no words here are quoted, so that the sentence never says less than the rule.

const DAYS: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]
const UNITS: Readonly<Record<string, string>> = {
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
}
const SILENT = new Set(['FREQ', 'INTERVAL', 'BYMINUTE', 'WKST'])

type Parts = ReadonlyMap<string, readonly string[]>

/** `clock`: the first handoff's, which holds where the rule names no hours. */
export function ruleInWords(rrule: string, clock: string): string {
  const parts: Parts = new Map(
    rrule
      .replace(/^RRULE:/, '')
      .split(';')
      .map((part): [string, string[]] => {
        const [name = '', values = ''] = part.split('=')
        return [name.trim().toUpperCase(), values.split(',')]
      }),
  )
  const unit = UNITS[parts.get('FREQ')?.[0] ?? '']
  if (!unit) return `by the rule ${rrule}`
  const interval = Number(parts.get('INTERVAL')?.[0] ?? 1)
  const every = interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`
  const said = [...parts].flatMap(([name, values]) => {
    if (SILENT.has(name) || name === 'BYHOUR') return []
    return WORDS[name]?.(values) ?? [`${name}=${values.join()}`]
  })
  const when = unit === 'hour' ? [] : [atClock(parts, clock)]
  return [every, ...said, ...when].join(', ')
}

type Say = (values: readonly string[]) => string[]
const WORDS: Readonly<Record<string, Say>> = {
  BYDAY: (values) => [`on ${listed(values.map(dayInWords))}`],
  BYMONTHDAY: (values) => [`on ${listed(values.map(monthDayInWords))}`],
  BYMONTH: (values) => [`in ${listed(values.map((one) => MONTHS[Number(one) - 1] ?? one))}`],
  BYSETPOS: (values) => [`only the ${listed(values.map(place))} of these`],
  COUNT: ([count]) => [count === '1' ? 'once' : `${count} times`],
  UNTIL: ([until = '']) => [`until ${until.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3')}`],
}

function atClock(parts: Parts, clock: string): string {
  const [hour = '00', minute = '00'] = clock.split(':')
  const minutes = parts.get('BYMINUTE') ?? [minute]
  const hours = parts.get('BYHOUR') ?? [hour]
  const two = (value: string) => value.padStart(2, '0')
  return `at ${listed(hours.flatMap((h) => minutes.map((m) => `${two(h)}:${two(m)}`)))}`
}

/** `MO`, `-1SU`, `2TU`. */
function dayInWords(text: string): string {
  const [, number, day = ''] = /^([+-]?\d+)?(\w\w)$/.exec(text.trim().toUpperCase()) ?? []
  const name = DAYS[day] ?? text
  return number === undefined ? name : `the ${place(number)} ${name}`
}

const monthDayInWords = (text: string) =>
  text.startsWith('-') ? `the ${place(text)} day` : `day ${text}`

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth']

function place(text: string): string {
  const number = Number(text)
  if (number === -1) return 'last'
  if (number < 0) return `${ordinal(-number)} last`
  return ordinal(number)
}

const ordinal = (number: number) => ORDINALS[number - 1] ?? `${number}th`

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
