// Whom a step reaches: modes, teams, nested policies, empty steps, the last resort (rule 10).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'

useSimDatabase()

/** Somebody whom no message can reach. */
const UNREACHABLE = { methods: {} }

const OFFICE = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '10:00', until: '18:00' },
] as const

scenario('an empty step is skipped at once, and the next one counts from the skip', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    policies: { main: { steps: ['0m Ana', '5m Gus', '5m Chen'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').timeline('step-skipped', { step: 1 })
  world.expect('10 min').page('Chen', 'call')
})

scenario('an empty step leaves delays alone that count from the start', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    policies: { main: { delaysFrom: 'alertStart', steps: ['0m Gus', '5m Gus', '8m Chen'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').timeline('step-skipped', { step: 0 })
  world.expect('5 min').timeline('step-skipped', { step: 1 })
  world.expect('8 min').page('Chen', 'call')
})

scenario('a round that reached nobody goes to the leads of the team', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    teams: { payments: { leads: ['Ben'], members: ['Chen'] } },
    policies: { main: { team: 'payments', steps: ['0m Gus'] } },
  })
  world.at('0 min').alert('api-latency')
  world
    .expect('0 min')
    .page('Ben', 'push')
    .timeline('last-resort', { userIds: ['Ben'] })
  world.expectQuiet({ from: '1 min', until: '30 min' })
})

scenario('without a lead in reach the administrators are the last resort', (world) => {
  world.given({
    people: {
      Gus: UNREACHABLE,
      Root: { methods: { mail: 'email' }, high: ['0m mail'], role: 'admin' },
    },
    teams: { payments: { leads: ['Gus'], members: ['Chen'] } },
    policies: { main: { team: 'payments', steps: ['0m Gus'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Root', 'mail')
})

scenario('each empty round goes to the last resort, after its pause', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    teams: { payments: { leads: ['Ben'] } },
    policies: { main: { team: 'payments', steps: ['0m Gus'], repeat: { times: 1, after: '10m' } } },
  })
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ben', 'push')
  world.expect('10 min').page('Ben', 'push')
  world.expect('20 min').timeline('exhausted')
})

scenario('nobody at all can be reached: a dead letter, until somebody acknowledges', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    policies: { main: { steps: ['0m Gus'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').timeline('nobody-reachable').group('api-latency', { isDeadLetter: true })
  world.at('10 min').acknowledge('Ana', 'api-latency')
  world.expect('10 min').group('api-latency', { isDeadLetter: false })
})

scenario('a dead letter is done with when the sender says that it is over', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    policies: { main: { steps: ['0m Gus'] } },
  })
  world.at('0 min').alert('api-latency')
  world.at('3 min').over('api-latency')
  world.expect('3 min').group('api-latency', { isDeadLetter: false, status: 'resolved' })
})

scenario('a policy may say that nobody is paged when nobody is on call', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    teams: { payments: { leads: ['Ben'] } },
    policies: { main: { team: 'payments', steps: ['0m Gus'], whenNobody: 'none' } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').timeline('exhausted').group('api-latency', { isDeadLetter: false })
  world.expectQuiet({ from: '0 min', until: '60 min' })
})

scenario('a held run pages the moment cover begins', (world) => {
  world.given({
    schedules: { primary: { layers: { days: { members: ['Ana'], hours: OFFICE } } } },
    policies: { main: { steps: ['0m schedule:primary'], whenNobody: 'hold' } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').timeline('held')
  world.expectQuiet({ from: '0 min', until: '60 min' })
  world.expect('60 min').page('Ana', 'push')
})

scenario('a held run notices an override that brings cover earlier', (world) => {
  world.given({
    schedules: { primary: { layers: { days: { members: ['Ana'], hours: OFFICE } } } },
    policies: { main: { steps: ['0m schedule:primary'], whenNobody: 'hold' } },
  })
  world.at('0 min').alert('api-latency')
  world.at('20 min').override('primary', { add: 'Ben', from: '25 min', until: '2 h' })
  world.expect('25 min').page('Ben', 'push')
  world.expectQuiet({ from: '26 min', until: '90 min' })
})

scenario('a held run that is acknowledged pages nobody when cover begins', (world) => {
  world.given({
    schedules: { primary: { layers: { days: { members: ['Ana'], hours: OFFICE } } } },
    policies: {
      main: {
        steps: [
          '0m schedule:primary',
          { after: '5m', notify: ['schedule:primary'], when: 'unresolved' },
        ],
        whenNobody: 'hold',
      },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('5 min').timeline('held')
  world.at('10 min').acknowledge('Chen', 'api-latency')
  // Only the step marked unresolved is left.
  world.expect('60 min').page('Ana', 'push')
  world.expectQuiet({ from: '61 min', until: '3 h' })
})

scenario('everyone of a team is paged, each once', (world) => {
  world.given({
    teams: { payments: { leads: ['Ana'], members: ['Ben', 'Ana', 'Chen'] } },
    policies: { main: { steps: ['0m team:payments, Ana'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push').page('Ben', 'push').page('Chen', 'call')
})

scenario('round robin takes turns over alerts', (world) => {
  world.given({
    policies: {
      main: { steps: [{ after: '0m', notify: ['Ana', 'Ben', 'Chen'], mode: 'roundRobin' }] },
    },
  })
  world.at('0 min').alert('one', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push', 'one')
  world.at('1 min').alert('two', { severity: 'critical' })
  world.expect('1 min').page('Ben', 'push', 'two')
  world.at('2 min').alert('three', { severity: 'critical' })
  world.expect('2 min').page('Chen', 'call', 'three')
  world.at('3 min').alert('four', { severity: 'critical' })
  world.expect('3 min').page('Ana', 'push', 'four')
})

scenario('round robin passes over who cannot be reached', (world) => {
  world.given({
    people: { Gus: UNREACHABLE },
    policies: {
      main: { steps: [{ after: '0m', notify: ['Ana', 'Gus', 'Ben'], mode: 'roundRobin' }] },
    },
  })
  world.at('0 min').alert('one', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').alert('two', { severity: 'critical' })
  world.expect('1 min').page('Ben', 'push')
})

scenario('alerts of one request take turns, too', (world) => {
  world.given({
    policies: { main: { steps: [{ after: '0m', notify: ['Ana', 'Ben'], mode: 'roundRobin' }] } },
  })
  world.at('0 min').events([
    { key: 'one', action: 'trigger', severity: 'critical' },
    { key: 'two', action: 'trigger', severity: 'critical' },
  ])
  world.expect('0 min').page('Ana', 'push').page('Ben', 'push')
})

scenario('a step may name who comes next and who was before in the rotation', (world) => {
  world.given({
    schedules: {
      primary: {
        layers: { weekly: { firstHandoff: '2025-12-15T09:00', members: ['Ana', 'Ben', 'Chen'] } },
      },
    },
    policies: {
      main: {
        steps: [
          '0m schedule:primary',
          { after: '1m', notify: ['schedule:primary'], mode: 'next' },
          { after: '1m', notify: ['schedule:primary'], mode: 'previous' },
        ],
      },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('1 min').page('Ben', 'push')
  world.expect('2 min').page('Chen', 'call')
})

scenario('a random step pages exactly one of its people', (world) => {
  world.given({
    policies: {
      main: { steps: [{ after: '0m', notify: ['Ana', 'Ben', 'Chen'], mode: 'random' }] },
    },
  })
  world.at('0 min').alert('api-latency')
  world.allowOtherPages()
  world.expect('1 min').check('one person was paged', (seen) => {
    if (seen.carriers.receipts.length !== 1) throw new Error(`${seen.carriers.receipts.length}`)
  })
})

scenario('a step may call another policy, which runs beside', (world) => {
  world.given({
    policies: {
      main: { steps: ['0m policy:others', '10m Ana'] },
      others: { steps: ['0m Ben', '5m Chen'] },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ben', 'push').timeline('policy-called', { calledPolicyId: 'others' })
  world.expect('5 min').page('Chen', 'call')
  world.expect('10 min').page('Ana', 'push')
})

scenario('an acknowledgement ends the called policy, too', (world) => {
  world.given({
    policies: {
      main: { steps: ['0m policy:others', '10m Ana'] },
      others: { steps: ['0m Ben', '5m Chen'] },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ben', 'push')
  world.at('3 min').acknowledge('Ben', 'api-latency')
  world.expectQuiet({ from: '1 min', until: '60 min' })
})

const SHARED = {
  schedules: {
    primary: {
      layers: {
        daily: {
          turn: { length: 1, unit: 'day' as const },
          members: ['Ana', 'policy:others', null],
        },
      },
    },
  },
  policies: {
    main: { steps: ['0m schedule:primary', '10m Ana'] },
    others: { steps: ['0m Ben', '5m Chen'] },
  },
}

scenario('a slot that is a policy starts it, as a step that names the policy does', (world) => {
  world.given(SHARED)
  world.at('24 h').alert('api-latency')
  world.expect('24 h').page('Ben', 'push').timeline('policy-called', { calledPolicyId: 'others' })
  world.expect('24 h 5 min').page('Chen', 'call')
  world.expect('24 h 10 min').page('Ana', 'push')
})

scenario('an acknowledgement stops the policy that holds the slot, too', (world) => {
  world.given(SHARED)
  world.at('24 h').alert('api-latency')
  world.expect('24 h').page('Ben', 'push')
  world.at('24 h 3 min').acknowledge('Ben', 'api-latency')
  world.expectQuiet({ from: '24 h 1 min', until: '25 h' })
})

scenario('a policy that waits for cover takes the slot of another policy for cover', (world) => {
  world.given({
    ...SHARED,
    schedules: {
      primary: {
        layers: {
          daily: { turn: { length: 1, unit: 'day' }, members: [null, 'policy:others'] },
        },
      },
    },
    policies: {
      ...SHARED.policies,
      main: { whenNobody: 'hold', steps: ['0m schedule:primary'] },
    },
  })
  world.at('23 h 30 min').alert('api-latency')
  world.expectQuiet({ from: '23 h 30 min', until: '24 h' })
  world.expect('24 h').page('Ben', 'push')
  world.expect('24 h 5 min').page('Chen', 'call')
})

scenario('policies that call each other in a circle come to an end', (world) => {
  world.given({
    policies: {
      main: { steps: ['0m Ana, policy:back'] },
      back: { steps: ['0m policy:main'] },
    },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  // The later ones travel together, and name the group once.
  world.expect('10 s').page('Ana', 'push', 'api-latency')
  world.expectQuiet({ from: '12 s', until: '60 min' })
})
