// What the form knows: what was chosen on it, what is read about the line, and the draft that both
// add up to. Everything it shows and sends comes from here.

import { getOnCall, listCoverCandidates, type ScheduleView } from '@evenwatch/api'
import { MINUTE_MS } from '@evenwatch/core'
import { useMemo, useState } from 'react'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import type { Window } from '../schedule-search.ts'
import type { PersonRef, Shift } from '../shifts.ts'
import { useEverybody } from '../use-schedule-data.ts'
import { isRefused } from './candidates.tsx'
import type { ChangeDraft, CheckCode, Counterpart, TemporaryShift } from './change-draft.ts'
import { iso } from './change-draft.ts'
import type { ChangeSearch } from './change-search.ts'
import { spanAtFirst } from './change-start.ts'
import { isSameSpan } from './span-texts.ts'

export type Line = { readonly shifts: readonly Shift[]; readonly roles: readonly string[] }

export type FormProps = {
  readonly schedule: ScheduleView
  readonly search: ChangeSearch
  readonly onChange: (next: Partial<ChangeSearch>) => void
  readonly line: Line
  /** The name of whoever the address names; null: whoever is on call. */
  readonly away: string | null
  readonly isMine: boolean
}

export type ChangeFormState = ReturnType<typeof useChangeDraft>

const NO_CHOICE = {
  span: null as Window | null,
  /** The span over which the fields were changed to something that is none. */
  looseOver: null as Window | null,
  /** Ids; null: nobody touched the list. */
  chosen: null as ReadonlySet<string> | null,
  other: null as PersonRef | null,
  counterpart: null as Counterpart | null,
  shifts: null as readonly TemporaryShift[] | null,
  reason: '',
  despite: [] as readonly CheckCode[],
  split: false,
  insteadOf: null as string | null,
}
export type Choice = typeof NO_CHOICE

export function useChangeDraft({ schedule, search, line, away: named, isMine }: FormProps) {
  const { kind, role } = search
  const everybody = useEverybody() ?? []
  const [openedAt] = useState(() => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS)
  const [choice, setChoice] = useState<Choice>(NO_CHOICE)
  const choose = (next: Partial<Choice>) => setChoice((old) => ({ ...old, ...next }))
  const first = useMemo(
    () => spanAtFirst(search, line.shifts, named, openedAt),
    [search, line.shifts, named, openedAt],
  )
  const span = choice.span ?? first
  // What the fields held before is shown on, but neither looked at by the server nor sent.
  const isLoose = isSameSpan(choice.looseOver, span)
  const params = { schedule: schedule.name }
  const { away, holders, holderKnown } = useAway(params, named, span, openedAt, role, choice)
  const several = kind === 'cover'
  const asksWho = !['swap', 'remove', 'temporary', 'take-over'].includes(kind)
  const when = { from: iso(span?.startsAt ?? 0), until: iso(span?.endsAt ?? 1) }
  const candidates = useRead(
    listCoverCandidates,
    { params, query: { role, ...when, ...(away && { away: away.name }) } },
    { enabled: span !== null && asksWho, keep: true },
  )
  const items = candidates.data?.items ?? []
  const able = several ? items.filter((item) => !isRefused(item)) : []
  const picked: ReadonlySet<string> = choice.chosen ?? new Set(able.map(({ user }) => user.id))
  const { other } = choice
  const who = [
    ...items.filter((item) => picked.has(item.user.id)).map(({ user }) => user),
    ...(other && (several || picked.size === 0) ? [other] : []),
  ]
  const draft: ChangeDraft = {
    kind,
    role,
    span: isLoose ? null : span,
    away,
    isMine,
    who,
    asksEveryone: several && other === null && items.length > 0 && who.length === items.length,
    counterpart: choice.counterpart,
    shifts: choice.shifts ?? (span ? [{ ...span, users: [] }] : []),
    despite: choice.despite,
    split: choice.split,
    reason: choice.reason,
  }
  return {
    draft,
    /** The last span that the fields held; the draft has it only while they still do. */
    span,
    choice,
    choose,
    everybody,
    holders,
    holderKnown,
    candidates,
    items,
    picked,
    several,
    asksWho,
  }
}

/** Who is relieved: the person that the address names, or one of those who are on call then. */
function useAway(
  params: { readonly schedule: string },
  named: string | null,
  span: Window | null,
  openedAt: number,
  role: ChangeSearch['role'],
  { insteadOf }: Choice,
) {
  const me = useMe()
  const everybody = useEverybody() ?? []
  // Asked of the server, because the span may lie beyond the shifts that were read.
  const asksHolder = named === null && span !== null
  const query = { at: iso(span?.startsAt ?? openedAt), role }
  const onCall = useRead(getOnCall, { params, query }, { enabled: asksHolder })
  const holders = asksHolder ? (onCall.data?.users ?? []) : []
  const isNamed = ({ name, id }: PersonRef) => name === named || id === named
  const away: PersonRef | null =
    named !== null
      ? ([me, ...everybody].find(isNamed) ?? null)
      : (holders.find(({ id }) => id === insteadOf) ?? holders[0] ?? null)
  return { away, holders, holderKnown: !asksHolder || onCall.data !== undefined }
}
