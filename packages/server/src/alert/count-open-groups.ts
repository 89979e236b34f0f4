// How many alert groups of each service are not resolved; services without any are left out.

import type { Database } from '../platform/definitions/definition.ts'

export async function countOpenGroups(
  db: Database,
  serviceIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ serviceId: string; count: number }>(
    `select service_id as "serviceId", count(*) as count from alert_group
     where status <> 'resolved' and service_id = any ($1::uuid[]) group by service_id`,
    [serviceIds],
  )
  return new Map(rows.map(({ serviceId, count }) => [serviceId, count]))
}
