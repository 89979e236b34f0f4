// Signing secrets of the contact methods that a batch goes to. They are read when they are needed
// and never kept in the directory.

import type { ClaimedDelivery } from './claim-deliveries.ts'
import type { EngineContext } from './engine-context.ts'

const READ = `select id, secret from contact_method where id = any($1::uuid[]) and secret is not null`

export async function loadRecipientSecrets(
  context: EngineContext,
  claimed: readonly ClaimedDelivery[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...new Set(
      claimed
        .filter(({ channel }) => channel === 'webhook')
        .map((delivery) => delivery.contact_method_id),
    ),
  ]
  if (ids.length === 0) return new Map()
  const { rows } = await context.pool.query<{ id: string; secret: string }>({
    name: 'read-recipient-secrets',
    text: READ,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, context.secrets.open(row.secret)]))
}
