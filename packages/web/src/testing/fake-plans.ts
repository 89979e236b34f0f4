// Who is on call in the fake world, by core's own rules. Names stand for ids of teams; people have
// their own.

import {
  type OverrideView,
  type ScheduleDocument,
  type SchedulePreview,
  type ScheduleSpec,
  scheduleDocumentOf,
  scheduleSpecOf,
} from '@evenwatch/api'
import {
  compileSchedule,
  describeMoves,
  gapsBetween,
  nextOnCall,
  type Override,
  SHIFT_ROLES,
  type ShiftRole,
  type Span,
  shiftsBetween,
  onCallAt as whoIsAt,
} from '@evenwatch/core'
import { startOfDay } from '../ui/zone.ts'
import { Refused } from './fake-router.ts'
import { iso, type World } from './world.ts'

const HOUR = 3_600_000
type Line = SchedulePreview['before'][number]

export function createFakePlans(world: World) {
  const refOf = (id: string) => {
    const user = world.users.find((item) => item.id === id)
    return { id, name: user?.name ?? id, displayName: user?.displayName ?? id }
  }
  const policyRefOf = (id: string) => {
    const policy = world.policies.find((item) => item.name === id)
    return { id, name: id, displayName: policy?.displayName ?? id }
  }
  const idOf = (kind: string, name: string) =>
    kind === 'User' ? (world.users.find((item) => item.name === name)?.id ?? null) : name
  const teams = () =>
    new Map(
      world.teams.map((team) => [
        team.name,
        [...team.spec.leads, ...team.spec.members].flatMap((name) => idOf('User', name) ?? []),
      ]),
    )
  const documentOf = (spec: ScheduleSpec, name: string): ScheduleDocument => {
    const read = scheduleDocumentOf({ name }, spec, idOf)
    if (read.ok) return read.document
    throw new Refused('invalid-request', { fields: [...read.faults] })
  }
  const specOf = (document: ScheduleDocument) =>
    scheduleSpecOf(document, (kind, id) => (kind === 'User' ? refOf(id).name : id))
  const compiled = (spec: ScheduleSpec, name: string, overrides: readonly Override[]) =>
    compileSchedule({ ...documentOf(spec, name), id: name, name, overrides }, teams())

  /** One person for another tomorrow, and four hours for which nobody stands in. */
  const overridesOf = (name: string): readonly Override[] => [
    ...plannedOverrides(name),
    ...world.overrides
      .filter((one) => one.schedule === name && one.view.cancelledAt === null)
      .map(({ override }) => override),
  ]
  const plannedOverrides = (name: string): readonly Override[] => {
    const schedule = world.schedules.find((item) => item.name === name)
    if (!schedule || name !== 'payments-primary') return []
    const plain = compiled(schedule.spec, name, [])
    const at = (days: number, hours: number) =>
      startOfDay(world.startedAt, schedule.spec.timeZone, days) + hours * HOUR
    const other = (id: string | undefined) =>
      world.users.find((user) => user.id !== id && user.name !== 'dana')?.id ?? ''
    const first = whoIsAt(plain, at(1, 18)).userIds[0]
    const second = whoIsAt(plain, at(4, 14)).userIds[0]
    return [
      ...(first
        ? [
            {
              ...placed(1, at(1, 18), at(2, 14)),
              kind: 'replace' as const,
              removeUserId: first,
              addUserId: other(first),
            },
          ]
        : []),
      ...(second
        ? [{ ...placed(2, at(4, 14), at(4, 18)), kind: 'remove' as const, removeUserId: second }]
        : []),
    ]
  }
  const placed = (position: number, startsAt: number, endsAt: number) => ({
    id: `0190c5a0-0000-7000-8000-00000000aaa${position}`,
    position,
    role: 'primary' as const,
    layerName: null,
    startsAt,
    endsAt,
  })
  const viewOf = (override: Override): OverrideView =>
    world.overrides.find(({ view }) => view.id === override.id)?.view ?? plainView(override)
  const plainView = (override: Override): OverrideView => ({
    id: override.id,
    position: override.position,
    role: override.role,
    cause: 'override',
    linkId: null,
    sourceRef: null,
    layer: override.layerName,
    kind: override.kind,
    remove: override.removeUserId ? refOf(override.removeUserId) : null,
    add: override.addUserId ? refOf(override.addUserId) : null,
    users: (override.userIds ?? []).map(refOf),
    startsAt: iso(override.startsAt),
    endsAt: iso(override.endsAt),
    reason: 'Dentist',
    createdBy: { kind: 'user', id: world.users[0]?.id ?? null, name: 'Ana Soto' },
    createdAt: iso(world.startedAt - HOUR),
    cancelledAt: null,
    hasEffect: true,
    effect: {
      acts: 'wholly',
      spans: [{ startsAt: iso(override.startsAt), endsAt: iso(override.endsAt) }],
      idle: [],
      words: 'Acts.',
    },
    version: 1,
  })
  const planOf = (name: string) => {
    const schedule = world.schedules.find((item) => item.name === name)
    if (!schedule) throw new Refused('not-found')
    return compiled(schedule.spec, name, overridesOf(name))
  }
  const spanView = ({ startsAt, endsAt }: Span) => ({
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
  })
  const shiftView = (shift: ReturnType<typeof shiftsBetween>[number]) => ({
    users: shift.userIds.map(refOf),
    policies: shift.policyIds.map(policyRefOf),
    ...spanView(shift),
    source: {
      kind: shift.overrideId ? ('override' as const) : ('layer' as const),
      layer: shift.layerName,
      override: shift.overrideId,
    },
  })
  const spanOf = (name: string, role: ShiftRole, from: number, until: number) => {
    const plan = planOf(name).ofRole(role)
    const span = { startsAt: from, endsAt: until }
    return {
      shifts: shiftsBetween(plan, span).map(shiftView),
      gaps: gapsBetween(plan, span).map(spanView),
      layers: plan.layers.map((layer) => ({
        name: layer.name,
        priority: layer.priority,
        shifts: layer.holdsIn(from, until).map((hold) => ({
          users: hold.onCall.userIds.map(refOf),
          policies: hold.onCall.policyIds.map(policyRefOf),
          ...spanView(hold),
          source: { kind: 'layer' as const, layer: layer.name, override: null },
        })),
      })),
      overrides: overridesOf(name)
        .filter((one) => one.role === role && one.endsAt > from && one.startsAt < until)
        .map(viewOf),
    }
  }
  /** Who is on call over a span, as the plan is or with more overrides. */
  const segmentsOf = (
    name: string,
    role: ShiftRole,
    span: Span,
    more: readonly Override[] = [],
  ) => {
    const found = world.schedules.find((item) => item.name === name)
    if (!found) throw new Refused('not-found')
    const plan = compiled(found.spec, name, [...overridesOf(name), ...more]).ofRole(role)
    const shifts = shiftsBetween(plan, span).map(({ userIds, policyIds, startsAt, endsAt }) => ({
      users: userIds.map(refOf),
      policies: policyIds.map(policyRefOf),
      startsAt: iso(Math.max(startsAt, span.startsAt)),
      endsAt: iso(Math.min(endsAt, span.endsAt)),
    }))
    const gaps = gapsBetween(plan, span).map((gap) => ({
      users: [],
      policies: [],
      ...spanView(gap),
    }))
    return [...shifts, ...gaps].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  }
  const linesOf = (spec: ScheduleSpec, name: string, span: Span) => {
    const plan = compiled(spec, name, overridesOf(name))
    return SHIFT_ROLES.filter((role) => spec.layers.some((layer) => layer.role === role)).map(
      (role) => ({
        role,
        shifts: shiftsBetween(plan.ofRole(role), span).map(shiftView),
        gaps: gapsBetween(plan.ofRole(role), span).map(spanView),
      }),
    )
  }
  const movesOf = (before: readonly Line[], after: readonly Line[]) => {
    const spansOf = (lines: readonly Line[], id: string) =>
      lines
        .flatMap((line) => line.shifts.filter((shift) => shift.users.some((one) => one.id === id)))
        .map((shift) => ({
          startsAt: Date.parse(shift.startsAt),
          endsAt: Date.parse(shift.endsAt),
        }))
    return world.users
      .map((user) => ({
        user: user.displayName,
        effects: describeMoves({
          timeZone: user.timeZone,
          before: spansOf(before, user.id),
          after: spansOf(after, user.id),
        }),
      }))
      .filter((one) => one.effects.length > 0)
  }
  const onCallAt = (name: string, at: number, role: ShiftRole = 'primary') => {
    const plan = planOf(name).ofRole(role)
    const { userIds, policyIds } = whoIsAt(plan, at)
    const at1 = { startsAt: at, endsAt: at + 1 }
    const [shift] = shiftsBetween(plan, at1).map(shiftView)
    const next = nextOnCall(plan, at)
    const after =
      next && shiftsBetween(plan, { startsAt: next.startsAt, endsAt: next.startsAt + 1 })
    return {
      at: iso(at),
      users: userIds.map(refOf),
      policies: policyIds.map((id) => ({ ...policyRefOf(id), reaches: [] })),
      shift: shift ?? null,
      next: after?.map(shiftView)[0] ?? null,
      gapEndsAt: !shift && next ? iso(next.startsAt) : null,
    }
  }
  return {
    documentOf,
    specOf,
    planOf,
    spanOf,
    segmentsOf,
    plainView,
    refOf,
    policyRefOf,
    linesOf,
    movesOf,
    onCallAt,
  }
}
