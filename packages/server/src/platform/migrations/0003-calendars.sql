-- Calendars: links that other calendar programs subscribe to, and feeds that are read.

create table calendar_link (
  id uuid primary key,
  secret_hash text not null unique,
  -- the first characters, so that people recognise a link in a list
  hint text not null,
  subject_kind text not null check (subject_kind in ('person', 'schedule', 'team')),
  subject_id uuid not null,
  -- null: made by a token of nobody
  user_id uuid references app_user (id),
  created_by text not null,
  created_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  last_fetched_at timestamptz
);
create index calendar_link_owner on calendar_link (user_id, id);

create table calendar_feed (
  id uuid primary key,
  name text collate "C" not null,
  -- the address, sealed: it often holds a secret of the other side
  url_sealed text not null,
  url_hint text not null,
  purpose text not null check (purpose in ('absences', 'schedule')),
  -- for absences: only people of this team; null: everybody
  team_id uuid references definition (id),
  -- for a schedule: whose overrides the feed writes, and for which role
  schedule_id uuid references definition (id),
  role text check (role in ('primary', 'secondary', 'shadow', 'manager')),
  -- a regular expression whose first group is a person's name or address
  matching text,
  -- the zone of times that name none
  time_zone text not null,
  last_fetched_at timestamptz,
  last_success_at timestamptz,
  last_error text,
  etag text,
  -- the last good copy
  body text,
  -- events without a person, as they were at the last reading
  unmatched jsonb not null default '[]',
  event_count integer not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  version bigint not null default 1,
  check ((purpose = 'schedule') = (schedule_id is not null and role is not null))
);
create unique index calendar_feed_name on calendar_feed (name) where deleted_at is null;
-- A role of a schedule follows one feed.
create unique index calendar_feed_schedule on calendar_feed (schedule_id, role)
  where deleted_at is null and schedule_id is not null;
