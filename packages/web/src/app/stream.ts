// Live updates: server-sent hints say what to read again. Without the stream, everything on screen
// is read again every 15 s; losing a hint can therefore only make a screen late.

import {
  getAlertGroup,
  getGroupEscalation,
  getGroupTimeline,
  getOnCallOverview,
  getStatus,
  listAlertGroups,
  listAlertsOfGroup,
  listInbox,
  type StreamEvent,
} from '@evenwatch/api'
import { useEffect } from 'react'
import { noteContact } from './contact.ts'
import { POLL_MS, queryClient, readAgain } from './query.ts'

/** A storm brings thousands of hints; the screen reads again at most this often. */
export const REREAD_EVERY_MS = 700

const CONCERNS = {
  'alert-group': [
    listAlertGroups,
    getAlertGroup,
    listAlertsOfGroup,
    getGroupTimeline,
    getGroupEscalation,
    getOnCallOverview,
  ],
  inbox: [listInbox],
  status: [getStatus],
  configuration: [],
  hello: [],
} as const satisfies Record<StreamEvent['kind'], unknown>

function isStreamEvent(value: unknown): value is StreamEvent {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && String(value.kind) in CONCERNS
  )
}

export function useStream(enabled: boolean) {
  useEffect(() => {
    if (!enabled) return
    const pending = new Set<StreamEvent['kind']>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const kinds = [...pending]
      pending.clear()
      if (kinds.includes('configuration')) return void queryClient.invalidateQueries()
      for (const kind of kinds) void readAgain(...CONCERNS[kind])
    }

    // The browser reconnects by itself and sends the last id that it saw.
    const source = new EventSource('/api/v1/stream')
    source.onopen = () => {
      noteContact()
      void queryClient.invalidateQueries()
    }
    source.addEventListener('message', (message) => {
      noteContact()
      const event: unknown = JSON.parse(message.data)
      if (!isStreamEvent(event)) return
      pending.add(event.kind)
      timer ??= setTimeout(flush, REREAD_EVERY_MS)
    })

    const poll = setInterval(() => {
      if (source.readyState !== EventSource.OPEN) void queryClient.invalidateQueries()
    }, POLL_MS)
    return () => {
      source.close()
      clearInterval(poll)
      clearTimeout(timer)
    }
  }, [enabled])
}
