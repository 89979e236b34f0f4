// Bugs planted on purpose, one at a time: each takes away one of the safeguards of the engine, from
// outside, by changing a statement on its way to the database or a part of one node. The scenarios
// and walks must notice every one of them, or they would not notice a real one either.

import type { Script } from '../scenario/script.ts'
import type { Profile } from '../walk/plan.ts'
import type { Statement } from '../world/statement.ts'
import type { World } from '../world/world.ts'

export type PlantedBug = {
  readonly title: string
  /** Which kind of walk shows it, or which scenario. */
  readonly profile?: Profile
  readonly script?: (world: Script) => void
  readonly rewrite?: (statement: Statement) => Statement | null
  readonly plant?: (world: World) => void
}

/** Changes the text of the named statement; a text that is not found is a plan that got old. */
function inStatement(name: string, from: string, to: string) {
  return (statement: Statement): Statement => {
    if (statement.name !== name) return statement
    if (!statement.text.includes(from)) throw new Error(`${name} does not say: ${from}`)
    return { ...statement, name: `${name}-planted`, text: statement.text.replaceAll(from, to) }
  }
}

function without(...names: readonly string[]) {
  return (statement: Statement): Statement | null =>
    names.includes(statement.name ?? '') ? null : statement
}

type Row = Record<string, unknown>

/** Changes the rows that a statement is given as JSON. */
function inRows(name: string, parameter: number, change: (rows: Row[]) => Row[]) {
  return (statement: Statement): Statement => {
    if (statement.name !== name) return statement
    const values = [...(statement.values ?? [])]
    const rows: Row[] = JSON.parse(String(values[parameter - 1]))
    values[parameter - 1] = JSON.stringify(change(rows))
    return { ...statement, values }
  }
}

function answeredWhileHanging(world: Script): void {
  world.given({
    people: { Ana: { methods: { mail: 'email' }, high: ['0m mail'] } },
    policies: { main: { steps: ['0m Ana'] } },
  })
  world.at('0 min').carrier('Ana', 'mail', { kind: 'hangs', arrives: false }).alert('api-latency')
  world.at('5 s').acknowledge('Ben', 'api-latency')
  world.expectQuiet({ from: '0 s', until: '10 min' })
}

function nobodyButTheLead(world: Script): void {
  world.given({
    people: { Gus: { methods: {} } },
    teams: { payments: { leads: ['Ben'] } },
    policies: { main: { team: 'payments', steps: ['0m Gus'] } },
  })
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ben', 'push')
}

/** The acknowledgement and the step that calls a policy come at the same moment. */
function answeredWhileCalling(world: Script): void {
  world.given({
    policies: { main: { steps: ['1m Ana, policy:called'] }, called: { steps: ['5m Chen'] } },
  })
  world.at('0 min').alert('api-latency')
  world.at('30 s').world('Ana acknowledges when the step is due', async (seen) => {
    const { rows } = await seen.pool.query<{ id: string }>('select id from alert_group')
    const [node] = seen.nodes
    const groupIds = rows.map((row) => row.id)
    if (!node) return
    seen.time.at(seen.startedAt + 60_000, () => {
      void seen.startActing(node, 'Ana', groupIds, { kind: 'acknowledge' })
    })
  })
  world.allowOtherPages()
  world.expectQuiet({ from: '2 min', until: '20 min' })
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    title: 'a worker whose lease was taken over may still write its decision',
    profile: 'faults',
    rewrite: inStatement(
      'write-moves',
      `run.claim_no = row.claim_no and run.claimed_by = $1 and run.state = 'active'`,
      `$1 is not null`,
    ),
  },
  {
    title: 'two workers may claim the same run',
    profile: 'calm',
    rewrite: (statement) =>
      statement.name === 'write-moves'
        ? inStatement(
            'write-moves',
            'run.claim_no = row.claim_no and run.claimed_by = $1 and',
            '$1 is not null and',
          )(statement)
        : inStatement(
            'claim-runs',
            'and (lease_until is null or lease_until <= $1)',
            '',
          )(statement),
  },
  {
    title: 'an acknowledgement leaves waiting messages alone',
    profile: 'calm',
    rewrite: without('cancel-deliveries'),
  },
  {
    title: 'an acknowledgement leaves runs alone',
    profile: 'calm',
    rewrite: (statement) => (statement.name === 'hush-runs' ? null : statement),
  },
  {
    title: 'a delivery in any state may be claimed',
    profile: 'carriers',
    rewrite: inStatement(
      'claim-due-deliveries',
      `where state = 'pending' and due_at`,
      `where state <> 'sent' and due_at`,
    ),
  },
  {
    title: 'an acknowledgement never lapses',
    profile: 'calm',
    rewrite: without('lock-due-groups'),
  },
  {
    title: 'a lease never ends',
    profile: 'faults',
    rewrite: inStatement('claim-runs', 'or lease_until <= $1', 'or false'),
  },
  {
    title: 'messages of dead processes are nobody’s business',
    profile: 'faults',
    rewrite: without('claim-doubtful-deliveries'),
  },
  {
    title: 'a try is made again after somebody answered',
    script: answeredWhileHanging,
    rewrite: (statement) =>
      statement.name === 'lock-pages'
        ? {
            ...statement,
            name: 'lock-pages-planted',
            text: statement.text.replace('select id, state', `select id, 'open' as state`),
          }
        : statement,
  },
  {
    title: 'the hint to the open alert is not there, so that each trigger opens a new one',
    profile: 'calm',
    rewrite: inStatement(
      'lock-dedup-slots',
      'returning scope_id, dedup_key, open_alert_id',
      'returning scope_id, dedup_key, null::uuid as open_alert_id',
    ),
  },
  {
    title: 'groups are read without a lock',
    profile: 'calm',
    rewrite: (statement) =>
      statement.name === 'lock-groups' || statement.name === 'lock-groups-to-act'
        ? {
            ...statement,
            name: `${statement.name}-planted`,
            text: statement.text.replace(/for (no key )?update/, ''),
          }
        : statement,
  },
  {
    title: 'the last resort is forgotten',
    script: nobodyButTheLead,
    rewrite: inRows('write-moves', 4, (rows) => rows.filter((row) => row.step !== -1)),
  },
  {
    title: 'a step is taken and its page is not written',
    profile: 'calm',
    rewrite: inRows('write-moves', 4, () => []),
  },
  {
    title: 'the page is written and its messages are not',
    profile: 'calm',
    rewrite: inRows('write-moves', 5, () => []),
  },
  {
    title: 'called policies that start during an acknowledgement go on',
    script: answeredWhileCalling,
    rewrite: (statement) =>
      statement.name === 'hush-runs' && statement.values?.[2] === false ? null : statement,
  },
  {
    title: 'hints get lost, and nobody looks without one',
    profile: 'faults',
    plant: (world) => {
      for (const node of world.nodes) node.sleepsUntilHinted = true
    },
  },
  {
    title: 'a lapsed acknowledgement starts no new run',
    profile: 'calm',
    rewrite: without('start-runs'),
  },
]
