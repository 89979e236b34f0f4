// Who may be paged: named by a schedule or a policy, or a responder or manager of a team.

import type { PagerdutyMember, PagerdutySource } from './pagerduty-source.ts'

/** PagerDuty's ids of the people. */
export function peopleOnDuty(source: PagerdutySource): ReadonlySet<string> {
  const ids = new Set<string>()
  const addMember = (member: PagerdutyMember | null | undefined) => {
    if (member?.user_id) ids.add(member.user_id)
  }
  for (const schedule of source.schedules ?? []) {
    for (const layer of schedule.schedule_layers ?? []) {
      for (const { user } of layer.users ?? []) if (user) ids.add(user.id)
    }
  }
  for (const schedule of source.schedules_v3 ?? []) {
    for (const event of (schedule.rotations ?? []).flatMap(({ events }) => events ?? [])) {
      for (const member of event.assignment_strategy?.members ?? []) addMember(member)
    }
  }
  for (const override of allOf(source.schedule_overrides)) {
    if (override.user) ids.add(override.user.id)
  }
  for (const override of allOf(source.overrides_v3)) {
    addMember(override.overriding_member)
  }
  for (const shift of allOf(source.custom_shifts)) {
    for (const { member } of shift.assignments ?? []) addMember(member)
  }
  for (const policy of source.escalation_policies ?? []) {
    for (const { targets } of policy.escalation_rules ?? []) {
      for (const { id, type } of targets ?? []) if (type?.startsWith('user')) ids.add(id)
    }
  }
  for (const { user, role } of allOf(source.team_members)) {
    if (user && role && role !== 'observer') ids.add(user.id)
  }
  return ids
}

function allOf<One>(lists: { readonly [id: string]: readonly One[] | null } | undefined): One[] {
  return Object.values(lists ?? {}).flatMap((list) => list ?? [])
}
