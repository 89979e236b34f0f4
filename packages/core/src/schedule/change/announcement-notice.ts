// The words in which people hear of a change of shifts that somebody else made or asks for. Whoever
// gains or loses duty reads the spans in a notice of their own; here stands who did what, and why.

import { dayAndTime } from '../../paging/render/words.ts'
import type { NewNotice, NoticeKind } from '../../people/notices/notice.ts'
import type { Span } from '../../platform/time.ts'
import type { ToldReason } from './who-is-told.ts'

export type AnnouncedChange = {
  readonly event: string
  /** Unique for this change: the same announced again is told once. */
  readonly key: string
  readonly actorName: string
  readonly schedule: { readonly name: string; readonly displayName: string }
  readonly timeZone: string
  readonly span: Span
  readonly reason: string
  readonly requestId: string | null
}

/** Null: this reader learns all they need elsewhere. */
export function announcementNotice(
  change: AnnouncedChange,
  userId: string,
  why: ToldReason,
): NewNotice | null {
  const headline = headlineOf(change, why)
  if (headline === null) return null
  const { span, timeZone, reason, key, requestId, schedule } = change
  const when = `${dayAndTime(span.startsAt, timeZone)} until ${dayAndTime(span.endsAt, timeZone)}`
  return {
    userId,
    kind: headline.kind,
    key,
    subject: headline.subject,
    text: reason === '' ? when : `${when}\n\n“${reason}”`,
    path: requestId === null ? `/schedules/${schedule.name}` : `/cover/${requestId}`,
  }
}

type Headline = { readonly kind: NoticeKind; readonly subject: string }

function headlineOf(
  { event, actorName: who, schedule: { displayName: where } }: AnnouncedChange,
  why: ToldReason,
): Headline | null {
  const asked = (subject: string): Headline => ({ kind: 'cover-asked', subject })
  const answered = (subject: string): Headline => ({ kind: 'cover-answered', subject })
  const changed = (subject: string): Headline => ({ kind: 'shift-changed', subject })
  const isTheirs = why === 'owner' || why === 'loses'
  switch (event) {
    case 'cover-requested':
      return why === 'asked' ? asked(`${who} asks for cover in ${where}`) : null
    case 'swap-proposed':
      return why === 'asked' ? asked(`${who} proposes a swap in ${where}`) : null
    case 'covered':
      return isTheirs ? answered(`${who} covers your shift in ${where}`) : null
    case 'swapped':
      return answered(`${who} agreed to the swap in ${where}`)
    case 'cover-declined':
      return isTheirs ? answered(`${who} cannot cover your shift in ${where}`) : null
    case 'cover-cancelled':
      return asked(`${who} no longer asks for cover in ${where}`)
    case 'cover-undone':
      return answered(`${who} took the cover in ${where} back`)
    case 'taken-over':
      return isTheirs ? changed(`${who} took your shift in ${where} over`) : null
    case 'cover-arranged':
      return changed(`${who} arranged cover in ${where}`)
    case 'temporary-schedule-set':
      return changed(`${who} set a temporary schedule in ${where}`)
    default:
      return null
  }
}
