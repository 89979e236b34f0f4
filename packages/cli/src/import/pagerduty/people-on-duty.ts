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
      for (const { user } of layer.users ?? []) ids.add(user.id)
    }
  }
  for (const schedule of source.schedules_v3 ?? []) {
    for (const event of (schedule.rotations ?? []).flatMap(({ events }) => events ?? [])) {
      for (const member of event.assignment_strategy?.members ?? []) addMember(member)
    }
  }
  for (const override of Object.values(source.schedule_overrides ?? {}).flat()) {
    if (override.user) ids.add(override.user.id)
  }
  for (const override of Object.values(source.overrides_v3 ?? {}).flat()) {
    addMember(override.overriding_member)
  }
  for (const shift of Object.values(source.custom_shifts ?? {}).flat()) {
    for (const { member } of shift.assignments ?? []) addMember(member)
  }
  for (const policy of source.escalation_policies ?? []) {
    for (const { targets } of policy.escalation_rules ?? []) {
      for (const { id, type } of targets ?? []) if (type?.startsWith('user')) ids.add(id)
    }
  }
  for (const members of Object.values(source.team_members ?? {})) {
    for (const { user, role } of members) if (role && role !== 'observer') ids.add(user.id)
  }
  return ids
}
