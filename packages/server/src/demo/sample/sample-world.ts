// What the history's rows refer to: ids of the sample world's objects, and who was on call when.

import { assert, type Instant, onCallAt, type Urgency } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'

export type SampleMethod = { readonly id: string; readonly channel: string }

export type SampleWorld = {
  serviceId(name: string): string
  /** Of the service's one integration. */
  integration(serviceName: string): { readonly id: string; readonly scopeId: string }
  policyOf(serviceName: string): { readonly id: string; readonly name: string }
  policyId(name: string): string
  /** In the order of the person's rules for this urgency. */
  methods(userId: string, urgency: Urgency): readonly SampleMethod[]
  onCall(schedule: string, at: Instant): readonly string[]
  members(team: string): readonly string[]
  userName(id: string): string | null
}

export async function readSampleWorld(context: ServerContext): Promise<SampleWorld> {
  const directory = await context.directory.refresh()
  const { rows: integrations } = await context.pool.query<{
    id: string
    scopeId: string
    serviceId: string
  }>('select id, scope_id as "scopeId", service_id as "serviceId" from integration')
  const { rows: rules } = await context.pool.query<
    SampleMethod & { userId: string; urgency: Urgency }
  >(`select m.id, m.channel, r.user_id as "userId", r.urgency from notification_rule r
     join contact_method m on m.id = r.contact_method_id order by r.position`)
  const services = byName([...directory.services.values()])
  const policies = byName([...directory.policies.values()])
  const teams = byName([...directory.teams.values()])
  const plans = new Map(
    [...directory.schedules.values()].map(({ schedule, plan }) => [schedule.name, plan]),
  )
  const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name)
    assert(found !== undefined, `the sample world has ${name}`)
    return found
  }
  const teamOf = (service: string) => {
    const id = known(services, service).teamId
    return [...teams.values()].find((team) => team.id === id)?.name ?? ''
  }
  return {
    serviceId: (name) => known(services, name).id,
    integration: (name) => {
      const found = integrations.find(({ serviceId }) => serviceId === known(services, name).id)
      assert(found !== undefined, `the service ${name} has an integration`)
      return found
    },
    // A team's policy has the team's name in the sample world.
    policyOf: (service) => known(policies, teamOf(service)),
    policyId: (name) => known(policies, name).id,
    methods: (userId, urgency) =>
      rules.filter((rule) => rule.userId === userId && rule.urgency === urgency),
    onCall: (schedule, at) => onCallAt(known(plans, schedule), at).userIds,
    members: (team) => {
      const { leadIds, memberIds } = known(teams, team)
      return [...leadIds, ...memberIds]
    },
    userName: (id) => directory.people.get(id)?.name ?? null,
  }
}

function byName<T extends { readonly name: string }>(objects: readonly T[]): Map<string, T> {
  return new Map(objects.map((object) => [object.name, object]))
}
