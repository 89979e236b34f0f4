// Schedules in the fake server: weekly turns only, with one gap and one override, enough to draw.

import * as api from '@evenwatch/api'
import { instantOf, startOfDay } from '../ui/zone.ts'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, newId, type World } from './world.ts'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
type Shift = api.ScheduleView extends never
  ? never
  : {
      users: { id: string; name: string; displayName: string }[]
      startsAt: string
      endsAt: string
      source: { kind: 'layer' | 'override'; layer: string | null; override: string | null }
    }
type Gap = { startsAt: string; endsAt: string }

export function planOf(world: World, name: string, from: number, until: number) {
  const schedule = world.schedules.find((item) => item.name === name || item.id === name)
  if (!schedule) throw new Refused('not-found', { detail: `There is no schedule ${name}.` })
  const zone = schedule.spec.timeZone
  const layer = schedule.spec.layers[0]
  const members = layer && 'members' in layer ? layer.members.flat() : []
  const hours = layer && 'hours' in layer ? layer.hours : null
  const refs = members
    .map((member) => world.users.find((item) => item.name === member))
    .map((item) => item && { id: item.id, name: item.name, displayName: item.displayName })
  const layerShifts: Shift[] = []
  const anchor = instantOf({ year: 2026, month: 1, day: 5, hour: 9, minute: 0 }, zone)
  const first = Math.floor((from - anchor) / WEEK) - 1
  for (let turn = first; anchor + turn * WEEK < until; turn += 1) {
    const person = refs[((turn % refs.length) + refs.length) % refs.length]
    if (!person) continue
    const wall = (week: number) =>
      instantOf({ year: 2026, month: 1, day: 5 + 7 * week, hour: 9, minute: 0 }, zone)
    const spans: [number, number][] = []
    if (!hours) spans.push([wall(turn), wall(turn + 1)])
    else {
      for (let day = 0; day < 5; day += 1) {
        const at = startOfDay(wall(turn), zone, day)
        spans.push([at + 7 * HOUR, at + 19 * HOUR])
      }
    }
    for (const [start, end] of spans) {
      if (end > from && start < until)
        layerShifts.push({
          users: [person],
          startsAt: iso(start),
          endsAt: iso(end),
          source: { kind: 'layer', layer: 'weekly', override: null },
        })
    }
  }
  const overrides: api.OverrideView[] = []
  let shifts = layerShifts
  const gaps: Gap[] = []
  if (name === 'payments-primary') {
    const day = startOfDay(world.startedAt, zone, 1)
    const ben = world.users.find((item) => item.name === 'ben')
    const ana = world.users.find((item) => item.name === 'ana')
    const ref = (person: typeof ben) =>
      person ? { id: person.id, name: person.name, displayName: person.displayName } : null
    const id = '0190c5a0-0000-7000-8000-00000000aaaa'
    const start = day + 18 * HOUR
    const end = day + 38 * HOUR
    overrides.push({
      id,
      position: 1,
      role: 'primary',
      cause: 'override',
      linkId: null,
      sourceRef: null,
      layer: null,
      kind: 'replace',
      remove: ref(ana),
      add: ref(ben),
      users: [],
      startsAt: iso(start),
      endsAt: iso(end),
      reason: 'Dentist',
      createdBy: { kind: 'user', id: ana?.id ?? null, name: 'Ana Soto' },
      createdAt: iso(world.startedAt - HOUR),
      cancelledAt: null,
      hasEffect: true,
      version: 1,
    })
    const benRef = ref(ben)
    if (benRef)
      shifts = cut(shifts, start, end, {
        users: [benRef],
        startsAt: iso(start),
        endsAt: iso(end),
        source: { kind: 'override', layer: null, override: id },
      })
    const gapStart = startOfDay(world.startedAt, zone, 4) + 14 * HOUR
    shifts = cut(shifts, gapStart, gapStart + 4 * HOUR, null)
    if (gapStart < until && gapStart + 4 * HOUR > from)
      gaps.push({ startsAt: iso(gapStart), endsAt: iso(gapStart + 4 * HOUR) })
  } else if (hours) {
    for (const [index, shift] of layerShifts.entries()) {
      const next = layerShifts[index + 1]
      if (next) gaps.push({ startsAt: shift.endsAt, endsAt: next.startsAt })
    }
  }
  return {
    schedule,
    zone,
    shifts,
    gaps,
    layers: [{ name: 'weekly', priority: 1, shifts: layerShifts }],
    overrides,
  }
}

function cut(shifts: Shift[], start: number, end: number, instead: Shift | null): Shift[] {
  const out: Shift[] = []
  for (const shift of shifts) {
    const from = Date.parse(shift.startsAt)
    const until = Date.parse(shift.endsAt)
    if (until <= start || from >= end) {
      out.push(shift)
      continue
    }
    if (from < start) out.push({ ...shift, endsAt: iso(start) })
    if (until > end) out.push({ ...shift, startsAt: iso(end) })
  }
  if (instead) out.push(instead)
  return out.sort((a, b) => a.startsAt.localeCompare(b.startsAt))
}

export function handleSchedules(router: ReturnType<typeof createFakeRouter>, world: World) {
  const named = (name: string) => {
    const found = world.schedules.find((item) => item.name === name || item.id === name)
    if (!found) throw new Refused('not-found')
    return found
  }
  router.handle(api.listSchedules, () => ({ items: world.schedules, nextCursor: null }))
  router.handle(api.getSchedule, ({ params }) => named(params.schedule))
  router.handle(api.createSchedule, ({ body }) => {
    const made = {
      id: newId(),
      name: body.name,
      displayName: body.displayName ?? body.name,
      spec: body.spec,
      managedBy: null,
      version: 1,
      updatedAt: iso(Date.now()),
    }
    world.schedules.push(made)
    return made
  })
  router.handle(api.listShifts, ({ params, query }) => {
    const plan = planOf(world, params.schedule, Date.parse(query.from), Date.parse(query.until))
    return {
      timeZone: plan.zone,
      role: query.role,
      roles: ['primary' as const],
      shifts: plan.shifts,
      gaps: plan.gaps,
      layers: query.layers ? plan.layers : [],
      overrides: plan.overrides,
    }
  })
  router.handle(api.getOnCall, ({ params, query }) => {
    const at = query.at ? Date.parse(query.at) : Date.now()
    const { users, ...rest } = onCallAt(world, params.schedule, at)
    return { ...rest, role: query.role, users, roles: [{ role: 'primary' as const, users }] }
  })
  router.handle(api.listOverrides, ({ params }) => ({
    items: planOf(world, params.schedule, Date.now(), Date.now() + 8 * WEEK).overrides,
    nextCursor: null,
  }))
  router.handle(api.listEscalationPolicies, () => ({ items: world.policies, nextCursor: null }))
  router.handle(api.getEscalationPolicy, ({ params }) => {
    const found = world.policies.find((item) => item.name === params.policy)
    if (!found) throw new Refused('not-found')
    return found
  })
  router.handle(api.createEscalationPolicy, ({ body }) => {
    const made = {
      id: newId(),
      name: body.name,
      displayName: body.displayName ?? body.name,
      spec: body.spec as never,
      managedBy: null,
      version: 1,
    } as const
    world.policies.push(made)
    return made
  })
  router.handle(api.getOnCallOverview, () => {
    const now = Date.now()
    const me = world.users.find((item) => item.name === world.me)
    const mine = world.schedules.map((item) => ({
      item,
      at: onCallAt(world, item.name, now),
      plan: planOf(world, item.name, now, now + 30 * 24 * HOUR),
    }))
    return {
      at: iso(now),
      me: me
        ? {
            onCall: mine
              .filter(({ at }) => at.users.some((person) => person.id === me.id))
              .map(({ item, at }) => ({
                schedule: item.name,
                displayName: item.displayName,
                until: at.shift?.endsAt ?? null,
                successors: at.next?.users ?? [],
              })),
            next:
              mine
                .flatMap(({ item, plan }) =>
                  plan.shifts
                    .filter(
                      (shift) =>
                        Date.parse(shift.startsAt) > now &&
                        shift.users.some((person) => person.id === me.id),
                    )
                    .slice(0, 1)
                    .map((shift) => ({
                      schedule: item.name,
                      displayName: item.displayName,
                      startsAt: shift.startsAt,
                    })),
                )
                .sort((a, b) => a.startsAt.localeCompare(b.startsAt))[0] ?? null,
            shifts: mine.flatMap(({ item, plan }) =>
              plan.shifts
                .filter((shift) => shift.users.some((person) => person.id === me.id))
                .map((shift) => ({
                  schedule: item.name,
                  startsAt: shift.startsAt,
                  endsAt: shift.endsAt,
                })),
            ),
            reachability: me.contactMethods.map((method) => ({
              method: method.name,
              type: method.type,
              verified: method.verifiedAt !== null,
              lastSuccessAt: method.lastSuccessAt,
              lastFailure: method.lastFailure,
            })),
          }
        : null,
      teams: world.teams.map((team) => ({
        team: { name: team.name, displayName: team.displayName },
        policies: world.policies
          .filter((item) => (item.spec as { team?: string }).team === team.name)
          .map((item) => ({
            policy: item.name,
            displayName: item.displayName,
            steps: (
              item.spec as { steps: { after: string; notify: Record<string, string>[] }[] }
            ).steps.map((step) => ({
              after: step.after,
              targets: step.notify.map((target) => Object.entries(target).flat().join(' ')),
              users: step.notify.flatMap((target) =>
                target.schedule
                  ? onCallAt(world, target.schedule, now).users
                  : world.users
                      .filter(
                        (person) =>
                          person.name === target.user ||
                          (target.team !== undefined &&
                            person.teams.some((item2) => item2.name === target.team)),
                      )
                      .map((person) => ({
                        id: person.id,
                        name: person.name,
                        displayName: person.displayName,
                      })),
              ),
            })),
          })),
        schedules: mine
          .filter(({ item }) => item.spec.team === team.name)
          .map(({ item, at, plan }) => ({
            schedule: item.name,
            displayName: item.displayName,
            timeZone: item.spec.timeZone,
            users: at.users,
            until: at.users.length ? (at.shift?.endsAt ?? null) : at.gapEndsAt,
            successors: at.next?.users ?? [],
            gaps: plan.gaps.filter(
              (gap) =>
                Date.parse(gap.endsAt) > now && Date.parse(gap.startsAt) < now + 14 * 24 * HOUR,
            ),
          })),
      })),
    }
  })
}

function onCallAt(world: World, name: string, at: number) {
  const plan = planOf(world, name, at - WEEK, at + 5 * WEEK)
  const shift =
    plan.shifts.find((item) => Date.parse(item.startsAt) <= at && Date.parse(item.endsAt) > at) ??
    null
  const next =
    plan.shifts.find(
      (item) => Date.parse(item.startsAt) >= (shift ? Date.parse(shift.endsAt) : at),
    ) ?? null
  return {
    at: iso(at),
    users: shift?.users ?? [],
    shift,
    next,
    gapEndsAt: shift ? null : (next?.startsAt ?? null),
  }
}
