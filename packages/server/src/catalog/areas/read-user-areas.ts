// What was stated about people and areas.

import type { AreaDepth, Instant } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type UserAreaRow = {
  readonly userId: string
  readonly area: string
  readonly depth: AreaDepth
  readonly note: string
  readonly updatedBy: string
  readonly updatedAt: Instant
}

/** Of active people; all areas, or those named. */
export async function readUserAreas(
  db: Database,
  areas: readonly string[] | null = null,
): Promise<UserAreaRow[]> {
  const { rows } = await db.query<UserAreaRow>({
    name: 'read-user-areas',
    text: `select a.user_id as "userId", a.area, a.depth, a.note, a.updated_by as "updatedBy",
        a.updated_at as "updatedAt"
      from user_area a join app_user u on u.id = a.user_id
      where u.deactivated_at is null and ($1::text[] is null or a.area = any ($1))
      order by a.area, u.name`,
    values: [areas],
  })
  return rows
}

/** By person, then area. */
export async function readDepths(
  db: Database,
  areas: readonly string[] | null = null,
): Promise<Map<string, Map<string, AreaDepth>>> {
  const depths = new Map<string, Map<string, AreaDepth>>()
  for (const { userId, area, depth } of await readUserAreas(db, areas)) {
    const known = depths.get(userId) ?? new Map<string, AreaDepth>()
    depths.set(userId, known.set(area, depth))
  }
  return depths
}
