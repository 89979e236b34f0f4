-- Cover requests and swaps. What an acceptance does is an override; here stands only the asking.

create table cover_request (
  id uuid primary key,
  kind text not null check (kind in ('cover', 'swap')),
  -- Follows from the answers; `expired` follows from the clock and is never written.
  state text not null check (state in ('open', 'partly-covered', 'covered', 'declined', 'cancelled')),
  schedule_id uuid not null references definition (id),
  role text not null check (role in ('primary', 'secondary', 'shadow', 'manager')),
  owner_user_id uuid not null references app_user (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  asked_everyone boolean not null,
  asked_user_ids uuid[] not null,
  note text not null default '',
  -- What a swap gives the owner in return; null: a cover request.
  counter_user_id uuid references app_user (id),
  counter_schedule_id uuid references definition (id),
  counter_role text check (counter_role in ('primary', 'secondary', 'shadow', 'manager')),
  counter_starts_at timestamptz,
  counter_ends_at timestamptz check (counter_ends_at > counter_starts_at),
  -- The end of what nobody has accepted; when it has passed, the request has expired.
  open_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  check ((kind = 'swap') = (counter_user_id is not null)),
  check ((counter_user_id is null) = (counter_schedule_id is null)),
  check ((counter_user_id is null) = (counter_role is null)),
  check ((counter_user_id is null) = (counter_starts_at is null)),
  check ((counter_user_id is null) = (counter_ends_at is null))
);
create index cover_request_newest on cover_request (created_at desc, id desc);
create index cover_request_of_owner on cover_request (owner_user_id, created_at desc);
create index cover_request_asked on cover_request using gin (asked_user_ids)
  where state in ('open', 'partly-covered');

create table cover_answer (
  id uuid primary key,
  request_id uuid not null references cover_request (id),
  user_id uuid not null references app_user (id),
  kind text not null check (kind in ('accepted', 'declined')),
  -- The accepted part; null: a no.
  starts_at timestamptz,
  ends_at timestamptz check (ends_at > starts_at),
  reason text not null default '',
  -- The overrides of an acceptance carry it.
  link_id uuid unique,
  answered_at timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  check ((kind = 'accepted') = (starts_at is not null)),
  check ((kind = 'accepted') = (ends_at is not null)),
  check ((kind = 'accepted') = (link_id is not null))
);
create index cover_answer_of_request on cover_answer (request_id, answered_at);
-- The ledger of one person asks for the overrides in which they gave or took.
create index schedule_override_relieved on schedule_override (remove_user_id, ends_at)
  where cause in ('cover', 'swap', 'take-over', 'arranged') and cancelled_at is null;
create index schedule_override_relieving on schedule_override (add_user_id, ends_at)
  where cause in ('cover', 'swap', 'take-over', 'arranged') and cancelled_at is null;
