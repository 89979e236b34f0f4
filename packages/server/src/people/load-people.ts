// Everybody as paging needs them, in two queries: people, and their contact methods with the
// rules that use them. Deactivated people are part of it, marked, because plans may name them.

import type {
  ChannelName,
  ContactMethod,
  Instant,
  NotificationRule,
  Person,
  Role,
  Urgency,
} from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'

export type People = {
  /** By id. */
  readonly people: Map<string, Person>
  /** Active ones, in the order of their names. */
  readonly administratorIds: string[]
}

type PersonRow = Omit<Person, 'contactMethods' | 'notificationRules'>

/** One row for each pair of contact method and rule; a method without rules has one row. */
type ReachRow = {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly channel: ChannelName
  readonly address: string
  readonly position: number
  readonly verifiedAt: Instant | null
  readonly urgency: Urgency | null
  readonly rulePosition: number
  readonly afterMs: number
}

const PEOPLE = `
select id, name, display_name as "displayName", time_zone as "timeZone", role,
       deactivated_at is null as "isActive"
from app_user order by name`

const REACH = `
select m.id, m.user_id as "userId", m.name, m.channel, m.address, m.position,
       m.verified_at as "verifiedAt", r.urgency, r.position as "rulePosition",
       r.after_ms as "afterMs"
from contact_method m left join notification_rule r on r.contact_method_id = m.id
where m.deleted_at is null
order by m.user_id, m.position, m.id, r.urgency, r.position`

type Draft = PersonRow & { contactMethods: ContactMethod[]; notificationRules: NotificationRule[] }

export async function loadPeople(db: ClientBase | Pool): Promise<People> {
  const people = await db.query<PersonRow>({ name: 'load-people', text: PEOPLE })
  const reach = await db.query<ReachRow>({ name: 'load-reach', text: REACH })
  const drafts = new Map<string, Draft>()
  for (const row of people.rows) {
    drafts.set(row.id, { ...row, contactMethods: [], notificationRules: [] })
  }
  for (const row of reach.rows) addReach(drafts.get(row.userId), row)
  for (const { notificationRules } of drafts.values()) notificationRules.sort(byUrgencyAndPosition)
  const isAdministrator = (person: { role: Role; isActive: boolean }) =>
    person.role === 'admin' && person.isActive
  return {
    people: drafts,
    administratorIds: people.rows.filter(isAdministrator).map(({ id }) => id),
  }
}

/** Rows of one contact method follow each other. */
function addReach(person: Draft | undefined, row: ReachRow): void {
  if (person === undefined) return
  const { urgency, rulePosition, afterMs, ...method } = row
  if (person.contactMethods.at(-1)?.id !== row.id) person.contactMethods.push(method)
  if (urgency === null) return
  person.notificationRules.push({
    urgency,
    position: rulePosition,
    afterMs,
    contactMethodId: row.id,
  })
}

function byUrgencyAndPosition(a: NotificationRule, b: NotificationRule): number {
  if (a.urgency !== b.urgency) return a.urgency === 'high' ? -1 : 1
  return a.position - b.position
}

export function usersByName(people: ReadonlyMap<string, Person>): Map<string, Person> {
  return new Map([...people.values()].map((person) => [person.name, person]))
}
