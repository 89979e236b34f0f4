import { formatInstant, type Instant } from '@evenwatch/core'
import type { ClientBase } from 'pg'

/** Who changed the schedule since then; with a token, whoever the token belongs to. */
export async function actorsSince(client: ClientBase, scheduleId: string, since: Instant) {
  const { rows } = await client.query<{ actor: string }>({
    name: 'schedule-actors-since',
    text: `select distinct coalesce('user:' || k.user_id, t.actor) as actor
           from timeline t left join api_token k on t.actor = 'token:' || k.id
           where t.subject_kind = 'schedule' and t.subject_id = $1 and t.at > $2`,
    values: [scheduleId, formatInstant(since)],
  })
  return rows.map(({ actor }) => (actor.startsWith('user:') ? actor.slice('user:'.length) : actor))
}
