// Whose turn it is at steps that page one of several in turn.

import type { EscalationPolicy } from '@evenwatch/core'
import type { Pool } from 'pg'

/** Turns taken so far, by policy and step. */
export type Turns = (policyId: string, step: number) => number

/** Asks nothing when none of the policies takes turns. */
export async function loadTurns(pool: Pool, policies: readonly EscalationPolicy[]): Promise<Turns> {
  const turning = policies.filter((policy) =>
    policy.steps.some((step) => step.mode === 'roundRobin'),
  )
  if (turning.length === 0) return () => 0
  const { rows } = await pool.query<{ policy_id: string; step: number; taken: number }>({
    name: 'round-robin-turns',
    text: 'select policy_id, step, taken from round_robin where policy_id = any($1::uuid[])',
    values: [turning.map((policy) => policy.id)],
  })
  const taken = new Map(rows.map((row) => [`${row.policy_id}@${row.step}`, row.taken]))
  return (policyId, step) => taken.get(`${policyId}@${step}`) ?? 0
}
