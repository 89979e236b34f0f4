// Wall clocks of IANA zones, from the browser's own tables: what a timeline needs to place days,
// and to say where a day is not 24 hours long.

export type Wall = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const HOUR_MS = 3_600_000
const FORMATS_MAX = 200
const formats = new Map<string, Intl.DateTimeFormat>()

/** Formats are costly to make; the few that a session uses are kept. */
export function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  if (formats.size >= FORMATS_MAX) formats.clear()
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone, {})
    return true
  } catch {
    return false
  }
}

export function wallOf(at: number, zone: string): Wall {
  const format = formatOf(zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = part
  return { year, month, day, hour, minute }
}

function offsetMs(at: number, zone: string): number {
  const wall = wallOf(at, zone)
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  return asUtc - Math.floor(at / 60_000) * 60_000
}

/** The instant of a wall time: the first of two, and past a gap the offset before it. */
export function instantOf(wall: Wall, zone: string): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  const before = asUtc - offsetMs(asUtc - 24 * HOUR_MS, zone)
  if (before + offsetMs(before, zone) === asUtc) return before
  const after = asUtc - offsetMs(asUtc + 24 * HOUR_MS, zone)
  return after + offsetMs(after, zone) === asUtc ? after : before
}

export function startOfDay(at: number, zone: string, plusDays = 0): number {
  const wall = wallOf(at, zone)
  return instantOf({ ...wall, day: wall.day + plusDays, hour: 0, minute: 0 }, zone)
}

/** Monday's start of the week that holds the instant. */
export function startOfWeek(at: number, zone: string): number {
  const wall = wallOf(at, zone)
  const weekday = (new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() + 6) % 7
  return startOfDay(at, zone, -weekday)
}

/** `null` on ordinary days; on the others the sentence that the axis prints. */
export function clockChange(dayStart: number, dayEnd: number): string | null {
  const hours = (dayEnd - dayStart) / HOUR_MS
  if (hours === 24) return null
  return `clock goes ${hours > 24 ? 'back' : 'forward'}, ${hours} h`
}

export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
