-- Schedules people trust: roles and links of overrides, absences, public holidays of a person.

alter table schedule_override
  add column role text not null default 'primary'
    check (role in ('primary', 'secondary', 'shadow', 'manager')),
  add column cause text not null default 'override'
    check (cause in ('override', 'cover', 'swap', 'take-over', 'arranged', 'temporary', 'import')),
  -- Overrides that belong together, such as both halves of a swap.
  add column link_id uuid,
  -- Where an imported one came from; importing again finds it.
  add column source_ref text collate "C";
create unique index schedule_override_source on schedule_override (schedule_id, source_ref)
  where source_ref is not null;
create index schedule_override_link on schedule_override (link_id) where link_id is not null;

-- ISO 3166 country and the subdivision as date-holidays names it; null: no public holidays.
alter table app_user
  add column holiday_country text,
  add column holiday_region text;

-- When a person is away. It never changes who is on call by itself.
create table absence (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  kind text not null check (kind in ('vacation', 'unavailable')),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  note text not null default '',
  -- The calendar feed it was read from, and that feed's name for it; null: entered by hand.
  feed_id uuid,
  feed_uid text,
  -- Where an imported one came from; importing again finds it.
  source_ref text collate "C",
  created_by text not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  version bigint not null default 1,
  revision bigint not null
);
create index absence_of_user on absence (user_id, ends_at) where cancelled_at is null;
create unique index absence_of_feed on absence (feed_id, feed_uid) where feed_id is not null;
create unique index absence_source on absence (user_id, source_ref) where source_ref is not null;
