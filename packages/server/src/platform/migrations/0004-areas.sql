-- Who knows which area how well, when schedules were reviewed, business events and concerns.

-- What a person says, or somebody says of them. What they own and what they answered is not kept
-- here: it is read from teams, services and alerts when it is asked for.
create table user_area (
  user_id uuid not null references app_user (id),
  area text collate "C" not null,
  depth text not null check (depth in ('owner', 'alone', 'learning')),
  source text not null check (source in ('stated')),
  note text not null default '',
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (user_id, area)
);
create index user_area_area on user_area (area);

-- The latest look at a schedule that found nothing to change.
create table schedule_review (
  schedule_id uuid primary key references definition (id),
  reviewed_by text not null,
  reviewed_at timestamptz not null
);

-- A launch, a sale, a peak: what lies outside of the schedule and changes what it must bear.
create table business_event (
  id uuid primary key,
  name text not null,
  -- null: it concerns every team
  team_id uuid references definition (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  wants_double boolean not null,
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  cancelled_at timestamptz
);
create index business_event_ends on business_event (ends_at) where cancelled_at is null;

-- A worry about a schedule. Of an anonymous one the author is stored nowhere.
create table concern (
  id uuid primary key,
  schedule_id uuid not null references definition (id),
  author_id uuid references app_user (id),
  concern text not null,
  owner_id uuid not null references app_user (id),
  answer_by timestamptz not null,
  created_at timestamptz not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index concern_of_schedule on concern (schedule_id, created_at);
