// What people and senders do about alerts, and what paging makes of it (rule 11).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'

useSimDatabase()

const ONE_STEP = { main: { steps: ['0m Ana'] } }

scenario('an acknowledgement by the sender ends paging', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').senderAcknowledges('api-latency')
  world.expect('2 min').group('api-latency', { status: 'acknowledged' })
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('the second to acknowledge is told that somebody was first', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').acknowledge('Ana', 'api-latency')
  world.at('1 min').acknowledge('Chen', 'api-latency', 'already-done')
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('acknowledging what is over is told so', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').over('api-latency')
  world.at('2 min').acknowledge('Ana', 'api-latency', 'already-done')
  world.expect('2 min').group('api-latency', { status: 'resolved' })
})

scenario('an acknowledgement may lapse, and paging starts anew', (world) => {
  world.given({ services: { api: { policy: 'main', lapses: '30m' } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.expect('32 min').timeline('acknowledgement-lapsed').page('Ana', 'push')
  world.expect('32 min').timeline('run-started', { cause: 'lapsed' })
  world.expect('37 min').page('Chen', 'call')
})

scenario('an acknowledgement by the sender lapses like any other', (world) => {
  world.given({ policies: ONE_STEP, services: { api: { policy: 'main', lapses: '30m' } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').senderAcknowledges('api-latency')
  world.expect('32 min').timeline('acknowledgement-lapsed').page('Ana', 'push')
})

scenario('what was acknowledged in the request that opened it lapses, too', (world) => {
  world.given({ policies: ONE_STEP, services: { api: { policy: 'main', lapses: '30m' } } })
  world.at('0 min').events([
    { key: 'api-latency', action: 'trigger' },
    { key: 'api-latency', action: 'acknowledge' },
  ])
  world.expect('0 min').group('api-latency', { status: 'acknowledged' })
  world.expect('30 min').page('Ana', 'push')
})

scenario('an acknowledgement does not lapse when the alert is over', (world) => {
  world.given({ services: { api: { policy: 'main', lapses: '30m' } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.at('20 min').over('api-latency')
  world.expectQuiet({ from: '1 min', until: '2 h' })
})

scenario('acknowledging again after a lapse starts the time anew', (world) => {
  world.given({ policies: ONE_STEP, services: { api: { policy: 'main', lapses: '30m' } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.expect('32 min').page('Ana', 'push')
  world.at('33 min').acknowledge('Ana', 'api-latency')
  world.expect('63 min').page('Ana', 'push')
})

scenario('paging starts again when a snooze ends', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').snooze('Ana', 'api-latency', '20 min')
  world.expectQuiet({ from: '1 min', until: '20 min' })
  world.expect('20 min').page('Ana', 'push').timeline('snooze-ended')
  world.expect('25 min').page('Chen', 'call')
})

scenario('a snooze can be made longer', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').snooze('Ana', 'api-latency', '20 min')
  world.at('15 min').snooze('Ana', 'api-latency', '40 min')
  world.expectQuiet({ from: '1 min', until: '40 min' })
  world.expect('40 min').page('Ana', 'push')
})

scenario('what is over while it is snoozed stays quiet', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').snooze('Ana', 'api-latency', '20 min')
  world.at('10 min').over('api-latency')
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('what is reopened pages again from the first step', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').resolve('Ana', 'api-latency')
  world.at('10 min').reopen('Ben', 'api-latency')
  world.expect('10 min').page('Ana', 'push').timeline('group-reopened', { actor: 'user:Ben' })
  world.expect('10 min').group('api-latency', { status: 'triggered', open: 1 })
  world.expect('15 min').page('Chen', 'call')
})

scenario('nothing is reopened while a newer alert is open under its key', (world) => {
  world.given({ policies: ONE_STEP })
  let older = ''
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.expect('0 min').check('remembers the group', async (seen) => {
    const { rows } = await seen.pool.query<{ id: string }>('select id from alert_group')
    older = rows[0]?.id ?? ''
  })
  world.at('2 min').over('api-latency')
  world.at('3 min').alert('api-latency', { severity: 'critical' })
  world.expect('3 min').page('Ana', 'push')
  world.at('4 min').world('Ana reopens the older one', async (seen) => {
    const [node] = seen.nodes
    if (!node) return
    const [outcome] = await seen.act(node, 'Ana', [older], { kind: 'reopen' })
    if (outcome?.outcome !== 'state-conflict') throw new Error(`told ${outcome?.outcome}`)
  })
  world.expectQuiet({ from: '4 min', until: '30 min' })
})

scenario('a signal that comes again after a reopening repeats the reopened alert', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').over('api-latency')
  world.at('3 min').reopen('Ana', 'api-latency')
  world.expect('3 min').page('Ana', 'push')
  world.at('4 min').alert('api-latency')
  world.expect('4 min').groups(1)
  world.expectQuiet({ from: '4 min', until: '30 min' })
})

scenario('an acknowledgement taken back pages again', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').acknowledge('Ana', 'api-latency')
  world.at('3 min').reopen('Ana', 'api-latency')
  world.expect('3 min').page('Ana', 'push').timeline('group-unacknowledged')
  world.expect('8 min').page('Chen', 'call')
})

scenario('what was over in the request that opened it pages when it is reopened', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').events([
    { key: 'api-latency', action: 'trigger' },
    { key: 'api-latency', action: 'resolve' },
  ])
  world.at('5 min').reopen('Ben', 'api-latency')
  world.expect('5 min').page('Ana', 'push')
})

scenario('reopening what is open is refused', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').reopen('Ana', 'api-latency', 'state-conflict')
})

scenario('escalating brings the next step at once', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').escalate('Ben', 'api-latency')
  world.expect('1 min').page('Chen', 'call').timeline('escalated', { actor: 'user:Ben' })
  world.expectQuiet({ from: '2 min', until: '30 min' })
})

scenario('who cannot take it is left in peace by the rest of the page', (world) => {
  const methods = { push: 'webhook', mail: 'email' } as const
  world.given({ people: { Ana: { methods, high: ['0m push', '2m mail'] } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').escalate('Ana', 'api-latency')
  world.expect('1 min').page('Chen', 'call')
  world.expectQuiet({ from: '2 min', until: '30 min' })
})

scenario('escalating what is acknowledged starts the policy again', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').acknowledge('Ana', 'api-latency')
  world.at('4 min').escalate('Ana', 'api-latency')
  world.expect('4 min').page('Ana', 'push').timeline('run-started', { cause: 'manual' })
  world.expect('9 min').page('Chen', 'call')
})

scenario('escalating when the policy has come to its end starts it again', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push').timeline('exhausted')
  world.at('20 min').escalate('Ben', 'api-latency')
  world.expect('20 min', { within: '11 s' }).page('Ana', 'push')
})
