// What every change in the fake server stands on: names to people and schedules, and overrides that are
// real to core's rules, so that previews and lines agree.

import type * as api from '@evenwatch/api'
import type { Override, ShiftRole, Span } from '@evenwatch/core'
import { createFakePlans } from './fake-plans.ts'
import { Refused } from './fake-router.ts'
import { iso, newId, type World } from './world.ts'

export type Wanted = Omit<Override, 'id' | 'position'>
type Cause = api.OverrideView['cause']
export type FakeChangeRoom = ReturnType<typeof createFakeChangeRoom>

export function createFakeChangeRoom(
  world: World,
  tell: (kind: string, subjectId: string | null) => void,
) {
  const plans = createFakePlans(world)
  const person = (ref: string) => {
    const name = ref === 'me' ? world.me : ref
    const found = world.users.find((one) => one.id === name || one.name === name)
    if (!found) throw new Refused('invalid-request')
    return { id: found.id, name: found.name, displayName: found.displayName }
  }
  const scheduleOf = (ref: string) => {
    const found = world.schedules.find((one) => one.id === ref || one.name === ref)
    if (!found) throw new Refused('not-found')
    const { id, name, displayName, spec } = found
    return { id, name, displayName, timeZone: spec.timeZone }
  }
  const line = (role: ShiftRole, { startsAt, endsAt }: Span) => ({
    role,
    layerName: null,
    startsAt,
    endsAt,
  })
  const spanOf = ({ from, until }: { from: string; until: string }): Span => ({
    startsAt: Math.max(Date.parse(from), Date.now()),
    endsAt: Date.parse(until),
  })
  const replace = (role: ShiftRole, span: Span, removed: string | null, added: string): Wanted =>
    removed === null
      ? { ...line(role, span), kind: 'add', addUserId: added }
      : { ...line(role, span), kind: 'replace', removeUserId: removed, addUserId: added }
  const write = (schedule: string, wanted: readonly Wanted[], cause: Cause, reason: string) => {
    const linkId = newId()
    const made = wanted.map((one) => {
      const override = { ...one, id: newId(), position: world.overrides.length + 3 }
      const plain = plans.plainView(override)
      const me = person('me')
      const view: api.OverrideView = {
        ...plain,
        cause,
        linkId,
        reason,
        createdBy: { kind: 'user', id: me.id, name: me.displayName },
        createdAt: iso(Date.now()),
      }
      world.overrides.push({ schedule, override, view })
      return view
    })
    tell('configuration', null)
    return { linkId, overrides: made, checks: [] }
  }
  const cancel = (match: (view: api.OverrideView) => boolean) => {
    const cancelled = world.overrides.filter(({ view }) => match(view))
    for (const one of cancelled) one.view = { ...one.view, cancelledAt: iso(Date.now()) }
    tell('configuration', null)
    return cancelled.map(({ view }) => view)
  }
  return { world, plans, person, scheduleOf, line, spanOf, replace, write, cancel }
}
