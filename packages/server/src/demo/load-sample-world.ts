// Fills an empty installation with the sample world: people, schedules, policies, services, and 90
// days of what happened to them. The same instant and seed give the same world.

import { assert, formatInstant } from '@evenwatch/core'
import { applyConfiguration } from '../configuration/apply-configuration.ts'
import type { ServerContext } from '../platform/context.ts'
import type { Principal } from '../platform/http/principal.ts'
import { isRefusal } from '../platform/http/refusal.ts'
import { changeConfiguration } from '../platform/revision/change-configuration.ts'
import { addSampleDuties } from './sample/add-sample-duties.ts'
import { keepSampleHolidays } from './sample/keep-sample-holidays.ts'
import { openSampleGap } from './sample/open-sample-gap.ts'
import { sampleDocuments } from './sample/sample-documents.ts'
import { writeHistory } from './sample/write-history.ts'

const SAMPLE_SET = 'sample'
const LOADER: Principal = {
  actor: { kind: 'system', id: null, name: 'sample data' },
  userId: null,
  role: 'admin',
  leads: new Set(),
}

export type SampleOptions = {
  readonly webhookUrlOf: (userName: string) => string
  readonly seed: number
}

/** False when somebody is there already: the world is loaded into emptiness only. */
export async function loadSampleWorld(
  context: ServerContext,
  options: SampleOptions,
): Promise<boolean> {
  const { rowCount } = await context.pool.query('select 1 from app_user limit 1')
  if (rowCount !== 0) return false
  const now = context.clock.now()
  const documents = sampleDocuments(now, options).map((document, index) => ({
    file: 'sample world',
    line: index + 1,
    document,
  }))
  const applied = await applyConfiguration(context, LOADER, {
    set: SAMPLE_SET,
    documents,
    prune: false,
    confirmed: true,
  })
  assert(!isRefusal(applied), `the sample world is valid: ${JSON.stringify(applied)}`)
  await detach(context)
  await openSampleGap(context, now)
  await keepSampleHolidays(context, now)
  await addSampleDuties(context, LOADER, now)
  await writeHistory(context, now, options.seed)
  await noteSampleEvents(context)
  return true
}

/** The history was written and not received: its integrations say when their service last spoke. */
async function noteSampleEvents({ pool }: ServerContext): Promise<void> {
  await pool.query(`
    update integration_key k set last_event_at = spoke.at
    from integration i, (
      select service_id, max(last_event_at) as at
      from (
        select service_id, last_event_at from alert_group
        union all select service_id, last_event_at from alert_group_history
      ) as groups
      group by service_id
    ) as spoke
    where i.id = k.integration_id and spoke.service_id = i.service_id`)
}

/** Visitors may change everything on the screens; there are no files that would undo it. */
async function detach(context: ServerContext): Promise<void> {
  for (const table of ['app_user', 'definition']) {
    await context.pool.query(`update ${table} set managed_by = null where managed_by = $1`, [
      SAMPLE_SET,
    ])
  }
}

/** Sample people's webhooks end at this run's catcher, whatever port an earlier run had. */
export async function pointWebhooksAt(
  context: ServerContext,
  webhookUrlOf: (userName: string) => string,
): Promise<void> {
  await changeConfiguration(context, async (client, revision) => {
    const { rows } = await client.query<{ id: string; name: string }>(`
      select m.id, u.name from contact_method m join app_user u on u.id = m.user_id
      where m.channel = 'webhook' and m.address like 'http://127.0.0.1:%' and m.deleted_at is null`)
    const urls = rows.map(({ id, name }) => ({ id, address: webhookUrlOf(name) }))
    await client.query(
      `update contact_method m set address = row.address, revision = $2
       from jsonb_to_recordset($1::jsonb) as row(id uuid, address text) where m.id = row.id`,
      [JSON.stringify(urls), revision],
    )
    await client.query(
      `update app_user set revision = $1, updated_at = $2
       where id in (select user_id from contact_method where revision = $1)`,
      [revision, formatInstant(context.clock.now())],
    )
    return {}
  })
  await context.directory.refresh()
}
