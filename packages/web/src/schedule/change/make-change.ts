// Makes the change that the page describes, and says what was made: in words, how to undo it, and
// which link to hand on.

import {
  arrangeCover,
  cancelCoverRequest,
  cancelOverride,
  cancelOverrideLink,
  createOverride,
  getCoverRequest,
  getOnCall,
  getOnCallOverview,
  listCoverCandidates,
  listCoverRequests,
  listOverrides,
  listShifts,
  previewShiftChange,
  type Route,
  requestCover,
  setTemporarySchedule,
  takeOverShift,
} from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import { call } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { type ChangeDraft, isoSpan, overrideOf, shiftsOf, withOf } from './change-draft.ts'

/** What a change of a shift makes old. */
export const CHANGED: readonly Route[] = [
  listShifts,
  listOverrides,
  listCoverRequests,
  getCoverRequest,
  getOnCall,
  getOnCallOverview,
  listCoverCandidates,
  previewShiftChange,
]

export type Made = {
  readonly words: string
  readonly undone: string
  readonly undo: () => Promise<unknown>
  /** A path to hand on. */
  readonly link: string
}

/** `confirm`: although an override would change nobody. */
export async function makeChange(
  schedule: string,
  draft: ChangeDraft,
  confirm = false,
): Promise<Made | null> {
  const params = { schedule }
  const { kind, role, span, away, who, counterpart, reason, despite, split } = draft
  const [one] = who
  if (kind === 'take-over') return takeOver(schedule, role, reason)
  if (span === null) return null
  const line = { role, ...isoSpan(span) }
  const place = `${paths.schedule(schedule)}?at=${encodeURIComponent(line.from)}&date=${line.from.slice(0, 10)}`
  const linked = (linkId: string, words: string): Made => ({
    words,
    undone: 'The schedule is as it was.',
    undo: () => call(cancelOverrideLink, { params: { ...params, link: linkId } }),
    link: place,
  })
  switch (kind) {
    case 'cover':
    case 'swap': {
      const swapWith = kind === 'swap' && counterpart ? { with: withOf(counterpart) } : {}
      const { id, asked } = await call(requestCover, {
        params,
        body: {
          ...line,
          kind,
          ...(!draft.isMine && away && { owner: away.name }),
          ...(kind === 'cover' && {
            // What another override decides is never asked for: the page says so beforehand.
            split: true,
            ask: draft.asksEveryone ? 'everyone' : who.map(({ name }) => name),
          }),
          ...swapWith,
          note: reason,
        },
      })
      const whom = asked.length === 1 ? (asked[0]?.displayName ?? '') : `${asked.length} people`
      return {
        words: kind === 'swap' ? `The swap is proposed to ${whom}.` : `${whom} asked.`,
        undone: 'The request is withdrawn.',
        undo: () => call(cancelCoverRequest, { params: { request: id } }),
        link: paths.cover(id),
      }
    }
    case 'arranged': {
      if (!one || !away) return null
      const people = { away: away.name, cover: one.name }
      const body = { ...line, ...people, reason, despite: [...despite], split }
      const { linkId } = await call(arrangeCover, { params, body })
      return linked(linkId, `${one.displayName} is on call for ${away.displayName}.`)
    }
    case 'temporary': {
      const body = { ...line, shifts: shiftsOf(draft), reason, despite: [...despite], split }
      const { linkId } = await call(setTemporarySchedule, { params, body })
      return linked(linkId, 'The temporary schedule is set.')
    }
    default: {
      const body = overrideOf(draft)
      if (!body) return null
      const query = confirm ? { confirm: 'true' } : {}
      const { id, linkId } = await call(createOverride, {
        params,
        query,
        body: { ...body, split },
      })
      const off = `${away?.displayName} is off call.`
      const words = kind === 'remove' ? off : `${one?.displayName} is on call.`
      if (linkId !== null) return linked(linkId, words)
      return {
        words,
        undone: 'The override is cancelled.',
        undo: () => call(cancelOverride, { params: { ...params, override: id } }),
        link: place,
      }
    }
  }
}

export async function takeOver(schedule: string, role: ShiftRole, reason = ''): Promise<Made> {
  const params = { schedule }
  const { linkId } = await call(takeOverShift, { params, body: { role, reason } })
  return {
    words: 'You are on call from now on.',
    undone: 'You are off call again.',
    undo: () => call(cancelOverrideLink, { params: { ...params, link: linkId } }),
    link: paths.schedule(schedule),
  }
}
