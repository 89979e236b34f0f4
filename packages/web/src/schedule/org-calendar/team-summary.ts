// One sentence for each team: is it thin, and in what. Thin is a gap, somebody on call while away, or
// somebody who carries too much; people away who are not needed are named, but make no team thin.

import type { CallOutput, getScheduleCalendar } from '@evenwatch/api'
import { lengthInWords } from '../../ui/format-time.ts'

export type OrgCalendar = CallOutput<typeof getScheduleCalendar>
export type OrgSchedule = OrgCalendar['schedules'][number]
export type OrgDay = OrgSchedule['days'][number]

export type TeamSummary = {
  /** The team's name; of a schedule without a team, its own. */
  readonly key: string
  readonly displayName: string
  readonly isThin: boolean
  readonly openAlertGroups: number
  readonly sentence: string
}

const MINUTE_MS = 60_000

export const teamKeyOf = ({ team, schedule }: OrgSchedule): string => team?.name ?? schedule

export function teamSummaries(
  schedules: readonly OrgSchedule[],
  period: { readonly words: string; readonly dates: ReadonlySet<string> },
): readonly TeamSummary[] {
  const teams = new Map<string, OrgSchedule[]>()
  for (const one of schedules) {
    teams.set(teamKeyOf(one), [...(teams.get(teamKeyOf(one)) ?? []), one])
  }
  return [...teams].map(([key, own]) => {
    const [first] = own
    const displayName = first?.team?.displayName ?? first?.displayName ?? key
    const days = own.flatMap((one) => one.days).filter(({ date }) => period.dates.has(date))
    const parts = partsOf(days)
    const isThin = days.some(isThinDay)
    const head = `${displayName} ${isThin ? 'is thin' : 'is covered'} ${period.words}`
    return {
      key,
      displayName,
      isThin,
      // Schedules of one team share its services.
      openAlertGroups: Math.max(...own.map((one) => one.openAlertGroups)),
      sentence: parts.length === 0 ? `${head}.` : `${head}: ${parts.join(', ')}.`,
    }
  })
}

export const isThinDay = (day: OrgDay): boolean =>
  day.gapMinutes > 0 || day.overload.length > 0 || day.away.some(({ isOnCall }) => isOnCall)

function partsOf(days: readonly OrgDay[]): string[] {
  const withGap = days.filter(({ gapMinutes }) => gapMinutes > 0)
  const gapDays = new Set(withGap.map(({ date }) => date)).size
  const gapMs = withGap.reduce((sum, day) => sum + day.gapMinutes * MINUTE_MS, 0)
  const people = (pick: (day: OrgDay) => readonly { readonly user: string }[]) =>
    new Set(days.flatMap((day) => pick(day).map(({ user }) => user))).size
  const away = people((day) => day.away)
  const missing = people((day) => day.away.filter(({ isOnCall }) => isOnCall))
  const loaded = people((day) => day.overload)
  return [
    gapDays > 0 && `no one for ${lengthInWords(gapMs)} on ${counted(gapDays, 'day')}`,
    away > 0 && `${away} away${missing > 0 ? ` (${missing} while on call)` : ''}`,
    loaded > 0 && `${loaded} with too much`,
  ].filter((part) => part !== false)
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

const WHY = {
  'double-duty': 'is on call twice at once',
  'weeks-in-a-row': 'is on call too many weeks in a row',
} as const

export type NameOf = (id: string) => string

/** People, then the policies that hold a turn: “Ana, ↳ Everyone in payments”. */
export function whoInWords({ users, policies }: OrgDay, nameOf: NameOf): string {
  return [...users.map(nameOf), ...policies.map(policyInWords)].join(', ')
}

export const policyInWords = ({ displayName }: OrgDay['policies'][number]): string =>
  `↳ ${displayName}`

/** A day in sentences: what a cell shows in marks, for the card, the table and screen readers. */
export function dayInWords(day: OrgDay, nameOf: NameOf): readonly string[] {
  const names = whoInWords(day, nameOf)
  return [
    day.cover === 'nobody'
      ? 'No one is on call.'
      : day.cover === 'partly'
        ? `No one for ${gapInWords(day)}; else ${names}.`
        : `On call: ${names}.`,
    ...day.away.map(
      ({ user, isOnCall }) => `${nameOf(user)} is away${isOnCall ? ' while on call' : ''}.`,
    ),
    ...day.overload.map(({ user, why }) => `${nameOf(user)} ${WHY[why]}.`),
  ]
}

export const gapInWords = ({ gapMinutes }: OrgDay): string => lengthInWords(gapMinutes * MINUTE_MS)
