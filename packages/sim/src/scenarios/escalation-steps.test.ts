// Steps, their delays, rounds and their end (design rules 10 and 11).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'

useSimDatabase()

scenario('the second step is paged once when nobody acknowledges', (world) => {
  world.at('0 min').alert('api-latency', { urgency: 'high' })
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Chen', 'call')
  world.expectQuiet({ from: '6 min', until: '60 min' })
})

scenario('nobody is paged after an acknowledgement', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.expect('2 min').group('api-latency', { status: 'acknowledged' })
  world.expectQuiet({ from: '2 min', until: '60 min' })
})

scenario('resolving in the middle of an escalation ends it', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('4 min').resolve('Ben', 'api-latency')
  world.expect('4 min').group('api-latency', { status: 'resolved', open: 0 })
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('a policy without repeats is exhausted after its last step, and says so', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push').timeline('run-started', { cause: 'opened' })
  world.expect('5 min').page('Chen', 'call').timeline('exhausted', { round: 0 })
  world.expect('30 min').group('api-latency', { status: 'triggered' })
})

scenario('two repeats make three rounds, each after its pause', (world) => {
  world.given({
    policies: { main: { steps: ['0m Ana', '5m Chen'], repeat: { times: 2, after: '10m' } } },
  })
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Chen', 'call').timeline('round-ended', { round: 0 })
  world.expect('15 min').page('Ana', 'push')
  world.expect('20 min').page('Chen', 'call').timeline('round-ended', { round: 1 })
  world.expect('30 min').page('Ana', 'push')
  world.expect('35 min').page('Chen', 'call')
  world.expect('45 min').timeline('exhausted', { round: 2 })
  world.expectQuiet({ from: '36 min', until: '3 h' })
})

scenario('an acknowledgement in the second round ends all of them', (world) => {
  world.given({
    policies: { main: { steps: ['0m Ana', '5m Chen'], repeat: { times: 5, after: '10m' } } },
  })
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Chen', 'call')
  world.expect('15 min').page('Ana', 'push')
  world.at('16 min').acknowledge('Ana', 'api-latency')
  world.expectQuiet({ from: '16 min', until: '5 h' })
})

scenario('delays count from the previous step unless the policy says otherwise', (world) => {
  world.given({ policies: { main: { steps: ['0m Ana', '5m Ben', '7m Chen'] } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Ben', 'push')
  world.expect('12 min').page('Chen', 'call')
})

scenario('delays that count from the start of the alert', (world) => {
  world.given({
    policies: { main: { delaysFrom: 'alertStart', steps: ['0m Ana', '5m Ben', '7m Chen'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Ben', 'push')
  world.expect('7 min').page('Chen', 'call')
})

scenario('a first step may wait', (world) => {
  world.given({ policies: { main: { steps: ['3m Ana'] } } })
  world.at('0 min').alert('api-latency')
  world.expect('3 min').page('Ana', 'push')
})

scenario('an alert that is over before the first step pages nobody', (world) => {
  world.given({ policies: { main: { steps: ['3m Ana'] } } })
  world.at('0 min').alert('api-latency')
  world.at('2 min').over('api-latency')
  world.expectQuiet({ from: '0 min', until: '20 min' })
})

scenario('a step that is acknowledged at the moment it is due has been taken', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Chen', 'call')
  world.at('5 min').acknowledge('Ana', 'api-latency')
})

scenario('a step marked unresolved is taken after the acknowledgement, too', (world) => {
  world.given({
    policies: {
      main: {
        steps: ['0m Ana', '5m Chen', { after: '5m', notify: ['Ben'], when: 'unresolved' }],
      },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.expect('10 min').page('Ben', 'push')
  world.expectQuiet({ from: '11 min', until: '60 min' })
})

scenario('a step marked unresolved is not taken once the alert is over', (world) => {
  world.given({
    policies: {
      main: { steps: ['0m Ana', { after: '10m', notify: ['Ben'], when: 'unresolved' }] },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.at('9 min').over('api-latency')
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

scenario('a step marked unresolved repeats with its round', (world) => {
  world.given({
    policies: {
      main: {
        steps: ['0m Ana', { after: '10m', notify: ['Ben'], when: 'unresolved' }],
        repeat: { times: 1, after: '5m' },
      },
    },
  })
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.expect('10 min').page('Ben', 'push')
  world.expect('25 min').page('Ben', 'push')
  world.expectQuiet({ from: '26 min', until: '2 h' })
})

scenario('a step whose condition does not hold is passed over at once', (world) => {
  world.given({
    policies: {
      main: {
        steps: [{ after: '0m', notify: ['Ana'], if: 'severity == "critical"' }, '2m Chen'],
      },
    },
  })
  world.at('0 min').alert('api-latency', { severity: 'error' })
  world.expect('2 min').page('Chen', 'call')
  world.at('10 min').alert('api-down', { severity: 'critical' })
  world.expect('10 min').page('Ana', 'push', 'api-down')
  world.expect('12 min').page('Chen', 'call', 'api-down')
})

scenario(
  'a condition that cannot be read pages: one page too many rather than one too few',
  (world) => {
    world.given({
      policies: { main: { steps: [{ after: '0m', notify: ['Ana'], if: 'labels.tier == 1 + ' }] } },
    })
    world.at('0 min').alert('api-latency')
    world.expect('0 min').page('Ana', 'push')
  },
)

scenario('low urgency follows the rules for low urgency', (world) => {
  world.at('0 min').alert('disk-half-full', { urgency: 'low' })
  world.expect('0 min').page('Ana', 'mail')
  world.expect('5 min').page('Chen', 'mail')
})

scenario('the service chooses a policy by the alert', (world) => {
  world.given({
    policies: { nights: { steps: ['0m Ben'] } },
    services: {
      api: { policies: [{ if: 'labels.tier == "1"', policy: 'nights' }, { policy: 'main' }] },
    },
  })
  world.at('0 min').alert('api-latency', { labels: { tier: '1' } })
  world.expect('0 min').page('Ben', 'push')
})
