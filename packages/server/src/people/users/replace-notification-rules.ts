// Replaces a person's notification rules, within the caller's change of configuration.

import { readNotificationRules, type WrittenRules } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

export async function replaceNotificationRules(
  client: PoolClient,
  userId: string,
  written: WrittenRules,
  prefix = '',
): Promise<Refusal | null> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from contact_method where user_id = $1 and deleted_at is null',
    [userId],
  )
  const ids = new Map(rows.map((method) => [method.name, method.id]))
  const { rules, faults } = readNotificationRules(written, ids)
  if (faults.length > 0) {
    const fields = faults.map((fault) => ({ ...fault, field: `${prefix}${fault.field}` }))
    return refuse('invalid-request', { fields })
  }
  await client.query('delete from notification_rule where user_id = $1', [userId])
  await client.query(
    `insert into notification_rule (user_id, urgency, position, after_ms, contact_method_id)
     select $1::uuid, urgency, position, "afterMs", "contactMethodId"
     from jsonb_to_recordset($2::jsonb) as rule(
       urgency text, position integer, "afterMs" integer, "contactMethodId" uuid)`,
    [userId, JSON.stringify(rules)],
  )
  return null
}
