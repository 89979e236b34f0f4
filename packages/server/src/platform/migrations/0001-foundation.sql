-- The house's tables. Instants are timestamptz and always arrive as parameters: no statement of
-- ours decides anything by the server's now(). Names are COLLATE "C", so that their order is the
-- same on every machine. JSONB holds what others own (labels, details) and whole definitions.

-- One row, raised by every change of configuration. The row's lock makes changes commit in
-- revision order, so "load everything above my revision" never misses one.
create table config_revision (
  one boolean primary key default true check (one),
  revision bigint not null
);
insert into config_revision (revision) values (1);

-- Facts about this installation: identity, check value of the secret key, first start.
create table installation (
  one boolean primary key default true check (one),
  id uuid not null,
  secret_key_check text,
  created_at timestamptz not null
);

------------------------------------------------------------------------------ people

-- Personal data stands in app_user and contact_method only, so that erasing a person keeps the record.
create table app_user (
  id uuid primary key,
  name text collate "C" not null unique,
  display_name text not null,
  email text not null,
  time_zone text not null,
  working_days text[] not null default '{mon,tue,wed,thu,fri}',
  working_from text not null default '09:00',
  working_until text not null default '17:00',
  sleep_from text not null default '22:00',
  sleep_until text not null default '07:00',
  role text not null check (role in ('admin', 'manager', 'responder', 'observer')),
  password_hash text,
  deactivated_at timestamptz,
  managed_by text,
  version bigint not null default 1,
  revision bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index app_user_email on app_user (lower(email)) where deactivated_at is null;
create index app_user_revision on app_user (revision);

create table contact_method (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  name text collate "C" not null,
  channel text not null check (channel in ('email', 'webhook', 'inbox')),
  -- e-mail address or URL; empty for the inbox
  address text not null,
  -- signing secret of a webhook, sealed with the installation's key
  secret text,
  position integer not null,
  verified_at timestamptz,
  verified_by text check (verified_by in ('owner', 'administrator', 'itself')),
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure text,
  deleted_at timestamptz,
  revision bigint not null,
  created_at timestamptz not null
);
create unique index contact_method_name on contact_method (user_id, name) where deleted_at is null;
create index contact_method_revision on contact_method (revision);

create table contact_verification (
  contact_method_id uuid primary key references contact_method (id),
  code_hash text not null,
  attempts integer not null default 0,
  expires_at timestamptz not null
);

create table notification_rule (
  user_id uuid not null references app_user (id),
  urgency text not null check (urgency in ('high', 'low')),
  position integer not null,
  after_ms integer not null check (after_ms >= 0),
  contact_method_id uuid not null references contact_method (id),
  primary key (user_id, urgency, position)
);

create table session (
  id uuid primary key,
  token_hash text not null unique,
  user_id uuid not null references app_user (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text not null default ''
);
create index session_of_user on session (user_id);

create table api_token (
  id uuid primary key,
  name text collate "C" not null,
  token_hash text not null unique,
  -- the first characters, so that people recognise a token in a list
  hint text not null,
  user_id uuid references app_user (id),
  role text not null check (role in ('admin', 'manager', 'responder', 'observer')),
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  revision bigint not null
);

create table setup_link (
  token_hash text primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Failed sign-ins per name and per address, for throttling across nodes.
create table sign_in_failure (
  subject text not null,
  at timestamptz not null
);
create index sign_in_failure_subject on sign_in_failure (subject, at);

------------------------------------------------------------------------------ definitions

-- Teams, schedules, escalation policies and services: whole documents, kept in every version.
-- docs/decisions/0004 says why they are documents and not rows.
create table definition (
  id uuid primary key,
  kind text not null check (kind in ('Team', 'Schedule', 'EscalationPolicy', 'Service')),
  name text collate "C" not null,
  document jsonb not null,
  version bigint not null,
  revision bigint not null,
  managed_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index definition_name on definition (kind, name) where deleted_at is null;
create index definition_revision on definition (revision);

create table definition_version (
  definition_id uuid not null references definition (id),
  version bigint not null,
  document jsonb not null,
  actor text not null,
  created_at timestamptz not null,
  primary key (definition_id, version)
);

-- Former names, so that an old path redirects until the name is used again.
create table former_name (
  kind text not null,
  name text collate "C" not null,
  object_id uuid not null,
  since timestamptz not null,
  primary key (kind, name)
);

create table schedule_override (
  id uuid primary key,
  schedule_id uuid not null references definition (id),
  layer_name text,
  position bigint not null,
  kind text not null check (kind in ('replace', 'add', 'remove', 'set')),
  remove_user_id uuid references app_user (id),
  add_user_id uuid references app_user (id),
  user_ids uuid[] not null default '{}',
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  version bigint not null default 1,
  revision bigint not null,
  unique (schedule_id, position)
);
create index schedule_override_revision on schedule_override (revision);

create table integration (
  id uuid primary key,
  service_id uuid not null references definition (id),
  name text collate "C" not null,
  type text not null,
  -- where its dedup keys are unique: its own id, or one shared by all integrations of a vendor
  scope_id uuid not null,
  revision bigint not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create unique index integration_name on integration (service_id, name) where deleted_at is null;
create index integration_revision on integration (revision);

create table integration_key (
  key_hash text primary key,
  -- the key itself, sealed with the installation's key, for those who may edit
  key_sealed text not null,
  integration_id uuid not null references integration (id),
  created_at timestamptz not null,
  ends_at timestamptz,
  last_event_at timestamptz
);

------------------------------------------------------------------------------ alerts

-- At most one open alert per (scope, key). A slot's row is what concurrent batches queue up on;
-- open_alert_id is a hint that ingest verifies under the group's lock.
create table dedup_slot (
  scope_id uuid not null,
  dedup_key text collate "C" not null,
  open_alert_id uuid,
  open_group_id uuid,
  touched_at timestamptz not null,
  primary key (scope_id, dedup_key)
) with (fillfactor = 70);

create table group_slot (
  service_id uuid not null,
  group_key text collate "C" not null,
  open_group_id uuid,
  last_joined_at timestamptz,
  touched_at timestamptz not null,
  primary key (service_id, group_key)
) with (fillfactor = 70);

create table alert_group (
  id uuid primary key,
  number bigint generated always as identity,
  service_id uuid not null,
  -- the labels that its members share, null when ungrouped
  group_key text collate "C",
  title text not null,
  -- the highest urgency and severity that any member ever had
  urgency text not null check (urgency in ('high', 'low')),
  severity text check (severity in ('critical', 'error', 'warning', 'info')),
  status text not null check (status in ('triggered', 'acknowledged', 'resolved')),
  opened_at timestamptz not null,
  last_event_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  snoozed_until timestamptz,
  -- when the acknowledgement lapses or the snooze ends; the engine then starts a new run
  wake_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  alert_count integer not null,
  triggered_count integer not null,
  open_count integer not null,
  is_test boolean not null default false,
  version bigint not null default 1
) with (fillfactor = 80);
create unique index alert_group_number on alert_group (number);
create index alert_group_open on alert_group (opened_at, id) where status <> 'resolved';
create index alert_group_wake on alert_group (wake_at) where wake_at is not null;
create index alert_group_service on alert_group (service_id, opened_at);
create index alert_group_resolved on alert_group (resolved_at, id) where status = 'resolved';

create table alert (
  id uuid primary key,
  -- no foreign key: alert, group and run are written by one statement, and a check of each row
  -- would be a quarter of its cost
  group_id uuid not null,
  service_id uuid not null,
  integration_id uuid,
  scope_id uuid not null,
  dedup_key text collate "C" not null,
  status text not null check (status in ('triggered', 'acknowledged', 'resolved')),
  summary text not null,
  source text not null,
  severity text check (severity in ('critical', 'error', 'warning', 'info')),
  urgency text not null check (urgency in ('high', 'low')),
  labels jsonb not null,
  details jsonb not null,
  links jsonb not null,
  images jsonb not null,
  runbook_url text,
  -- ingest warnings: what was coerced on the way in
  warnings text[] not null default '{}',
  event_count integer not null,
  opened_at timestamptz not null,
  last_event_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at timestamptz,
  resolved_by text
) with (fillfactor = 80);
create index alert_group_id on alert (group_id);

------------------------------------------------------------------------------ paging

create table escalation_run (
  id uuid primary key,
  group_id uuid not null,
  policy_id uuid not null,
  policy_version bigint not null,
  parent_run_id uuid,
  depth integer not null default 0,
  cause text not null check (cause in ('opened', 'urgency-raised', 'repage', 'lapsed', 'reopened', 'manual', 'nested')),
  urgency text not null check (urgency in ('high', 'low')),
  state text not null check (state in ('active', 'finished')),
  finish_reason text check (finish_reason in ('acknowledged', 'resolved', 'exhausted', 'superseded')),
  acknowledged boolean not null default false,
  round integer not null default 0,
  next_step integer not null default 0,
  started_at timestamptz not null,
  round_started_at timestamptz not null,
  last_step_at timestamptz,
  paged_in_round boolean not null default false,
  held_since timestamptz,
  finished_at timestamptz,
  due_at timestamptz,
  claim_no bigint not null default 0,
  claimed_by uuid,
  lease_until timestamptz
) with (fillfactor = 70);
create index escalation_run_due on escalation_run (due_at) where state = 'active';
create index escalation_run_group on escalation_run (group_id);

-- Whose turn it is at a step of mode roundRobin.
create table round_robin (
  policy_id uuid not null,
  step integer not null,
  taken bigint not null,
  primary key (policy_id, step)
);

create table page (
  id uuid primary key,
  run_id uuid not null references escalation_run (id),
  group_id uuid not null references alert_group (id),
  round integer not null,
  -- index of the step; -1 for the last resort
  step integer not null,
  user_id uuid not null,
  urgency text not null check (urgency in ('high', 'low')),
  state text not null check (state in ('open', 'answered', 'stopped')),
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (run_id, round, step, user_id)
) with (fillfactor = 80);
create index page_group on page (group_id);
create index page_open_user on page (user_id) where state = 'open';

-- What is handed to a channel once. Its id is the id of its first delivery.
create table message (
  id uuid primary key,
  user_id uuid not null,
  contact_method_id uuid not null,
  channel text not null,
  created_at timestamptz not null,
  handed_over_at timestamptz not null,
  finished_at timestamptz,
  outcome text check (outcome in ('sent', 'failed', 'unknown')),
  carrier_ref text,
  error text,
  -- set when its link or reply has acted: each acts once
  answered_at timestamptz
);
create index message_inbox on message (user_id, created_at) where channel = 'inbox';

create table delivery (
  id uuid primary key,
  page_id uuid not null references page (id),
  group_id uuid not null,
  user_id uuid not null,
  contact_method_id uuid not null,
  channel text not null,
  rule_position integer not null,
  attempt integer not null,
  urgency text not null check (urgency in ('high', 'low')),
  state text not null check (state in ('pending', 'handing-over', 'sent', 'failed', 'cancelled')),
  created_at timestamptz not null,
  due_at timestamptz,
  -- from when on it may travel with others to the same contact method; null: always alone
  may_bundle_at timestamptz,
  claim_no bigint not null default 0,
  claimed_by uuid,
  lease_until timestamptz,
  message_id uuid references message (id),
  finished_at timestamptz,
  error text,
  unique (page_id, rule_position, attempt)
) with (fillfactor = 70);
create index delivery_due on delivery (due_at) where state = 'pending';
create index delivery_lease on delivery (lease_until) where state = 'handing-over';
create index delivery_group on delivery (group_id);
create index delivery_message on delivery (message_id) where message_id is not null;
create index delivery_pending_method on delivery (contact_method_id) where state = 'pending';

-- Groups that nobody at all could be paged about: every screen and /readyz say so.
create table dead_letter (
  id uuid primary key,
  group_id uuid not null references alert_group (id),
  run_id uuid not null,
  reason text not null,
  at timestamptz not null,
  cleared_at timestamptz
);
create index dead_letter_open on dead_letter (at) where cleared_at is null;

------------------------------------------------------------------------------ history

-- Groups resolved long ago, with everything about them, by the month in which the group was
-- resolved. No row elsewhere refers to these. A column added to a table above is added at the end
-- of its history, too, in the same migration, and the view is made anew.
create table alert_group_history (
  group_resolved_at timestamptz not null,
  like alert_group including constraints
) partition by range (group_resolved_at);
create table alert_group_history_default partition of alert_group_history default;
create index alert_group_history_id on alert_group_history (id);
create index alert_group_history_number on alert_group_history (number);
create index alert_group_history_service on alert_group_history (service_id, opened_at);

create table alert_history (
  group_resolved_at timestamptz not null,
  like alert including constraints
) partition by range (group_resolved_at);
create table alert_history_default partition of alert_history default;
create index alert_history_id on alert_history (id);
create index alert_history_group on alert_history (group_id);

create table escalation_run_history (
  group_resolved_at timestamptz not null,
  like escalation_run including constraints
) partition by range (group_resolved_at);
create table escalation_run_history_default partition of escalation_run_history default;
create index escalation_run_history_group on escalation_run_history (group_id);

create table page_history (
  group_resolved_at timestamptz not null,
  like page including constraints
) partition by range (group_resolved_at);
create table page_history_default partition of page_history default;
create index page_history_group on page_history (group_id);
create index page_history_user on page_history (user_id, created_at);

create table delivery_history (
  group_resolved_at timestamptz not null,
  like delivery including constraints
) partition by range (group_resolved_at);
create table delivery_history_default partition of delivery_history default;
create index delivery_history_group on delivery_history (group_id);
create index delivery_history_message on delivery_history (message_id);

-- A message may have told of several groups; it follows the last of them.
create table message_history (
  group_resolved_at timestamptz not null,
  like message including constraints
) partition by range (group_resolved_at);
create table message_history_default partition of message_history default;
create index message_history_id on message_history (id);
create index message_history_user on message_history (user_id, created_at);

create table dead_letter_history (
  group_resolved_at timestamptz not null,
  like dead_letter including constraints
) partition by range (group_resolved_at);
create table dead_letter_history_default partition of dead_letter_history default;
create index dead_letter_history_group on dead_letter_history (group_id);

-- Old and new as one, for reading details. A row that has not moved has no group_resolved_at.
create view alert_group_all as
  select null::timestamptz as group_resolved_at, g.* from alert_group g union all select * from alert_group_history;
create view alert_all as
  select null::timestamptz as group_resolved_at, a.* from alert a union all select * from alert_history;
create view escalation_run_all as
  select null::timestamptz as group_resolved_at, r.* from escalation_run r union all select * from escalation_run_history;
create view page_all as
  select null::timestamptz as group_resolved_at, p.* from page p union all select * from page_history;
create view delivery_all as
  select null::timestamptz as group_resolved_at, d.* from delivery d union all select * from delivery_history;
create view message_all as
  select null::timestamptz as group_resolved_at, m.* from message m union all select * from message_history;
create view dead_letter_all as
  select null::timestamptz as group_resolved_at, l.* from dead_letter l union all select * from dead_letter_history;

------------------------------------------------------------------------------ the record

-- Changes of state, by subject, kept as long as the subject. Streams and cursors page by
-- (xid, id) below the oldest running transaction, so a late commit is never skipped.
create table timeline (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  version integer not null default 1,
  actor text not null,
  reason text,
  audience text not null check (audience in ('everyone', 'team', 'incident', 'person', 'sealed')),
  data jsonb not null
);
create index timeline_subject on timeline (subject_kind, subject_id, id);
create index timeline_cursor on timeline (xid, id);
create index timeline_audit on timeline (id) where subject_kind <> 'alert-group';

-- Raw events, repeats and attempts: monthly partitions, 90 days by default.
create table event_log (
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  integration_id uuid,
  alert_id uuid,
  group_id uuid,
  data jsonb not null
) partition by range (at);
create table event_log_default partition of event_log default;
create index event_log_alert on event_log (alert_id, at);

-- Answers to creating calls, so that a repeated call with the same key gets the first answer.
create table idempotency_key (
  principal text not null,
  key text not null,
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null,
  primary key (principal, key)
);

-- Processes that share this database, for doctor and the screens.
create table node (
  id uuid primary key,
  name text not null,
  roles text[] not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  clock_uncertainty_ms integer not null,
  healthy boolean not null
);

-- Which housekeeping job is next when, and which process is at it: one at a time.
create table housekeeping_claim (
  job text primary key,
  next_at timestamptz not null,
  claim_no bigint not null default 0,
  claimed_by uuid,
  lease_until timestamptz
);
