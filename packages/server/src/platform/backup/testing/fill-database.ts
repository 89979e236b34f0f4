// Rows for backups to carry: many, of every kind of value, with references between tables.

import type { Pool } from 'pg'

/** Everything that a text column may hold and that a careless format trips over. */
export const ODD_TEXTS = [
  'plain',
  '',
  '\\.',
  '\\N',
  'NULL',
  'two\nlines and\r\na third',
  'tab\there, "quotes", \'quotes\', back\\slash, \\n, {braces}',
  '\u0001\u0002\b\f\v\u007f',
  'Ünïcödé 日本語 🚨 \u{1F469}\u200D\u{1F692} \uFEFF',
  '\\.\n\\.\n',
]

/** Days long gone, in three months, so that partitions differ. */
const DAYS = ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00Z', '2026-03-02T09:00:00Z']

export async function fillDatabase(pool: Pool, groups: number): Promise<void> {
  await pool.query(
    `insert into installation (id, secret_key_check, created_at)
     values ('00000000-0000-7000-8000-00000000aaaa', 'check-value', 'epoch') on conflict do nothing`,
  )
  await pool.query(
    `insert into app_user (id, name, display_name, email, time_zone, working_days, role, deactivated_at, revision, created_at, updated_at)
     select gen_random_uuid(), 'user-' || n, t, n || '@example.org', 'UTC', array[t, null, 'mon'], 'responder',
       case n % 3 when 0 then 'infinity'::timestamptz when 1 then '-infinity' end, n, 'epoch', '2026-01-01T00:00:00.123456Z'
     from unnest($1::text[]) with ordinality as row(t, n)`,
    [ODD_TEXTS],
  )
  await pool.query(
    `insert into alert_group (id, service_id, group_key, title, urgency, status, opened_at, last_event_at, resolved_at,
       alert_count, triggered_count, open_count)
     select gen_random_uuid(), gen_random_uuid(), t, n || t, 'high', 'resolved', 'epoch', 'epoch', 'epoch', 2, 0, 0
     from generate_series(1, $1::int) as n, lateral (select ($2::text[])[1 + n % cardinality($2::text[])] as t) as odd`,
    [groups, ODD_TEXTS],
  )
  await pool.query(
    `insert into alert (id, group_id, service_id, scope_id, dedup_key, status, summary, source, urgency, labels, details,
       links, images, warnings, event_count, opened_at, last_event_at)
     select gen_random_uuid(), g.id, g.service_id, gen_random_uuid(), g.title, 'resolved', g.title, '', 'high',
       jsonb_build_object(g.title, g.title, 'n', 1.50, 'nothing', null, 'list', jsonb_build_array(1, g.title, true)),
       '{"a": {"b": [1e400, -0.0, 12345678901234567890]}}', '[]', 'null', array[g.title, '', null], 1, g.opened_at, 'infinity'
     from alert_group g, generate_series(1, 2)`,
  )
  await pool.query(
    `insert into event_log (id, at, kind, data)
     select gen_random_uuid(), (($1::text[])[1 + n % 3])::timestamptz, 'opened', to_jsonb(t)
     from generate_series(1, 300) as n, unnest($2::text[]) as t`,
    [DAYS, ODD_TEXTS],
  )
  await pool.query(
    `insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
     select opened_at, 'alert-group', id, 'note', 'system', 'team', jsonb_build_object('text', title) from alert_group`,
  )
}
