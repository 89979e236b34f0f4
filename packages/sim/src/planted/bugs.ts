// Bugs planted on purpose, one at a time: each takes away one of the safeguards of the engine, from
// outside, by changing a statement on its way to the database or a part of one node. The scenarios
// and walks must notice every one of them, or they would not notice a real one either.

import type { Profile } from '../walk/plan.ts'
import type { Statement } from '../world/sim-pool.ts'
import type { World } from '../world/world.ts'

export type PlantedBug = {
  readonly title: string
  /** Which kind of walk shows it. */
  readonly profile: Profile
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
    profile: 'carriers',
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
    profile: 'calm',
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
    profile: 'calm',
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
