// Alerts that are handled as one, and alerts that are the same one (design section 3, ingest).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'
import type { GivenService } from '../world/given.ts'

useSimDatabase()

const GROUPED: GivenService = { policy: 'main', grouping: { by: ['region'], window: '5m' } }
const EAST = { labels: { region: 'east' } }
const ONE_STEP = { main: { steps: ['0m Ana'] } }

scenario('alerts with equal labels are one group and one page', (world) => {
  world.given({ services: { api: GROUPED }, policies: ONE_STEP })
  world.at('0 min').alert('one', EAST)
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').alert('two', EAST)
  world.at('2 min').alert('three', EAST)
  world.expect('3 min').groups(1).group('one', { alerts: 3, open: 3, status: 'triggered' })
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('alerts with other labels are other groups', (world) => {
  world.given({ services: { api: GROUPED }, policies: ONE_STEP })
  world.at('0 min').alert('one', { ...EAST, severity: 'critical' })
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('1 min').alert('two', { labels: { region: 'west' }, severity: 'critical' })
  world.expect('1 min').page('Ana', 'push', 'two').groups(2)
})

scenario('the window counts from the latest member', (world) => {
  world.given({ services: { api: GROUPED }, policies: ONE_STEP })
  world.at('0 min').alert('one', { ...EAST, severity: 'critical' })
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('4 min').alert('two', { ...EAST, severity: 'critical' })
  world.at('8 min').alert('three', { ...EAST, severity: 'critical' })
  world.expect('8 min').groups(1)
  world.at('14 min').alert('four', { ...EAST, severity: 'critical' })
  world.expect('14 min').page('Ana', 'push', 'four').groups(2)
})

scenario('an alert that joins an acknowledged group pages nobody', (world) => {
  world.given({ services: { api: GROUPED } })
  world.at('0 min').alert('one', EAST)
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').acknowledge('Ana', 'one')
  world.at('2 min').alert('two', EAST)
  world.expect('2 min').group('two', { status: 'acknowledged', alerts: 2 })
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('a more urgent alert that joins an acknowledged group pages again', (world) => {
  world.given({ services: { api: GROUPED }, policies: ONE_STEP })
  world.at('0 min').alert('one', { ...EAST, urgency: 'low' })
  world.expect('0 min').page('Ana', 'mail')
  world.at('1 min').acknowledge('Ana', 'one')
  world.at('2 min').alert('two', { ...EAST, urgency: 'high' })
  world.expect('2 min').page('Ana', 'push', 'two').timeline('urgency-raised')
  world.expect('2 min').group('one', { status: 'triggered', urgency: 'high', alerts: 2 })
})

scenario('a service may page again for every alert that joins', (world) => {
  world.given({ services: { api: { ...GROUPED, repage: 'always' } }, policies: ONE_STEP })
  world.at('0 min').alert('one', EAST)
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').acknowledge('Ana', 'one')
  world.at('2 min').alert('two', EAST)
  world.expect('2 min').page('Ana', 'push').timeline('run-started', { cause: 'repage' })
})

scenario('an alert that joins a snoozed group waits for the end of the snooze', (world) => {
  world.given({ services: { api: GROUPED }, policies: ONE_STEP })
  world.at('0 min').alert('one', EAST)
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').snooze('Ana', 'one', '31 min')
  world.at('2 min').alert('two', EAST)
  world.expect('31 min').page('Ana', 'push', 'one').timeline('snooze-ended')
  world.expect('31 min').group('two', { status: 'triggered', alerts: 2 })
})

scenario('a resolved group is not joined', (world) => {
  world.given({ services: { api: GROUPED }, policies: ONE_STEP })
  world.at('0 min').alert('one', { ...EAST, severity: 'critical' })
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('1 min').over('one', EAST)
  world.at('2 min').alert('two', { ...EAST, severity: 'critical' })
  world.expect('2 min').page('Ana', 'push', 'two').groups(2)
})

scenario('a group is over when the last of its alerts is', (world) => {
  world.given({ services: { api: GROUPED } })
  world.at('0 min').events([
    { key: 'one', action: 'trigger', ...EAST },
    { key: 'two', action: 'trigger', ...EAST },
  ])
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').over('one')
  world.expect('1 min').group('one', { status: 'triggered', alerts: 2, open: 1 })
  world.at('2 min').over('two')
  world.expect('2 min').group('one', { status: 'resolved', open: 0 })
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('a group counts as acknowledged when no member is triggered', (world) => {
  world.given({ services: { api: GROUPED } })
  world.at('0 min').events([
    { key: 'one', action: 'trigger', ...EAST },
    { key: 'two', action: 'trigger', ...EAST },
  ])
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').senderAcknowledges('one')
  world.expect('1 min').group('one', { status: 'triggered' })
  world.at('2 min').senderAcknowledges('two')
  world.expect('2 min').group('one', { status: 'acknowledged' })
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('the urgency of a repeat may raise that of its alert', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('api-latency', { urgency: 'low' })
  world.expect('0 min').page('Ana', 'mail')
  world.at('3 min').alert('api-latency', { severity: 'critical' })
  world.expect('3 min').page('Ana', 'push').timeline('urgency-raised')
  world.expect('3 min').groups(1).group('api-latency', { urgency: 'high', alerts: 1 })
})

scenario('a repeat pages nobody', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').alert('api-latency')
  world.at('2 min').alert('api-latency', { urgency: 'low' })
  world.expect('2 min').groups(1).group('api-latency', { urgency: 'high', alerts: 1 })
  world.expect('5 min').page('Chen', 'call')
})

scenario('trigger, resolve, trigger in one request is two alerts', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').events([
    { key: 'api-latency', action: 'trigger' },
    { key: 'api-latency', action: 'resolve' },
    { key: 'api-latency', action: 'trigger' },
  ])
  world.expect('0 min').page('Ana', 'push').groups(2).group('api-latency', { status: 'triggered' })
})

scenario('trigger and resolve in one request page nobody', (world) => {
  world.at('0 min').events([
    { key: 'api-latency', action: 'trigger' },
    { key: 'api-latency', action: 'resolve' },
  ])
  world.expect('0 min').group('api-latency', { status: 'resolved' })
  world.expectQuiet({ from: '0 min', until: '30 min' })
})

scenario('the same key from two integrations is two alerts', (world) => {
  world.given({
    policies: ONE_STEP,
    services: { api: { policy: 'main', integrations: { second: {} } } },
  })
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').alert('api-latency', { severity: 'critical', integration: 'second' })
  world.expect('1 min').page('Ana', 'push').groups(2)
})

scenario('the same key within one scope is one alert', (world) => {
  world.given({
    policies: ONE_STEP,
    services: {
      api: { policy: 'main', integrations: { one: { scope: 'shared' }, two: { scope: 'shared' } } },
    },
  })
  world.at('0 min').alert('api-latency', { integration: 'one' })
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').alert('api-latency', { integration: 'two' })
  world.expect('1 min').groups(1)
})

scenario('what is said about an unknown key is accepted and changes nothing', (world) => {
  world.at('0 min').senderAcknowledges('never-seen').over('never-seen')
  world.expect('0 min').groups(0)
  world.expectQuiet({ from: '0 min', until: '10 min' })
})
