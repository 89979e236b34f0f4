// Processes that die, freeze and come back, connections that break, hints that get lost
// (design section 6: promises).

import { scenario, useSimDatabase } from '../scenario/scenario.ts'
import type { Script } from '../scenario/script.ts'
import type { Fault } from '../world/statements.ts'
import type { World } from '../world/world.ts'

useSimDatabase()

const ONE_STEP = { main: { steps: ['0m Ana'] } }
const PUSH = { methods: { push: 'webhook' }, high: ['0m push'], low: ['0m push'] } as const
const MAIL = { methods: { mail: 'email' }, high: ['0m mail'], low: ['0m mail'] } as const
const INBOX = { methods: { inbox: 'inbox' }, high: ['0m inbox'] } as const

/** The next statement of this name meets the fault, once, on whichever process sends it. */
function meets(
  world: World,
  name: string,
  fault: Fault | ((world: World, owner: string) => Fault | null),
) {
  let isOver = false
  world.fault = ({ statement, owner }) => {
    if (isOver || (statement.name ?? statement.text) !== name) return null
    isOver = true
    return typeof fault === 'function' ? fault(world, owner.name) : fault
  }
}

function atStart(world: Script, name: string, fault: Parameters<typeof meets>[2]): void {
  world.at('0 min').world(`${name} will meet a fault`, (seen) => meets(seen, name, fault))
}

const freezes =
  (ms: number) =>
  (world: World, owner: string): Fault => {
    world.nodes.find((node) => node.name === owner)?.freeze(ms)
    return 'wait'
  }

const freezesAfter =
  (ms: number) =>
  (world: World, owner: string): Fault | null => {
    world.nodes.find((node) => node.name === owner)?.freeze(ms)
    return null
  }

scenario(
  'a process that dies with a claimed run: another one takes over after the lease',
  (world) => {
    world.given({ nodes: 2, policies: ONE_STEP })
    atStart(world, 'claim-runs', 'gone-after')
    world.at('0 min').alert('api-latency')
    world.expect('30 s', { within: '2 s' }).page('Ana', 'push')
    world.expectQuiet({ from: '33 s', until: '10 min' })
  },
)

scenario(
  'a process that froze with a claimed run pages nobody twice when it comes back',
  (world) => {
    world.given({ nodes: 2, policies: ONE_STEP })
    atStart(world, 'claim-runs', freezesAfter(90_000))
    world.at('0 min').alert('api-latency')
    world.expect('30 s', { within: '2 s' }).page('Ana', 'push')
    world.expectQuiet({ from: '33 s', until: '10 min' })
  },
)

scenario('a decision made before an acknowledgement and written after it is refused', (world) => {
  world.given({ nodes: 2, policies: ONE_STEP })
  atStart(world, 'write-moves', freezes(20_000))
  world.at('0 min').alert('api-latency')
  world.at('5 s').acknowledge('Ben', 'api-latency')
  world.expectQuiet({ from: '0 s', until: '10 min' })
})

scenario('a process that dies before the carrier: the message is sent by another one', (world) => {
  world.given({ nodes: 2, people: { Ana: MAIL }, policies: ONE_STEP })
  atStart(world, 'claim-due-deliveries', 'gone-after')
  world.at('0 min').alert('api-latency')
  world.expect('30 s', { within: '2 s' }).page('Ana', 'mail')
})

scenario(
  'a process that dies after the carrier: one copy, which an idempotent receiver drops',
  (world) => {
    world.given({ nodes: 2, people: { Ana: PUSH }, policies: ONE_STEP })
    atStart(world, 'finish-deliveries', 'gone-before')
    world.at('0 min').alert('api-latency')
    world.expect('0 min').page('Ana', 'push')
    world.expect('30 s').timeline('delivery-sent').check('handed over twice', handings(2))
  },
)

scenario('a process that dies after the carrier: one copy by mail for high urgency', (world) => {
  world.given({ nodes: 2, people: { Ana: MAIL }, policies: ONE_STEP })
  atStart(world, 'finish-deliveries', 'gone-before')
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.expect('30 s', { within: '2 s' }).page('Ana', 'mail')
  world.expectQuiet({ from: '33 s', until: '10 min' })
})

scenario('a process that dies after the carrier: no copy by mail for low urgency', (world) => {
  world.given({ nodes: 2, people: { Ana: MAIL }, policies: ONE_STEP })
  atStart(world, 'finish-deliveries', 'gone-before')
  world.at('0 min').alert('disk-half-full', { urgency: 'low' })
  world.expect('0 min').page('Ana', 'mail')
  world.expectQuiet({ from: '1 s', until: '10 min' })
})

scenario('a process that dies after the carrier: a carrier that can be asked is asked', (world) => {
  world.given({ nodes: 2, people: { Ana: INBOX }, policies: ONE_STEP })
  atStart(world, 'finish-deliveries', 'gone-before')
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'inbox')
  world.expectQuiet({ from: '1 s', until: '10 min' })
  world.expect('10 min').check('handed over once', handings(1))
})

scenario('what was answered while nobody knew whether it was sent is not sent again', (world) => {
  world.given({ nodes: 2, people: { Ana: MAIL }, policies: ONE_STEP })
  atStart(world, 'finish-deliveries', 'gone-before')
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.at('10 s').acknowledge('Ana', 'api-latency')
  world.expect('30 s', { within: '3 s' }).timeline('delivery-unknown', { afterAnswer: true })
  world.expectQuiet({ from: '1 s', until: '10 min' })
})

scenario('a connection that breaks at the answer costs no copy', (world) => {
  world.given({ people: { Ana: MAIL }, policies: ONE_STEP })
  atStart(world, 'finish-deliveries', 'cut-before')
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'mail')
  world.expect('0 s').timeline('delivery-sent')
  world.expectQuiet({ from: '1 s', until: '10 min' })
})

scenario('a process that froze within an ingest gives its locks back', (world) => {
  world.given({ nodes: 2, policies: ONE_STEP })
  world.at('0 min').alert('api-latency', { severity: 'critical' })
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').world('the second process freezes within its next batch', async (seen) => {
    meets(seen, 'write-ingest-decision', freezes(120_000))
    const [, second] = seen.nodes
    if (second) void seen.send(second, 'api', 'default', [REPEAT]).catch(() => undefined)
    await seen.settle()
  })
  // The acknowledgement needs the lock that the frozen process holds.
  world.at('70 s').acknowledge('Ana', 'api-latency')
  world.expect('90 s').group('api-latency', { status: 'acknowledged' })
  world.expect('4 min').check('the frozen process sees that its batch was undone', (seen) => {
    if (seen.errors.length !== 1) throw new Error(`${seen.errors.length} errors`)
    seen.errors.length = 0
  })
})

scenario('a run that cannot be decided holds up no other', (world) => {
  world.given({
    policies: { ...ONE_STEP, other: { steps: ['1m Chen'] } },
    services: {
      api: { policies: [{ if: 'labels.kind == "other"', policy: 'other' }, { policy: 'main' }] },
    },
  })
  world.at('0 min').alert('lost', { labels: { kind: 'other' } })
  world.at('30 s').world('the version that a run pinned gets lost', async (seen) => {
    const { given } = seen.configuration
    await seen.change({ ...given, policies: { ...given.policies, other: { steps: ['2m Chen'] } } })
    await seen.pool.query(
      'delete from definition_version where version = 1 and definition_id = $1',
      [seen.configuration.id('policy', 'other')],
    )
  })
  world.at('1 min').alert('found')
  world.expect('1 min').page('Ana', 'push', 'found')
  world.expect('2 min').check('the lost one is complained about', (seen) => {
    if (seen.errors.length === 0) throw new Error('nothing was logged')
    seen.errors.length = 0
  })
})

scenario('a lost notification costs at most a second', (world) => {
  world.given({ nodes: 2, policies: ONE_STEP })
  world.at('0 min').world('the first process freezes; nobody tells the second', (seen) => {
    meets(seen, 'claim-runs', freezesAfter(60_000))
  })
  world.at('10 s').alert('api-latency')
  world.expect('10 s', { within: '32 s' }).page('Ana', 'push')
})

scenario('a process that is unsure of the time keeps out, and another one pages', (world) => {
  world.given({ nodes: 2 })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').world('the first process loses the time', (seen) => {
    const [first] = seen.nodes
    if (first) first.clock.isHealthy = false
  })
  world.expect('5 min').page('Chen', 'call')
})

scenario('a clock that jumped ahead pages early and not twice', (world) => {
  world.given({ nodes: 2 })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('1 min').world('the second clock jumps by twenty seconds', (seen) => {
    const [, second] = seen.nodes
    if (second) second.clock.offsetMs = 20_000
  })
  world.expect('4 min 40 s').page('Chen', 'call')
  world.expectQuiet({ from: '4 min 42 s', until: '30 min' })
})

scenario(
  'all processes are away for ten minutes: what is late is done, nothing is lost',
  (world) => {
    world.at('0 min').alert('api-latency')
    world.expect('0 min').page('Ana', 'push')
    world.at('1 min').world('the process ends', (seen) => seen.nodes[0]?.vanish())
    world.at('11 min').world('another one starts', (seen) => void seen.addNode())
    world.expect('11 min').page('Chen', 'call')
  },
)

const REPEAT = {
  action: 'trigger',
  dedupKey: 'api-latency',
  summary: 'api-latency',
  source: 'sim',
  severity: 'critical',
  labels: {},
  details: {},
  links: [],
  images: [],
  runbookUrl: null,
  occurredAt: null,
  warnings: [],
} as const

function handings(count: number) {
  return (world: World) => {
    const { length } = world.carriers.handings
    if (length !== count) throw new Error(`${length} times`)
  }
}
