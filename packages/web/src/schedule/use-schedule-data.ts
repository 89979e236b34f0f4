// Everything the views of one schedule show over a window: each role's shifts, and the people with
// their zones and nights. What belongs to no role or is not there yet is simply left out.

import { listShifts, listUsers, type ScheduleView, type User } from '@evenwatch/api'
import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../app/client.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { startOfDay } from '../ui/zone.ts'
import type { Window } from './schedule-search.ts'
import type { RoleShifts } from './shifts.ts'

/** Gaps come cut at the ends of what is asked for: asked wider, they say their true length. */
const MARGIN_DAYS = 7
const PAGES_MAX = 10

export function useRoleShifts(schedule: ScheduleView, window: Window) {
  const zone = schedule.spec.timeZone
  const from = new Date(startOfDay(window.startsAt, zone, -MARGIN_DAYS)).toISOString()
  const until = new Date(startOfDay(window.endsAt, zone, MARGIN_DAYS)).toISOString()
  const named = new Set<ShiftRole>(['primary', ...schedule.spec.layers.map((layer) => layer.role)])
  const ask = (role: ShiftRole) => ({
    params: { schedule: schedule.name },
    query: { from, until, layers: 'true' as const, role },
  })
  const options = { everyMs: POLL_MS * 2, keep: true }
  // One read for each role there is; which roles that is hardly ever changes.
  const [first = 'primary'] = SHIFT_ROLES
  const primary = useRead(listShifts, ask(first), options)
  const others = [
    useRead(listShifts, ask('secondary'), { ...options, enabled: named.has('secondary') }),
    useRead(listShifts, ask('shadow'), { ...options, enabled: named.has('shadow') }),
    useRead(listShifts, ask('manager'), { ...options, enabled: named.has('manager') }),
  ]
  const [secondary, shadow, manager] = others.map((read) => read.data)
  const has = SHIFT_ROLES.filter((role) => named.has(role)).join()
  const data = useMemo(() => {
    const all = [primary.data, secondary, shadow, manager]
    const found = all.filter(
      (one): one is RoleShifts => one !== undefined && has.includes(one.role),
    )
    // A schedule whose only layers are of another role has an empty primary line that says nothing.
    const real = found.filter((one) => one.roles.includes(one.role) || one.shifts.length > 0)
    return real.length === 0 ? found : real
  }, [primary.data, secondary, shadow, manager, has])
  return { read: primary, roles: data }
}

/** Everybody, past the pages of the list. */
export function useEverybody(): readonly User[] | undefined {
  return useQuery({
    queryKey: [listUsers.id, 'everybody'],
    staleTime: 60_000,
    queryFn: async () => {
      const users: User[] = []
      let cursor: string | null = null
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const answer: { items: User[]; nextCursor: string | null } = await call(listUsers, {
          query: { limit: 200, ...(cursor !== null && { cursor }) },
        })
        users.push(...answer.items)
        cursor = answer.nextCursor
        if (cursor === null) break
      }
      return users
    },
  }).data
}
