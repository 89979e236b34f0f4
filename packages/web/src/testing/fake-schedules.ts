// Schedules in the fake server: the real rules of core over the world's documents, with one override
// and one gap, so that what the screens draw is what the product would say.

import * as api from '@evenwatch/api'
import { DAY_MS, reviseLayers, SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { createFakePlans } from './fake-plans.ts'
import { qualityOf } from './fake-quality.ts'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, newId, type World } from './world.ts'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR

type Kept = { version: number; at: string; spec: api.ScheduleSpec; people: string[] }

export function handleSchedules(router: ReturnType<typeof createFakeRouter>, world: World) {
  const plans = createFakePlans(world)
  const { spanOf, onCallAt } = plans
  const kept = new Map<string, Kept[]>()
  const named = (name: string) => {
    const found = world.schedules.find((item) => item.name === name || item.id === name)
    if (!found) throw new Refused('not-found', { detail: `There is no schedule ${name}.` })
    return found
  }
  const versionsOf = (name: string) => {
    const found = kept.get(name) ?? [
      { version: 1, at: named(name).updatedAt, spec: named(name).spec, people: [] },
    ]
    kept.set(name, found)
    return found
  }
  const write = (name: string, spec: api.ScheduleSpec, people: string[] = []) => {
    const found = named(name)
    const versions = versionsOf(name)
    const next = { ...found, spec, version: found.version + 1, updatedAt: iso(Date.now()) }
    world.schedules = world.schedules.map((item) => (item === found ? next : item))
    kept.set(name, [{ version: next.version, at: next.updatedAt, spec, people }, ...versions])
    return next
  }
  const revised = (name: string, spec: api.ScheduleSpec, at: number) => {
    const stored = plans.documentOf(named(name).spec, name)
    const wanted = plans.documentOf(spec, name)
    const isLong = spec.layers.map(api.isLongLayer)
    const options = { now: Date.now(), at, keepHolder: true }
    const { layers, faults } = reviseLayers(stored, { ...wanted, isLong }, options)
    const [fault] = faults
    if (fault) {
      throw new Refused('invalid-request', {
        fields: [{ field: fault.path.join('.'), rule: fault.rule }],
      })
    }
    return plans.specOf({ ...wanted, layers })
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
  router.handle(api.updateSchedule, ({ params, body }) => {
    const at = body.at === undefined ? Date.now() : Date.parse(body.at)
    return write(params.schedule, revised(params.schedule, body.spec, at))
  })
  router.handle(api.previewSchedule, ({ params, body }) => {
    const at = body.at === undefined ? Date.now() : Date.parse(body.at)
    const spec = revised(params.schedule, body.spec, at)
    const span = { startsAt: Date.now(), endsAt: Date.now() + body.days * DAY_MS }
    const before = plans.linesOf(named(params.schedule).spec, params.schedule, span)
    const after = plans.linesOf(spec, params.schedule, span)
    const people = plans.movesOf(before, after)
    return { at: iso(at), spec, people, firstMoveAt: null, before, after }
  })
  router.handle(api.listScheduleVersions, ({ params }) => ({
    items: versionsOf(params.schedule).map((one, index) => ({
      version: one.version,
      at: one.at,
      actor: { kind: 'user' as const, id: null, name: 'Dana Levy' },
      fields: one.version === 1 ? [] : ['layers[0].versions'],
      people: one.people.map((user) => ({ user, effects: ['+1 weekend in March'] })),
      isCurrent: index === 0,
    })),
    nextCursor: null,
  }))
  router.handle(api.undoSchedule, ({ params, body }) => {
    const versions = versionsOf(params.schedule)
    const wanted = body.version ?? named(params.schedule).version - 1
    const earlier = versions.find((one) => one.version === wanted)
    if (!earlier) throw new Refused('state-conflict')
    return write(params.schedule, earlier.spec)
  })
  router.handle(api.getScheduleQuality, ({ params }) => {
    const now = Date.now()
    const line = spanOf(named(params.schedule).name, 'primary', now, now + 52 * WEEK)
    return qualityOf(world, line.gaps, now)
  })
  router.handle(api.assessScheduleDraft, ({ params, body }) => {
    const now = Date.now()
    const spec = revised(params.schedule, body.spec, now)
    const span = { startsAt: now, endsAt: now + 52 * WEEK }
    const [line] = plans.linesOf(spec, params.schedule, span)
    return qualityOf(world, line?.gaps ?? [], now)
  })
  router.handle(api.listAbsences, () => ({ items: [], nextCursor: null }))
  router.handle(api.listHolidays, () => ({ holidays: [] }))
  router.handle(api.listShifts, ({ params, query }) => {
    const schedule = named(params.schedule)
    const line = spanOf(schedule.name, query.role, Date.parse(query.from), Date.parse(query.until))
    return {
      timeZone: schedule.spec.timeZone,
      role: query.role,
      roles: rolesOf(schedule),
      ...line,
      layers: query.layers ? line.layers : [],
    }
  })
  router.handle(api.getOnCall, ({ params, query }) => {
    const at = query.at ? Date.parse(query.at) : Date.now()
    const schedule = named(params.schedule)
    const { role } = query
    const roles = rolesOf(schedule).map((one) => ({
      role: one,
      users: onCallAt(schedule.name, at, one).users,
      policies: onCallAt(schedule.name, at, one).policies,
    }))
    return { ...onCallAt(schedule.name, at, role), role, roles }
  })
  router.handle(api.listOverrides, ({ params }) => ({
    items: SHIFT_ROLES.flatMap(
      (role) =>
        spanOf(named(params.schedule).name, role, Date.now(), Date.now() + 8 * WEEK).overrides,
    ),
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
      at: onCallAt(item.name, now),
      plan: spanOf(item.name, 'primary', now, now + 30 * 24 * HOUR),
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
                nextPolicies: at.next?.policies ?? [],
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
                  displayName: item.displayName,
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
                  ? onCallAt(target.schedule, now).users
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
            policies: at.policies,
            until: at.shift ? at.shift.endsAt : at.gapEndsAt,
            successors: at.next?.users ?? [],
            nextPolicies: at.next?.policies ?? [],
            gaps: plan.gaps.filter(
              (gap) =>
                Date.parse(gap.endsAt) > now && Date.parse(gap.startsAt) < now + 14 * 24 * HOUR,
            ),
          })),
      })),
    }
  })
}

function rolesOf({ spec }: api.ScheduleView): ShiftRole[] {
  const roles = SHIFT_ROLES.filter((role) => spec.layers.some((layer) => layer.role === role))
  return roles.length === 0 ? ['primary'] : roles
}
