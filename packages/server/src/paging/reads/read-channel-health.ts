// How each channel has fared in the last minutes, by what its contact methods last experienced.

import {
  CHANNEL_HEALTH_MS,
  type ChannelHealth,
  type ChannelName,
  formatInstant,
  type Instant,
} from '@evenwatch/core'
import type { Pool } from 'pg'
import type { Channels } from '../channels/channel.ts'

type Row = {
  readonly channel: ChannelName
  readonly failing: number
  readonly working: number
  readonly failing_since: Instant | null
}

export async function readChannelHealth(
  pool: Pool,
  channels: Channels,
  now: Instant,
): Promise<readonly ChannelHealth[]> {
  const { rows } = await pool.query<Row>({
    name: 'channel-health',
    text: `
      select channel,
        count(*) filter (where is_failing)::int as failing,
        count(*) filter (where last_success_at > $1 and not is_failing)::int as working,
        min(last_failure_at) filter (where is_failing) as failing_since
      from (
        select m.*, last_failure_at > $1::timestamptz
          and (last_success_at is null or last_failure_at > last_success_at) as is_failing
        from contact_method m where m.deleted_at is null
      ) as method
      group by channel`,
    values: [formatInstant(now - CHANNEL_HEALTH_MS)],
  })
  const byChannel = new Map(rows.map((row) => [row.channel, row]))
  return [...channels.values()].map(({ name, missing }) => {
    const row = byChannel.get(name)
    return {
      name,
      missing,
      failing: row?.failing ?? 0,
      working: row?.working ?? 0,
      failingSince: row?.failing_since ?? null,
    }
  })
}
