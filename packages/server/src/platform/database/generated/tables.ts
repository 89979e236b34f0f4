// Generated from the migrated schema by `npm run generate`. Do not edit.

import type { Instant, Json } from '@evenwatch/core'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface AbsenceTable {
  id: string
  user_id: string
  kind: 'vacation' | 'unavailable'
  starts_at: ColumnType<Instant, string, string>
  ends_at: ColumnType<Instant, string, string>
  note: Generated<string>
  feed_id: string | null
  feed_uid: string | null
  source_ref: string | null
  created_by: string
  created_at: ColumnType<Instant, string, string>
  cancelled_at: ColumnType<Instant | null, string | null | undefined, string | null>
  version: Generated<number>
  revision: number
}

export interface AlertTable {
  id: string
  group_id: string
  service_id: string
  integration_id: string | null
  scope_id: string
  dedup_key: string
  status: 'triggered' | 'acknowledged' | 'resolved'
  summary: string
  source: string
  severity: 'critical' | 'error' | 'warning' | 'info' | null
  urgency: 'high' | 'low'
  labels: ColumnType<Json, string, string>
  details: ColumnType<Json, string, string>
  links: ColumnType<Json, string, string>
  images: ColumnType<Json, string, string>
  runbook_url: string | null
  warnings: Generated<string[]>
  event_count: number
  opened_at: ColumnType<Instant, string, string>
  last_event_at: ColumnType<Instant, string, string>
  acknowledged_at: ColumnType<Instant | null, string | null | undefined, string | null>
  acknowledged_by: string | null
  resolved_at: ColumnType<Instant | null, string | null | undefined, string | null>
  resolved_by: string | null
}

export interface AlertGroupTable {
  id: string
  number: GeneratedAlways<number>
  service_id: string
  group_key: string | null
  title: string
  urgency: 'high' | 'low'
  severity: 'critical' | 'error' | 'warning' | 'info' | null
  status: 'triggered' | 'acknowledged' | 'resolved'
  opened_at: ColumnType<Instant, string, string>
  last_event_at: ColumnType<Instant, string, string>
  acknowledged_at: ColumnType<Instant | null, string | null | undefined, string | null>
  acknowledged_by: string | null
  snoozed_until: ColumnType<Instant | null, string | null | undefined, string | null>
  wake_at: ColumnType<Instant | null, string | null | undefined, string | null>
  resolved_at: ColumnType<Instant | null, string | null | undefined, string | null>
  resolved_by: string | null
  alert_count: number
  triggered_count: number
  open_count: number
  is_test: Generated<boolean>
  version: Generated<number>
}

export interface AlertGroupHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  number: number
  service_id: string
  group_key: string | null
  title: string
  urgency: 'high' | 'low'
  severity: 'critical' | 'error' | 'warning' | 'info' | null
  status: 'triggered' | 'acknowledged' | 'resolved'
  opened_at: ColumnType<Instant, string, string>
  last_event_at: ColumnType<Instant, string, string>
  acknowledged_at: ColumnType<Instant | null, string | null | undefined, string | null>
  acknowledged_by: string | null
  snoozed_until: ColumnType<Instant | null, string | null | undefined, string | null>
  wake_at: ColumnType<Instant | null, string | null | undefined, string | null>
  resolved_at: ColumnType<Instant | null, string | null | undefined, string | null>
  resolved_by: string | null
  alert_count: number
  triggered_count: number
  open_count: number
  is_test: boolean
  version: number
}

export interface AlertHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  group_id: string
  service_id: string
  integration_id: string | null
  scope_id: string
  dedup_key: string
  status: 'triggered' | 'acknowledged' | 'resolved'
  summary: string
  source: string
  severity: 'critical' | 'error' | 'warning' | 'info' | null
  urgency: 'high' | 'low'
  labels: ColumnType<Json, string, string>
  details: ColumnType<Json, string, string>
  links: ColumnType<Json, string, string>
  images: ColumnType<Json, string, string>
  runbook_url: string | null
  warnings: string[]
  event_count: number
  opened_at: ColumnType<Instant, string, string>
  last_event_at: ColumnType<Instant, string, string>
  acknowledged_at: ColumnType<Instant | null, string | null | undefined, string | null>
  acknowledged_by: string | null
  resolved_at: ColumnType<Instant | null, string | null | undefined, string | null>
  resolved_by: string | null
}

export interface ApiTokenTable {
  id: string
  name: string
  token_hash: string
  hint: string
  user_id: string | null
  role: 'admin' | 'manager' | 'responder' | 'observer'
  created_by: string
  created_at: ColumnType<Instant, string, string>
  expires_at: ColumnType<Instant | null, string | null | undefined, string | null>
  revoked_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_used_at: ColumnType<Instant | null, string | null | undefined, string | null>
  revision: number
}

export interface AppUserTable {
  id: string
  name: string
  display_name: string
  email: string
  time_zone: string
  working_days: Generated<string[]>
  working_from: Generated<string>
  working_until: Generated<string>
  sleep_from: Generated<string>
  sleep_until: Generated<string>
  role: 'admin' | 'manager' | 'responder' | 'observer'
  password_hash: string | null
  deactivated_at: ColumnType<Instant | null, string | null | undefined, string | null>
  managed_by: string | null
  version: Generated<number>
  revision: number
  created_at: ColumnType<Instant, string, string>
  updated_at: ColumnType<Instant, string, string>
  holiday_country: string | null
  holiday_region: string | null
}

export interface BusinessEventTable {
  id: string
  name: string
  team_id: string | null
  starts_at: ColumnType<Instant, string, string>
  ends_at: ColumnType<Instant, string, string>
  wants_double: boolean
  note: Generated<string>
  created_by: string
  created_at: ColumnType<Instant, string, string>
  cancelled_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface CalendarFeedTable {
  id: string
  name: string
  url_sealed: string
  url_hint: string
  purpose: 'absences' | 'schedule'
  team_id: string | null
  schedule_id: string | null
  role: 'primary' | 'secondary' | 'shadow' | 'manager' | null
  matching: string | null
  time_zone: string
  last_fetched_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_success_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_error: string | null
  etag: string | null
  body: string | null
  unmatched: ColumnType<Json, string | undefined, string>
  event_count: Generated<number>
  created_by: string
  created_at: ColumnType<Instant, string, string>
  deleted_at: ColumnType<Instant | null, string | null | undefined, string | null>
  version: Generated<number>
}

export interface CalendarLinkTable {
  id: string
  secret_hash: string
  hint: string
  subject_kind: 'person' | 'schedule' | 'team'
  subject_id: string
  user_id: string | null
  created_by: string
  created_at: ColumnType<Instant, string, string>
  rotated_at: ColumnType<Instant | null, string | null | undefined, string | null>
  revoked_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_fetched_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface ConcernTable {
  id: string
  schedule_id: string
  author_id: string | null
  concern: string
  owner_id: string
  answer_by: ColumnType<Instant, string, string>
  created_at: ColumnType<Instant, string, string>
  answer: string | null
  answered_by: string | null
  answered_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface ConfigRevisionTable {
  one: Generated<boolean>
  revision: number
}

export interface ContactMethodTable {
  id: string
  user_id: string
  name: string
  channel: 'email' | 'webhook' | 'inbox'
  address: string
  secret: string | null
  position: number
  verified_at: ColumnType<Instant | null, string | null | undefined, string | null>
  verified_by: 'owner' | 'administrator' | 'itself' | null
  last_success_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_failure_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_failure: string | null
  deleted_at: ColumnType<Instant | null, string | null | undefined, string | null>
  revision: number
  created_at: ColumnType<Instant, string, string>
}

export interface ContactVerificationTable {
  contact_method_id: string
  code_hash: string
  attempts: Generated<number>
  expires_at: ColumnType<Instant, string, string>
}

export interface CoverAnswerTable {
  id: string
  request_id: string
  user_id: string
  kind: 'accepted' | 'declined'
  starts_at: ColumnType<Instant | null, string | null | undefined, string | null>
  ends_at: ColumnType<Instant | null, string | null | undefined, string | null>
  reason: Generated<string>
  link_id: string | null
  answered_at: ColumnType<Instant, string, string>
  undone_at: ColumnType<Instant | null, string | null | undefined, string | null>
  undone_by: string | null
}

export interface CoverRequestTable {
  id: string
  kind: 'cover' | 'swap'
  state: 'open' | 'partly-covered' | 'covered' | 'declined' | 'cancelled'
  schedule_id: string
  role: 'primary' | 'secondary' | 'shadow' | 'manager'
  owner_user_id: string
  starts_at: ColumnType<Instant, string, string>
  ends_at: ColumnType<Instant, string, string>
  asked_everyone: boolean
  asked_user_ids: string[]
  note: Generated<string>
  counter_user_id: string | null
  counter_schedule_id: string | null
  counter_role: 'primary' | 'secondary' | 'shadow' | 'manager' | null
  counter_starts_at: ColumnType<Instant | null, string | null | undefined, string | null>
  counter_ends_at: ColumnType<Instant | null, string | null | undefined, string | null>
  open_until: ColumnType<Instant | null, string | null | undefined, string | null>
  created_by: string
  created_at: ColumnType<Instant, string, string>
  cancelled_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface DeadLetterTable {
  id: string
  group_id: string
  run_id: string
  reason: string
  at: ColumnType<Instant, string, string>
  cleared_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface DeadLetterHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  group_id: string
  run_id: string
  reason: string
  at: ColumnType<Instant, string, string>
  cleared_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface DedupSlotTable {
  scope_id: string
  dedup_key: string
  open_alert_id: string | null
  open_group_id: string | null
  touched_at: ColumnType<Instant, string, string>
}

export interface DefinitionTable {
  id: string
  kind: 'Team' | 'Schedule' | 'EscalationPolicy' | 'Service'
  name: string
  document: ColumnType<Json, string, string>
  version: number
  revision: number
  managed_by: string | null
  created_at: ColumnType<Instant, string, string>
  updated_at: ColumnType<Instant, string, string>
  deleted_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface DefinitionVersionTable {
  definition_id: string
  version: number
  document: ColumnType<Json, string, string>
  actor: string
  created_at: ColumnType<Instant, string, string>
}

export interface DeliveryTable {
  id: string
  page_id: string
  group_id: string
  user_id: string
  contact_method_id: string
  channel: string
  rule_position: number
  attempt: number
  urgency: 'high' | 'low'
  state: 'pending' | 'handing-over' | 'sent' | 'failed' | 'cancelled'
  created_at: ColumnType<Instant, string, string>
  due_at: ColumnType<Instant | null, string | null | undefined, string | null>
  may_bundle_at: ColumnType<Instant | null, string | null | undefined, string | null>
  claim_no: Generated<number>
  claimed_by: string | null
  lease_until: ColumnType<Instant | null, string | null | undefined, string | null>
  message_id: string | null
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
  error: string | null
}

export interface DeliveryHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  page_id: string
  group_id: string
  user_id: string
  contact_method_id: string
  channel: string
  rule_position: number
  attempt: number
  urgency: 'high' | 'low'
  state: 'pending' | 'handing-over' | 'sent' | 'failed' | 'cancelled'
  created_at: ColumnType<Instant, string, string>
  due_at: ColumnType<Instant | null, string | null | undefined, string | null>
  may_bundle_at: ColumnType<Instant | null, string | null | undefined, string | null>
  claim_no: number
  claimed_by: string | null
  lease_until: ColumnType<Instant | null, string | null | undefined, string | null>
  message_id: string | null
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
  error: string | null
}

export interface EscalationRunTable {
  id: string
  group_id: string
  policy_id: string
  policy_version: number
  parent_run_id: string | null
  depth: Generated<number>
  cause: 'opened' | 'urgency-raised' | 'repage' | 'lapsed' | 'reopened' | 'manual' | 'nested'
  urgency: 'high' | 'low'
  state: 'active' | 'finished'
  finish_reason: 'acknowledged' | 'resolved' | 'exhausted' | 'superseded' | null
  acknowledged: Generated<boolean>
  round: Generated<number>
  next_step: Generated<number>
  started_at: ColumnType<Instant, string, string>
  round_started_at: ColumnType<Instant, string, string>
  last_step_at: ColumnType<Instant | null, string | null | undefined, string | null>
  paged_in_round: Generated<boolean>
  held_since: ColumnType<Instant | null, string | null | undefined, string | null>
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
  due_at: ColumnType<Instant | null, string | null | undefined, string | null>
  claim_no: Generated<number>
  claimed_by: string | null
  lease_until: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface EscalationRunHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  group_id: string
  policy_id: string
  policy_version: number
  parent_run_id: string | null
  depth: number
  cause: 'opened' | 'urgency-raised' | 'repage' | 'lapsed' | 'reopened' | 'manual' | 'nested'
  urgency: 'high' | 'low'
  state: 'active' | 'finished'
  finish_reason: 'acknowledged' | 'resolved' | 'exhausted' | 'superseded' | null
  acknowledged: boolean
  round: number
  next_step: number
  started_at: ColumnType<Instant, string, string>
  round_started_at: ColumnType<Instant, string, string>
  last_step_at: ColumnType<Instant | null, string | null | undefined, string | null>
  paged_in_round: boolean
  held_since: ColumnType<Instant | null, string | null | undefined, string | null>
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
  due_at: ColumnType<Instant | null, string | null | undefined, string | null>
  claim_no: number
  claimed_by: string | null
  lease_until: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface EventLogTable {
  id: string
  at: ColumnType<Instant, string, string>
  kind: string
  integration_id: string | null
  alert_id: string | null
  group_id: string | null
  data: ColumnType<Json, string, string>
}

export interface FormerNameTable {
  kind: string
  name: string
  object_id: string
  since: ColumnType<Instant, string, string>
}

export interface GroupSlotTable {
  service_id: string
  group_key: string
  open_group_id: string | null
  last_joined_at: ColumnType<Instant | null, string | null | undefined, string | null>
  touched_at: ColumnType<Instant, string, string>
}

export interface HandoffNoteTable {
  id: string
  schedule_id: string
  role: 'primary' | 'secondary' | 'shadow' | 'manager'
  author_id: string
  text: string
  shift_ends_at: ColumnType<Instant | null, string | null | undefined, string | null>
  created_at: ColumnType<Instant, string, string>
}

export interface HandoffNoteReaderTable {
  note_id: string
  user_id: string
  acknowledged_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface HousekeepingClaimTable {
  job: string
  next_at: ColumnType<Instant, string, string>
  claim_no: Generated<number>
  claimed_by: string | null
  lease_until: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface IdempotencyKeyTable {
  principal: string
  key: string
  request_hash: string
  status: number | null
  response: ColumnType<Json | null, string | null | undefined, string | null>
  created_at: ColumnType<Instant, string, string>
}

export interface InstallationTable {
  one: Generated<boolean>
  id: string
  secret_key_check: string | null
  created_at: ColumnType<Instant, string, string>
}

export interface IntegrationTable {
  id: string
  service_id: string
  name: string
  type: string
  scope_id: string
  revision: number
  created_at: ColumnType<Instant, string, string>
  deleted_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface IntegrationKeyTable {
  key_hash: string
  key_sealed: string
  integration_id: string
  created_at: ColumnType<Instant, string, string>
  ends_at: ColumnType<Instant | null, string | null | undefined, string | null>
  last_event_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface MessageTable {
  id: string
  user_id: string
  contact_method_id: string
  channel: string
  created_at: ColumnType<Instant, string, string>
  handed_over_at: ColumnType<Instant, string, string>
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
  outcome: 'sent' | 'failed' | 'unknown' | null
  carrier_ref: string | null
  error: string | null
  answered_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface MessageHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  user_id: string
  contact_method_id: string
  channel: string
  created_at: ColumnType<Instant, string, string>
  handed_over_at: ColumnType<Instant, string, string>
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
  outcome: 'sent' | 'failed' | 'unknown' | null
  carrier_ref: string | null
  error: string | null
  answered_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface NodeTable {
  id: string
  name: string
  roles: string[]
  started_at: ColumnType<Instant, string, string>
  seen_at: ColumnType<Instant, string, string>
  clock_uncertainty_ms: number
  healthy: boolean
}

export interface NoticeTable {
  id: string
  user_id: string
  kind: 'shift-reminder' | 'schedule-changed' | 'gap-opened' | 'cover-asked' | 'cover-answered' | 'shift-changed' | 'handoff-note' | 'override-without-effect'
  key: string
  subject: string
  text: string
  path: string
  created_at: ColumnType<Instant, string, string>
  read_at: ColumnType<Instant | null, string | null | undefined, string | null>
  state: Generated<'waiting' | 'sent' | 'kept' | 'failed'>
  due_at: ColumnType<Instant, string, string>
  claim_no: Generated<number>
  attempts: Generated<number>
  sent_at: ColumnType<Instant | null, string | null | undefined, string | null>
  error: string | null
}

export interface NoticeSettingTable {
  user_id: string
  reminders_ms: number[]
  by_mail: boolean
}

export interface NotificationRuleTable {
  user_id: string
  urgency: 'high' | 'low'
  position: number
  after_ms: number
  contact_method_id: string
}

export interface PageTable {
  id: string
  run_id: string
  group_id: string
  round: number
  step: number
  user_id: string
  urgency: 'high' | 'low'
  state: 'open' | 'answered' | 'stopped'
  created_at: ColumnType<Instant, string, string>
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface PageHistoryTable {
  group_resolved_at: ColumnType<Instant, string, string>
  id: string
  run_id: string
  group_id: string
  round: number
  step: number
  user_id: string
  urgency: 'high' | 'low'
  state: 'open' | 'answered' | 'stopped'
  created_at: ColumnType<Instant, string, string>
  finished_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface RoundRobinTable {
  policy_id: string
  step: number
  taken: number
}

export interface ScheduleOverrideTable {
  id: string
  schedule_id: string
  layer_name: string | null
  position: number
  kind: 'replace' | 'add' | 'remove' | 'set'
  remove_user_id: string | null
  add_user_id: string | null
  user_ids: Generated<string[]>
  starts_at: ColumnType<Instant, string, string>
  ends_at: ColumnType<Instant, string, string>
  reason: Generated<string>
  created_by: string
  created_at: ColumnType<Instant, string, string>
  cancelled_at: ColumnType<Instant | null, string | null | undefined, string | null>
  version: Generated<number>
  revision: number
  role: Generated<'primary' | 'secondary' | 'shadow' | 'manager'>
  cause: Generated<'override' | 'cover' | 'swap' | 'take-over' | 'arranged' | 'temporary' | 'import'>
  link_id: string | null
  source_ref: string | null
}

export interface ScheduleReviewTable {
  schedule_id: string
  reviewed_by: string
  reviewed_at: ColumnType<Instant, string, string>
}

export interface ScheduleToldTable {
  schedule_id: string
  role: string
  told_at: ColumnType<Instant, string, string>
  until: ColumnType<Instant, string, string>
  shifts: ColumnType<Json, string, string>
}

export interface SchemaMigrationTable {
  number: number
  title: string
  checksum: string
  applied_at: ColumnType<Instant, string | undefined, string>
}

export interface SessionTable {
  id: string
  token_hash: string
  user_id: string
  created_at: ColumnType<Instant, string, string>
  last_seen_at: ColumnType<Instant, string, string>
  expires_at: ColumnType<Instant, string, string>
  user_agent: Generated<string>
}

export interface SetupLinkTable {
  token_hash: string
  created_at: ColumnType<Instant, string, string>
  expires_at: ColumnType<Instant, string, string>
  used_at: ColumnType<Instant | null, string | null | undefined, string | null>
}

export interface SignInFailureTable {
  subject: string
  at: ColumnType<Instant, string, string>
}

export interface TimelineTable {
  id: GeneratedAlways<number>
  xid: Generated<string>
  at: ColumnType<Instant, string, string>
  subject_kind: string
  subject_id: string
  kind: string
  version: Generated<number>
  actor: string
  reason: string | null
  audience: 'everyone' | 'team' | 'incident' | 'person' | 'sealed'
  data: ColumnType<Json, string, string>
}

export interface UserAreaTable {
  user_id: string
  area: string
  depth: 'owner' | 'alone' | 'learning'
  source: 'stated'
  note: Generated<string>
  updated_by: string
  updated_at: ColumnType<Instant, string, string>
}

export interface Tables {
  absence: AbsenceTable
  alert: AlertTable
  alert_group: AlertGroupTable
  alert_group_history: AlertGroupHistoryTable
  alert_history: AlertHistoryTable
  api_token: ApiTokenTable
  app_user: AppUserTable
  business_event: BusinessEventTable
  calendar_feed: CalendarFeedTable
  calendar_link: CalendarLinkTable
  concern: ConcernTable
  config_revision: ConfigRevisionTable
  contact_method: ContactMethodTable
  contact_verification: ContactVerificationTable
  cover_answer: CoverAnswerTable
  cover_request: CoverRequestTable
  dead_letter: DeadLetterTable
  dead_letter_history: DeadLetterHistoryTable
  dedup_slot: DedupSlotTable
  definition: DefinitionTable
  definition_version: DefinitionVersionTable
  delivery: DeliveryTable
  delivery_history: DeliveryHistoryTable
  escalation_run: EscalationRunTable
  escalation_run_history: EscalationRunHistoryTable
  event_log: EventLogTable
  former_name: FormerNameTable
  group_slot: GroupSlotTable
  handoff_note: HandoffNoteTable
  handoff_note_reader: HandoffNoteReaderTable
  housekeeping_claim: HousekeepingClaimTable
  idempotency_key: IdempotencyKeyTable
  installation: InstallationTable
  integration: IntegrationTable
  integration_key: IntegrationKeyTable
  message: MessageTable
  message_history: MessageHistoryTable
  node: NodeTable
  notice: NoticeTable
  notice_setting: NoticeSettingTable
  notification_rule: NotificationRuleTable
  page: PageTable
  page_history: PageHistoryTable
  round_robin: RoundRobinTable
  schedule_override: ScheduleOverrideTable
  schedule_review: ScheduleReviewTable
  schedule_told: ScheduleToldTable
  schema_migration: SchemaMigrationTable
  session: SessionTable
  setup_link: SetupLinkTable
  sign_in_failure: SignInFailureTable
  timeline: TimelineTable
  user_area: UserAreaTable
}
