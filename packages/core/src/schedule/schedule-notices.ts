// The words of notices about shifts: what changed for a person, a gap for its owner, a reminder.
// Every instant stands in the reader's own zone, with its name.

import { countOf, dayAndTime } from '../paging/render/words.ts'
import type { NewNotice } from '../people/notices/notice.ts'
import { formatDuration } from '../platform/duration.ts'
import type { Instant, Span } from '../platform/time.ts'
import type { ShiftRole } from './schedule.ts'
import type { PersonalChange } from './what-changed.ts'

const SPANS_NAMED_MAX = 5

/** Which line of which schedule, and who reads about it. */
export type AboutLine = {
  readonly scheduleId: string
  readonly name: string
  readonly displayName: string
  readonly role: ShiftRole
}

export type Reader = { readonly id: string; readonly timeZone: string }

export function changeNotice(
  line: AboutLine,
  reader: Reader,
  { gained, lost }: PersonalChange,
  revision: number,
): NewNotice {
  const parts = [
    gained.length > 0 ? `You are now on call:\n${listOf(gained, reader.timeZone)}` : '',
    lost.length > 0 ? `You are no longer on call:\n${listOf(lost, reader.timeZone)}` : '',
  ]
  return {
    userId: reader.id,
    kind: 'schedule-changed',
    key: `changed:${line.scheduleId}:${line.role}:${revision}`,
    subject: `Your shifts in ${lineInWords(line)} changed`,
    text: parts.filter((part) => part !== '').join('\n\n'),
    path: pathOf(line, gained[0] ?? lost[0]),
  }
}

/** The schedule is gone, and with it the shifts that were still ahead. */
export function deletedNotice(
  line: AboutLine,
  reader: Reader,
  { lost }: Pick<PersonalChange, 'lost'>,
): NewNotice {
  return {
    userId: reader.id,
    kind: 'schedule-changed',
    key: `deleted:${line.scheduleId}:${line.role}`,
    subject: `${lineInWords(line)} was deleted, and your shifts in it with it`,
    text: `You are no longer on call:\n${listOf(lost, reader.timeZone)}`,
    path: '/schedules',
  }
}

export function gapNotice(line: AboutLine, reader: Reader, gap: Span): NewNotice {
  return {
    userId: reader.id,
    kind: 'gap-opened',
    key: `gap:${line.scheduleId}:${line.role}:${gap.startsAt}`,
    subject: `Nobody is on call in ${lineInWords(line)} for ${lengthOf(gap)}`,
    text: `Nobody is on call:\n${listOf([gap], reader.timeZone)}\n\nYou are told because you own the schedule. Put somebody on call, or make it nobody on purpose.`,
    path: pathOf(line, gap),
  }
}

/** To those whom an override names, when it changes nobody. */
export function idleOverrideNotice(
  line: AboutLine,
  reader: Reader,
  override: Span & { readonly id: string; readonly words: string; readonly why: string },
): NewNotice {
  return {
    userId: reader.id,
    kind: 'override-without-effect',
    key: `idle:${override.id}`,
    subject: `An override in ${lineInWords(line)} changes nobody: ${override.words}`,
    text: `${override.why}\n${listOf([override], reader.timeZone)}\n\nWho is on call stays as it was.`,
    path: pathOf(line, override),
  }
}

export function reminderNotice(
  line: AboutLine,
  reader: Reader,
  shift: Span,
  leadMs: number,
): NewNotice {
  return {
    userId: reader.id,
    kind: 'shift-reminder',
    key: `shift:${line.scheduleId}:${line.role}:${shift.startsAt}:${leadMs}`,
    subject: `Your shift in ${lineInWords(line)} begins in ${formatDuration(leadMs)}`,
    text: `You are on call:\n${listOf([shift], reader.timeZone)}`,
    path: pathOf(line, shift),
  }
}

function lineInWords({ displayName, role }: AboutLine): string {
  return role === 'primary' ? displayName : `${displayName} (${role})`
}

function listOf(spans: readonly Span[], timeZone: string): string {
  const named = spans.slice(0, SPANS_NAMED_MAX).map(({ startsAt, endsAt }) => {
    return `  ${dayAndTime(startsAt, timeZone)} until ${dayAndTime(endsAt, timeZone)}`
  })
  const more = spans.length - named.length
  return [...named, ...(more > 0 ? [`  and ${countOf(more, 'more span')}`] : [])].join('\n')
}

function lengthOf({ startsAt, endsAt }: Span): string {
  return formatDuration(endsAt - startsAt)
}

function pathOf({ name }: AboutLine, span: Span | undefined): string {
  const at: Instant | undefined = span?.startsAt
  return at === undefined ? `/schedules/${name}` : `/schedules/${name}?at=${isoOf(at)}`
}

function isoOf(at: Instant): string {
  return new Date(at).toISOString()
}
