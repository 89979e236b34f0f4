// Runs, pages and deliveries of one group, in two statements.

import type { Instant } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { PageOfTrack } from './past-steps.ts'
import { RUN_COLUMNS, type RunRow } from './run-row.ts'

/** Runs and pages of one group that a track shows, the newest ones. */
export const TRACK_RUNS_MAX = 50
export const TRACK_PAGES_MAX = 1_000

export type TrackRows = { readonly runs: readonly RunRow[]; readonly pages: readonly PageOfTrack[] }

export async function loadTrack(pool: Pool, groupId: string): Promise<TrackRows> {
  const [runs, pages] = await Promise.all([
    pool.query<RunRow>({
      name: 'track-runs',
      text: `
        select * from (
          select ${RUN_COLUMNS} from escalation_run r where r.group_id = $1
          order by r.id desc limit ${TRACK_RUNS_MAX}
        ) as newest order by started_at, id`,
      values: [groupId],
    }),
    pool.query<Row>({
      name: 'track-pages',
      text: `
        select p.id, p.run_id, p.round, p.step, p.user_id, p.created_at, d.id as delivery_id,
          d.channel, d.state, m.outcome, coalesce(d.error, m.error) as error,
          coalesce(d.finished_at, m.handed_over_at, d.due_at) as at
        from (
          select * from page where group_id = $1 order by id desc limit ${TRACK_PAGES_MAX}
        ) as p
        left join delivery d on d.page_id = p.id
        left join message m on m.id = d.message_id
        order by p.id, d.rule_position, d.attempt`,
      values: [groupId],
    }),
  ])
  return { runs: runs.rows, pages: foldPages(pages.rows) }
}

type Row = {
  readonly id: string
  readonly run_id: string
  readonly round: number
  readonly step: number
  readonly user_id: string
  readonly created_at: Instant
  readonly delivery_id: string | null
  readonly channel: string
  readonly state: string
  readonly outcome: string | null
  readonly error: string | null
  readonly at: Instant | null
}

function foldPages(rows: readonly Row[]): readonly PageOfTrack[] {
  const pages = new Map<string, Row[]>()
  for (const row of rows) pages.set(row.id, [...(pages.get(row.id) ?? []), row])
  return [...pages.values()].flatMap((ofPage) => {
    const [first] = ofPage
    if (!first) return []
    const { run_id, round, step, user_id, created_at } = first
    const deliveries = ofPage
      .filter((row) => row.delivery_id !== null)
      .map(({ channel, state, outcome, at, error }) => ({ channel, state, outcome, at, error }))
    return [{ run_id, round, step, user_id, created_at, deliveries }]
  })
}
