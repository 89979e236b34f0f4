// The configuration of a simulated world: what was given, as the snapshot that the engine reads and
// as the few rows that its SQL joins. Every change raises the revision, as in production.

import { createHash } from 'node:crypto'
import {
  assert,
  type ContactMethod,
  compileSchedule,
  DEFAULT_TEAM_LIMITS,
  type Directory,
  type EscalationPolicy,
  type EscalationStep,
  type Instant,
  type IntegrationView,
  type KeyView,
  type Layer,
  type Member,
  type NotificationRule,
  type Override,
  type Person,
  parseDuration,
  type Schedule,
  type ScheduleEntry,
  type Service,
  type Target,
  type Team,
  type Urgency,
} from '@evenwatch/core'
import type {
  Given,
  GivenLayer,
  GivenOverride,
  GivenPerson,
  GivenPolicy,
  GivenStep,
} from './given.ts'
import type { Pool } from './pool.ts'

const FIRST_HANDOFF = '2026-01-05T09:00'
const ALWAYS_VERIFIED: Instant = 0

export class Configuration {
  given: Given
  revision = 1
  #directory: Directory | null = null
  /** By policy name: the version and the text it stands for. */
  readonly #versions = new Map<string, { version: number; text: string }>()
  readonly #names = new Map<string, string>()

  constructor(given: Given) {
    this.given = given
  }

  /** The same id for the same words, in every world. */
  id(kind: string, name: string): string {
    const hash = createHash('sha256').update(`${kind}/${name}`).digest('hex')
    const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
    this.#names.set(id, name)
    return id
  }

  /** What an id was made from; the id itself when it was not made here. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id
  }

  methodId(person: string, method: string): string {
    return this.id('method', `${person}/${method}`)
  }

  change(given: Given): void {
    this.given = given
    this.revision += 1
    this.#directory = null
  }

  directory(): Directory {
    this.#directory ??= this.#build()
    return this.#directory
  }

  integration(service: string, name = 'default'): IntegrationView {
    const scope = this.given.services[service]?.integrations?.[name]?.scope
    const id = this.id('integration', `${service}/${name}`)
    return {
      id,
      serviceId: this.id('service', service),
      name,
      type: 'generic',
      scopeId: scope === undefined ? id : this.id('scope', scope),
    }
  }

  #build(): Directory {
    const { people, teams = {}, schedules = {}, policies, services } = this.given
    const teamViews = Object.entries(teams).map(([name, team]): Team => {
      return {
        id: this.id('team', name),
        name,
        displayName: name,
        leadIds: (team.leads ?? []).map((lead) => this.id('person', lead)),
        memberIds: (team.members ?? []).map((member) => this.id('person', member)),
        limits: DEFAULT_TEAM_LIMITS,
      }
    })
    const teamMembers = new Map(
      teamViews.map((team) => [team.id, [...team.leadIds, ...team.memberIds]]),
    )
    const persons = Object.entries(people).map(([name, person]) => this.#person(name, person))
    return {
      revision: this.revision,
      people: byId(persons),
      teams: byId(teamViews),
      schedules: new Map(
        Object.keys(schedules).map((name): [string, ScheduleEntry] => {
          const schedule = this.#schedule(name)
          const plan = compileSchedule(schedule, teamMembers)
          return [schedule.id, { schedule, displayName: name, plan }]
        }),
      ),
      policies: byId(Object.entries(policies).map(([name, policy]) => this.#policy(name, policy))),
      services: byId(Object.keys(services).map((name) => this.#service(name))),
      keys: new Map<string, KeyView>(),
      administratorIds: persons
        .filter((person) => person.role === 'admin' && person.isActive)
        .map((person) => person.id),
    }
  }

  #person(name: string, given: GivenPerson): Person {
    const id = this.id('person', name)
    const methods = Object.entries(given.methods ?? {}).map(([method, channel], position) => {
      return {
        id: this.methodId(name, method),
        userId: id,
        name: method,
        channel,
        address: channel === 'inbox' ? '' : `${name}@${method}.example.org`,
        position,
        verifiedAt: ALWAYS_VERIFIED,
      } satisfies ContactMethod
    })
    const rules = (urgency: Urgency, texts: readonly string[]) =>
      texts.map((text, position): NotificationRule => {
        const [after = '', method = ''] = text.split(' ')
        return {
          urgency,
          position,
          afterMs: durationMs(after),
          contactMethodId: this.methodId(name, method),
        }
      })
    return {
      id,
      name,
      displayName: name,
      timeZone: given.timeZone ?? 'UTC',
      role: given.role ?? 'responder',
      isActive: given.isActive ?? true,
      contactMethods: methods,
      notificationRules: [...rules('high', given.high ?? []), ...rules('low', given.low ?? [])],
    }
  }

  #schedule(name: string): Schedule {
    const given = this.given.schedules?.[name]
    assert(given, `the schedule ${name} was given`)
    return {
      id: this.id('schedule', name),
      name,
      teamId: given.team === undefined ? null : this.id('team', given.team),
      timeZone: given.timeZone ?? 'UTC',
      stages: [],
      layers: Object.entries(given.layers).map(([layer, text]) => this.#layer(layer, text)),
      overrides: (given.overrides ?? []).map((override, position) =>
        this.#override(name, override, position),
      ),
    }
  }

  #layer(name: string, given: GivenLayer): Layer {
    const { length, unit, count } = given.turn ?? { length: 1, unit: 'week' }
    return {
      name,
      role: 'primary',
      stages: null,
      priority: given.priority ?? 1,
      timeZone: given.timeZone ?? null,
      versions: [
        {
          effectiveFrom: null,
          startsWith: 0,
          firstHandoff: given.firstHandoff ?? FIRST_HANDOFF,
          until: given.until ?? null,
          turn: { kind: 'every', length, unit, count: count ?? 'elapsed', shiftsPerMember: 1 },
          members: given.members.map((member) => this.#member(member)),
          hours: given.hours ?? null,
        },
      ],
    }
  }

  #member(given: string | readonly string[] | null): Member {
    if (given === null) return null
    if (typeof given !== 'string') return { userIds: given.map((name) => this.id('person', name)) }
    const [kind, name] = given.split(':')
    if (kind === 'team' && name) return { teamId: this.id('team', name) }
    if (kind === 'policy' && name) return { policyId: this.id('policy', name) }
    return { userIds: [this.id('person', given)] }
  }

  #override(schedule: string, given: GivenOverride, position: number): Override {
    const { remove, add, set } = given
    const kind = set ? 'set' : remove && add ? 'replace' : remove ? 'remove' : 'add'
    return {
      id: this.id('override', `${schedule}/${position}`),
      position,
      role: 'primary',
      layerName: null,
      startsAt: given.from,
      endsAt: given.until,
      kind,
      ...(remove && { removeUserId: this.id('person', remove) }),
      ...(add && { addUserId: this.id('person', add) }),
      ...(set && { userIds: set.map((name) => this.id('person', name)) }),
    }
  }

  #policy(name: string, given: GivenPolicy): EscalationPolicy {
    const text = JSON.stringify(given)
    const known = this.#versions.get(name)
    const version =
      known === undefined ? 1 : known.text === text ? known.version : known.version + 1
    this.#versions.set(name, { version, text })
    return {
      id: this.id('policy', name),
      name,
      version,
      teamId: given.team === undefined ? null : this.id('team', given.team),
      delaysFrom: given.delaysFrom ?? 'previousStep',
      repeat: {
        times: given.repeat?.times ?? 0,
        afterMs: durationMs(given.repeat?.after ?? '0m'),
      },
      whenNobody: given.whenNobody ?? 'lastResort',
      steps: given.steps.map((step) =>
        this.#step(typeof step === 'string' ? shortStep(step) : step),
      ),
    }
  }

  #step(given: GivenStep): EscalationStep {
    return {
      afterMs: durationMs(given.after),
      notify: given.notify.map((target) => this.#target(target)),
      mode: given.mode ?? 'everyone',
      when: given.when ?? 'unacknowledged',
      condition: given.if ?? null,
    }
  }

  #target(text: string): Target {
    const [kind, name] = text.split(':')
    if (name === undefined) return { kind: 'user', id: this.id('person', text) }
    assert(kind === 'team' || kind === 'schedule' || kind === 'policy', `${text} is a target`)
    return { kind, id: this.id(kind, name) }
  }

  #service(name: string): Service {
    const given = this.given.services[name]
    assert(given, `the service ${name} was given`)
    const routes = given.policies ?? [{ policy: given.policy ?? 'main' }]
    return {
      id: this.id('service', name),
      name,
      displayName: name,
      teamId: this.id('team', given.team ?? 'none'),
      labels: {},
      policyRoutes: routes.map((route) => ({
        condition: route.if ?? null,
        policyId: this.id('policy', route.policy),
      })),
      dependsOn: [],
      runbook: null,
      grouping: given.grouping
        ? { by: given.grouping.by, windowMs: durationMs(given.grouping.window) }
        : null,
      urgency: given.urgency ?? {},
      acknowledgementLapsesMs: given.lapses === undefined ? null : durationMs(given.lapses),
      repage: given.repage ?? 'whenMoreUrgent',
      autoResolveMs: null,
    }
  }

  /** Writes what the engine's SQL joins: the revision, versions of policies, names, addresses. */
  async save(pool: Pool, now: Instant): Promise<void> {
    const { people, policies, services } = this.directory()
    const definitions = [
      ...[...policies.values()].map(({ id, name, version, ...document }) => {
        return { id, kind: 'EscalationPolicy', name, version, document }
      }),
      ...[...services.values()].map(({ id, name }) => {
        return { id, kind: 'Service', name, version: 1, document: {} }
      }),
    ]
    const persons = [...people.values()]
    await pool.query({
      name: 'sim-save-configuration',
      text: SAVE,
      values: [
        new Date(now),
        this.revision,
        JSON.stringify(definitions),
        JSON.stringify(persons.map(personRow)),
        JSON.stringify(persons.flatMap((person) => person.contactMethods.map(methodRow))),
      ],
    })
  }
}

const SAVE = `
with revised as (update config_revision set revision = $2),
defined as (
  insert into definition (id, kind, name, document, version, revision, created_at, updated_at)
  select id, kind, name, document, version, $2, $1, $1
  from jsonb_to_recordset($3::jsonb) as row(id uuid, kind text, name text, document jsonb, version bigint)
  on conflict (id) do update set document = excluded.document, version = excluded.version
  returning id, version, document
), versioned as (
  insert into definition_version (definition_id, version, document, actor, created_at)
  select id, version, document, 'system', $1 from defined on conflict do nothing
), person as (
  insert into app_user (id, name, display_name, email, time_zone, role, revision, created_at, updated_at)
  select id, name, name, name || '@example.org', time_zone, role, $2, $1, $1
  from jsonb_to_recordset($4::jsonb) as row(id uuid, name text, time_zone text, role text)
  on conflict (id) do nothing returning id
)
insert into contact_method (id, user_id, name, channel, address, position, verified_at, revision, created_at)
select id, user_id, name, channel, address, position, $1, $2, $1
from jsonb_to_recordset($5::jsonb) as row(id uuid, user_id uuid, name text, channel text, address text, position int)
on conflict (id) do nothing`

function personRow(person: Person) {
  return { id: person.id, name: person.name, time_zone: person.timeZone, role: person.role }
}

function methodRow(method: ContactMethod) {
  const { id, userId, name, channel, address, position } = method
  return { id, user_id: userId, name, channel, address, position }
}

function shortStep(text: string): GivenStep {
  const [after = '', ...rest] = text.split(' ')
  return {
    after,
    notify: rest
      .join(' ')
      .split(',')
      .map((target) => target.trim()),
  }
}

export function durationMs(text: string): number {
  const ms = parseDuration(text)
  assert(ms !== null, `${text} is a duration such as 5m or 1h30m`)
  return ms
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]))
}
