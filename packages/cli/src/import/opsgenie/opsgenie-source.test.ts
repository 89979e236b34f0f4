import { expect, test } from 'vitest'
import { opsgenieSource } from './opsgenie-source.ts'
import { collectionsOf, ref, schedule, team, user } from './testing/build-source.ts'

test('the files of the vendor’s backup program are the same source', () => {
  const wrapped = opsgenieSource({
    ...collectionsOf({}),
    users: [{ user: user('ana'), notificationRuleList: [{ actionType: 'create-alert' }] }],
    teams: [{ team: team(), teamRoutingRules: [{ name: 'Default' }] }],
    schedules: [
      { schedule: schedule(), scheduleOverrideList: [{ alias: 'o1', user: ref('ben') }] },
    ],
    integrations: [{ integration: { id: 'i1', name: 'API' }, integrationActions: {} }],
    forwardings: [{ id: 'f1', user: { id: 'x' } }],
  })
  expect(wrapped.users[0]).toMatchObject({ id: 'id-ana', notificationRules: [{}] })
  expect(wrapped.teams[0]).toMatchObject({ id: 't1', routingRules: [{ name: 'Default' }] })
  expect(wrapped.schedules[0]).toMatchObject({ id: 's1', overrides: [{ alias: 'o1' }] })
  expect(wrapped.integrations[0]).toEqual({ id: 'i1', name: 'API' })
  expect(wrapped.forwardings[0]).toMatchObject({ id: 'f1' })
})
