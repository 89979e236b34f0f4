// What is read live and what is pinned: schedules at each step, policies by run, notification rules
// by page (design section 3, escalation).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'
import type { Given } from '../world/given.ts'

useSimDatabase()

const DAILY: Given['schedules'] = {
  primary: {
    layers: {
      daily: {
        firstHandoff: '2026-01-05T09:00',
        turn: { length: 1, unit: 'day' },
        members: ['Ana', 'Ben'],
      },
    },
  },
}

const TWICE: Given['policies'] = {
  main: { steps: ['0m schedule:primary', '10m schedule:primary'] },
}

scenario('a handoff between two steps: the second reaches who is on call then', (world) => {
  world.given({ startsAt: '2026-01-06T08:55:00Z', schedules: DAILY, policies: TWICE })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('10 min').page('Ben', 'push')
})

scenario('a step at the very moment of the handoff reaches who comes', (world) => {
  world.given({ startsAt: '2026-01-06T08:50:00Z', schedules: DAILY, policies: TWICE })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('10 min').page('Ben', 'push')
})

scenario('a handoff at nine is at nine on the day on which clocks go forward', (world) => {
  world.given({
    startsAt: '2026-03-29T06:55:00Z',
    schedules: {
      primary: {
        timeZone: 'Europe/Vienna',
        layers: {
          daily: {
            firstHandoff: '2026-03-28T09:00',
            turn: { length: 1, unit: 'day' },
            members: ['Ana', 'Ben'],
          },
        },
      },
    },
    policies: TWICE,
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('10 min').page('Ben', 'push')
})

scenario('a handoff at nine is at nine on the day on which clocks go back', (world) => {
  world.given({
    startsAt: '2026-10-25T07:55:00Z',
    schedules: {
      primary: {
        timeZone: 'Europe/Vienna',
        layers: {
          daily: {
            firstHandoff: '2026-10-24T09:00',
            turn: { length: 1, unit: 'day' },
            members: ['Ana', 'Ben'],
          },
        },
      },
    },
    policies: TWICE,
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.expect('10 min').page('Ben', 'push')
})

scenario('a gap in the schedule is skipped, and the next step is taken in its time', (world) => {
  world.given({
    schedules: {
      primary: {
        layers: {
          nights: {
            members: ['Ana'],
            hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', until: '06:00' }],
          },
        },
      },
    },
    policies: { main: { steps: ['0m schedule:primary', '5m Chen'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').timeline('step-skipped', { step: 0 })
  world.expect('5 min').page('Chen', 'call')
})

scenario('an override given during the run counts at the next step', (world) => {
  world.given({ schedules: DAILY, policies: TWICE })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('3 min').override('primary', { remove: 'Ana', add: 'Chen', from: '5 min', until: '2 h' })
  world.expect('10 min').page('Chen', 'call')
})

scenario('an override that puts nobody on call leaves the step empty', (world) => {
  world.given({
    schedules: DAILY,
    policies: { main: { steps: ['0m Ben', '10m schedule:primary', '1m Chen'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ben', 'push')
  world.at('3 min').override('primary', { set: [], from: '5 min', until: '2 h' })
  world.expect('10 min').timeline('step-skipped', { step: 1 })
  world.expect('11 min').page('Chen', 'call')
})

scenario('somebody deactivated during the run is not paged by a later step', (world) => {
  world.given({ policies: { main: { steps: ['0m Ana', '5m Ben, Chen'] } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').deactivate('Ben')
  world.expect('5 min').page('Chen', 'call')
})

scenario('a run keeps the version of the policy with which it began', (world) => {
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').change((given) => ({
    ...given,
    policies: { main: { steps: ['0m Ben', '1m Ben'] } },
  }))
  world.expect('5 min').page('Chen', 'call', 'api-latency')
  world.at('10 min').alert('api-down', { severity: 'critical' })
  world.expect('10 min').page('Ben', 'push', 'api-down')
  world.expect('11 min').page('Ben', 'push', 'api-down')
})

scenario('another process reads the pinned version from the record', (world) => {
  world.given({ nodes: 2 })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').change((given) => ({ ...given, policies: { main: { steps: ['0m Ben'] } } }))
  world.at('3 min').world('the first process ends', (seen) => seen.nodes[0]?.vanish())
  world.expect('5 min').page('Chen', 'call')
})

scenario('a page follows the notification rules of the moment it was made', (world) => {
  const methods = { push: 'webhook', mail: 'email' } as const
  world.given({ people: { Ana: { methods, high: ['0m push', '2m mail'] } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').change((given) => ({
    ...given,
    people: { ...given.people, Ana: { methods, high: ['0m push'] } },
  }))
  world.expect('2 min').page('Ana', 'mail')
  world.expect('5 min').page('Chen', 'call')
})

scenario('without a rule for the urgency the first contact method is used', (world) => {
  world.given({ people: { Ana: { methods: { mail: 'email', push: 'webhook' } } } })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.expect('5 min').page('Chen', 'call')
})
