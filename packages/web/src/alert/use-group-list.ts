// The groups of the list: all pages up to a limit, held still while somebody points at them.

import { type CallOutput, listAlertGroups } from '@evenwatch/api'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { call } from '../app/client.ts'
import { POLL_MS } from '../app/query.ts'
import type { Filters, Scope } from './filters.ts'
import { STATUS_OF } from './filters.ts'

export const LIST_GROUPS_MAX = 1_000
const PAGE = 200

type Groups = CallOutput<typeof listAlertGroups>
type Group = Groups['items'][number]

export function useGroupList(filters: Filters, scope: Scope) {
  const query = {
    status: STATUS_OF[filters.tab ?? 'open'],
    scope,
    limit: PAGE,
    ...(filters.service && { service: filters.service }),
    ...(filters.team && { team: filters.team }),
    ...(filters.urgency && { urgency: filters.urgency }),
    ...(filters.q && { q: filters.q }),
  }
  return useQuery({
    queryKey: [listAlertGroups.id, { query, all: true }],
    queryFn: async ({ signal }): Promise<Groups> => {
      const first = await call(listAlertGroups, { query }, { signal })
      let { items, nextCursor } = first
      while (nextCursor !== null && items.length < LIST_GROUPS_MAX) {
        const more = await call(
          listAlertGroups,
          { query: { ...query, cursor: nextCursor } },
          { signal },
        )
        items = [...items, ...more.items]
        nextCursor = more.nextCursor
      }
      return { ...first, items, nextCursor }
    },
    placeholderData: (former) => former,
    refetchInterval: POLL_MS,
  })
}

/**
 * Lists never jump under the pointer. While held, the order stands, changed rows change in place,
 * rows that left stay as they were, and new ones wait to be let in.
 */
export function useHeldRows(items: readonly Group[], viewKey: string) {
  const [held, setHeld] = useState(false)
  const shown = useRef<{ key: string; rows: readonly Group[] }>({ key: '', rows: [] })
  const [, redraw] = useState(0)
  return useMemo(() => {
    const byId = new Map(items.map((item) => [item.id, item]))
    const keep = held && shown.current.key === viewKey && shown.current.rows.length > 0
    const rows = keep ? shown.current.rows.map((row) => byId.get(row.id) ?? row) : items
    const ids = new Set(rows.map((row) => row.id))
    shown.current = { key: viewKey, rows }
    return {
      rows,
      waiting: items.filter((item) => !ids.has(item.id)).length,
      setHeld,
      letIn: () => {
        shown.current = { key: '', rows: [] }
        setHeld(false)
        redraw((count) => count + 1)
      },
    }
  }, [items, held, viewKey])
}
