-- Notices: what a person should know and need not be woken for. Handoff notes are read by whoever
-- comes next.

create table notice (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  kind text not null check (kind in ('shift-reminder', 'schedule-changed', 'gap-opened',
    'cover-asked', 'cover-answered', 'shift-changed', 'handoff-note', 'override-without-effect')),
  -- One notice of a person and key, however often its reason is found again.
  key text collate "C" not null,
  subject text not null,
  text text not null,
  -- Where in the product it leads: a path of the web client.
  path text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  -- kept: the person has no address for notices, so it stands in the product alone.
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'kept', 'failed')),
  due_at timestamptz not null,
  claim_no bigint not null default 0,
  attempts integer not null default 0,
  sent_at timestamptz,
  error text,
  unique (user_id, key)
);
create index notice_due on notice (due_at) where state = 'waiting';
create index notice_newest on notice (user_id, created_at desc, id desc);

-- What a person wants to be reminded of; no row: the defaults of core.
create table notice_setting (
  user_id uuid primary key references app_user (id),
  reminders_ms bigint[] not null,
  by_mail boolean not null
);

-- The shifts of each schedule that people were last told about, over the weeks ahead.
create table schedule_told (
  schedule_id uuid not null,
  role text not null,
  told_at timestamptz not null,
  until timestamptz not null,
  -- [{ startsAt, endsAt, userIds }], epoch milliseconds
  shifts jsonb not null,
  primary key (schedule_id, role)
);

create table handoff_note (
  id uuid primary key,
  schedule_id uuid not null references definition (id),
  role text not null check (role in ('primary', 'secondary', 'shadow', 'manager')),
  author_id uuid not null references app_user (id),
  text text not null,
  -- The shift that ends with this note, or during which it was written.
  shift_ends_at timestamptz,
  created_at timestamptz not null
);
create index handoff_note_newest on handoff_note (schedule_id, created_at desc);

create table handoff_note_reader (
  note_id uuid not null references handoff_note (id),
  user_id uuid not null references app_user (id),
  acknowledged_at timestamptz,
  primary key (note_id, user_id)
);
create index handoff_note_unread on handoff_note_reader (user_id) where acknowledged_at is null;
