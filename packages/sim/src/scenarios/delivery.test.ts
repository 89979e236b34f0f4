// From a page to a person: retries, other methods, doubt, bundles, what an answer still stops
// (design section 3, handing over; rule 13).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'
import type { World } from '../world/world.ts'

useSimDatabase()

const ONE_STEP = { main: { steps: ['0m Ana'] } }
const METHODS = { push: 'webhook', mail: 'email' } as const
const ONLY_PUSH = { methods: { push: 'webhook' }, high: ['0m push'], low: ['0m push'] } as const
const ONLY_MAIL = { methods: { mail: 'email' }, high: ['0m mail'], low: ['0m mail'] } as const

scenario('each notification rule has its time', (world) => {
  world.given({
    people: { Ana: { methods: METHODS, high: ['0m push', '2m mail', '4m push'] } },
    policies: ONE_STEP,
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('2 min').page('Ana', 'mail')
  world.expect('4 min').page('Ana', 'push')
  world.expectQuiet({ from: '5 min', until: '30 min' })
})

scenario('an answer stops what the rules would still send', (world) => {
  world.given({
    people: { Ana: { methods: METHODS, high: ['0m push', '2m mail'] } },
    policies: ONE_STEP,
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').acknowledge('Ana', 'api-latency')
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('a failure that may pass is tried again after five seconds', (world) => {
  world.given({ people: { Ana: ONLY_PUSH }, policies: ONE_STEP })
  world.at('0 min').carrier('Ana', 'push', { kind: 'fails', retryable: true }).alert('api-latency')
  world.expect('0 min').timeline('delivery-failed', { attempt: 1 })
  world.expect('5 s').page('Ana', 'push').timeline('delivery-sent', { attempt: 2 })
})

scenario('the pause between tries doubles, and the fourth try is the last', (world) => {
  const fails = { kind: 'fails', retryable: true } as const
  world.given({ people: { Ana: ONLY_PUSH }, policies: ONE_STEP })
  world.at('0 min').carrier('Ana', 'push', fails, fails, fails, fails).alert('api-latency')
  world.expect('5 s', { within: '1 s' }).timeline('delivery-failed', { attempt: 2 })
  world.expect('15 s', { within: '3 s' }).timeline('delivery-failed', { attempt: 3 })
  world.expect('35 s', { within: '7 s' }).timeline('delivery-failed', { attempt: 4, retryAt: null })
  world.expectQuiet({ from: '0 s', until: '30 min' })
  world.expect('30 min').check('four tries', handings(4))
})

scenario('a carrier that says when to come back is listened to', (world) => {
  world.given({ people: { Ana: ONLY_PUSH }, policies: ONE_STEP })
  world
    .at('0 min')
    .carrier('Ana', 'push', { kind: 'fails', retryable: true, retryAfterMs: 30_000 })
    .alert('api-latency')
  world.expect('30 s', { within: '6 s' }).page('Ana', 'push')
})

scenario('the next planned method is tried at once when the first one fails', (world) => {
  world.given({
    people: { Ana: { methods: METHODS, high: ['0m push', '5m mail'] } },
    policies: ONE_STEP,
  })
  world.at('0 min').carrier('Ana', 'push', { kind: 'fails', retryable: false }).alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('a method that no rule names stands in when the only one fails', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').carrier('Ana', 'push', { kind: 'fails', retryable: false }).alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('a failing method is tried again beside the one that stands in', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').carrier('Ana', 'push', { kind: 'fails', retryable: true }).alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.expect('5 s').page('Ana', 'push')
})

scenario('no new try begins once somebody has answered', (world) => {
  world.given({ people: { Ana: ONLY_PUSH }, policies: ONE_STEP })
  world
    .at('0 min')
    .carrier('Ana', 'push', { kind: 'fails', retryable: true, retryAfterMs: 30_000 })
    .alert('api-latency')
  world.at('10 s').acknowledge('Ben', 'api-latency')
  world.expectQuiet({ from: '0 s', until: '10 min' })
})

scenario('an answer that came while the carrier was failing stops the next try', (world) => {
  world.given({ people: { Ana: ONLY_MAIL }, policies: ONE_STEP })
  world.at('0 min').carrier('Ana', 'mail', { kind: 'hangs', arrives: false }).alert('api-latency')
  world.at('5 s').acknowledge('Ben', 'api-latency')
  world.expect('10 s').timeline('delivery-unknown', { afterAnswer: true })
  world.expectQuiet({ from: '0 s', until: '10 min' })
})

scenario('a carrier that does not answer is asked again for high urgency', (world) => {
  world.given({ people: { Ana: ONLY_MAIL }, policies: ONE_STEP })
  world.at('0 min').carrier('Ana', 'mail', { kind: 'hangs', arrives: false }).alert('api-latency')
  world.expect('10 s').timeline('delivery-unknown')
  world.expect('15 s', { within: '2 s' }).page('Ana', 'mail')
})

scenario('for low urgency it is not: a copy would disturb more than a loss', (world) => {
  world.given({ people: { Ana: ONLY_MAIL }, policies: ONE_STEP })
  world
    .at('0 min')
    .carrier('Ana', 'mail', { kind: 'hangs', arrives: true })
    .alert('disk-half-full', { urgency: 'low' })
  world.expect('0 min').page('Ana', 'mail')
  world.expect('10 s').timeline('delivery-unknown')
  world.expectQuiet({ from: '1 s', until: '30 min' })
})

scenario('a broken connection is doubt, and not failure', (world) => {
  world.given({ people: { Ana: ONLY_MAIL }, policies: ONE_STEP })
  world
    .at('0 min')
    .carrier('Ana', 'mail', { kind: 'breaks', arrives: true })
    .alert('disk-half-full', { urgency: 'low' })
  world.expect('0 min').page('Ana', 'mail').timeline('delivery-unknown')
  world.expectQuiet({ from: '1 s', until: '30 min' })
})

scenario(
  'what is being handed over at the acknowledgement may arrive, and the record says so',
  (world) => {
    world.given({ policies: ONE_STEP })
    world
      .at('0 min')
      .carrier('Ana', 'push', { kind: 'delivers', afterMs: 3_000 })
      .alert('api-latency')
    world.at('1 s').acknowledge('Ben', 'api-latency')
    world.expect('3 s').page('Ana', 'push').timeline('delivery-sent', { afterAnswer: true })
    world.expectQuiet({ from: '5 s', until: '30 min' })
  },
)

scenario('somebody deactivated gets no message any more', (world) => {
  world.given({
    people: { Ana: { methods: METHODS, high: ['0m push', '2m mail'] } },
    policies: ONE_STEP,
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').deactivate('Ana')
  world.expect('2 min').timeline('delivery-failed', { channel: 'email', retryAt: null })
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('a second alert within ten seconds travels with the third', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('one')
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('60 s').alert('two')
  world.at('64 s').alert('three')
  world.expect('70 s').page('Ana', 'push', 'two', 'three')
  world.expectQuiet({ from: '72 s', until: '30 min' })
})

scenario('nothing waits for somebody who has answered everything', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('one')
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('1 min').acknowledge('Ana', 'one')
  world.at('2 min').alert('two')
  world.expect('2 min').page('Ana', 'push', 'two')
})

scenario('a critical alert neither waits nor travels with others', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('one')
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('60 s').alert('two')
  world.at('62 s').alert('three', { severity: 'critical' })
  world.expect('62 s').page('Ana', 'push', 'three')
  world.expect('70 s').page('Ana', 'push', 'two')
})

scenario('in a storm even critical alerts travel together', (world) => {
  const keys = Array.from({ length: 53 }, (_, index) => `alert-${index}`)
  world.given({ policies: ONE_STEP })
  world
    .at('0 min')
    .events(keys.map((key) => ({ key, action: 'trigger', severity: 'critical' }) as const))
  for (const _ of keys.slice(0, 50)) world.expect('0 min').page('Ana', 'push')
  world.expect('10 s').page('Ana', 'push')
  world.expectQuiet({ from: '12 s', until: '5 min' })
})

scenario('an acknowledgement takes its alert out of the bundle that waits', (world) => {
  world.given({ policies: ONE_STEP })
  world.at('0 min').alert('one')
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('60 s').alert('two').alert('three')
  world.at('65 s').acknowledge('Ben', 'two')
  world.expect('70 s').page('Ana', 'push', 'three')
  world.expectQuiet({ from: '72 s', until: '30 min' })
})

scenario('a message that its carrier loses is followed by the next step all the same', (world) => {
  world.at('0 min').carrier('Ana', 'push', { kind: 'loses' }).alert('api-latency')
  world.expect('5 min').page('Chen', 'call')
})

function handings(count: number) {
  return (world: World) => {
    const { length } = world.carriers.handings
    if (length !== count) throw new Error(`${length} tries`)
  }
}
