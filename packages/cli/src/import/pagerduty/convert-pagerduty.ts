// PagerDuty's objects as ours: people, teams, schedules of both kinds, policies, services with
// their keys; and one finding for each thing that is different now or stays behind.
//
// Pure: the same export at the same `now` gives the same answer. `now` decides only what is history.

import type { Instant } from '@evenwatch/core'
import type { ImportResult } from '../import-result.ts'
import { convertLayeredSchedule } from './convert-layered-schedule.ts'
import { convertPolicies } from './convert-policies.ts'
import { convertServices } from './convert-services.ts'
import { convertShiftSchedule } from './convert-shift-schedule.ts'
import { convertTeams } from './convert-teams.ts'
import { convertUsers } from './convert-users.ts'
import { noteObjectsLeftBehind } from './note-objects-left-behind.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { worldOf } from './pagerduty-world.ts'
import { renderedSchedules } from './rendered-schedules.ts'

export function convertPagerduty(
  source: PagerdutySource,
  { now }: { readonly now: Instant },
): ImportResult {
  const world = worldOf(source, now)
  const users = convertUsers(source, world)
  const teams = convertTeams(source, world)
  const schedules = [
    ...(source.schedules ?? []).map((schedule) =>
      convertLayeredSchedule(schedule, source.schedule_overrides?.[schedule.id] ?? [], world),
    ),
    ...(source.schedules_v3 ?? []).map((schedule) => {
      const customShifts = source.custom_shifts?.[schedule.id] ?? []
      const overrides = source.overrides_v3?.[schedule.id] ?? []
      return convertShiftSchedule(schedule, { customShifts, overrides }, world)
    }),
  ]
  const policies = convertPolicies(source, world)
  const services = convertServices(source, policies, world)
  noteObjectsLeftBehind(source, world)
  return {
    documents: [
      ...users,
      ...teams,
      ...services.documents.filter(({ kind }) => kind === 'Team'),
      ...schedules.map(({ document }) => document),
      ...policies,
      ...services.documents.filter(({ kind }) => kind === 'Service'),
    ],
    overrides: schedules.flatMap(({ overrides }) => overrides),
    absences: [],
    findings: world.findings,
    rendered: renderedSchedules(source, world),
  }
}
