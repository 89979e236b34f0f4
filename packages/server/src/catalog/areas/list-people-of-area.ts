// Who can handle an area, and how that is known: what was stated, what their teams own, and which
// alerts they answered. Evidence is shown beside the statement, never in place of it.

import type { AreaPersonView, CallOutput, listPeopleOfArea as route } from '@evenwatch/api'
import {
  AREA_DEPTHS,
  type AreaDepth,
  DAY_MS,
  type Directory,
  formatInstant,
  type Service,
} from '@evenwatch/core'
import { countResponses, type Responses } from '../../alert/count-responses.ts'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { describeActor } from '../../platform/timeline/describe-actor.ts'
import { readUserAreas, type UserAreaRow } from './read-user-areas.ts'
import { servicesOfArea } from './services-of-areas.ts'

/** Who answered longer ago may have forgotten; as the API says. */
export const RESPONSES_MS = 180 * DAY_MS

export async function listPeopleOfArea(
  context: ServerContext,
  area: string,
  depth: AreaDepth | undefined,
): Promise<CallOutput<typeof route> | Refusal> {
  const { pool } = context
  const directory = context.directory.current()
  const services = servicesOfArea(directory, area)
  const rows = await readUserAreas(pool, [area])
  const stated = new Map(rows.map((row) => [row.userId, row]))
  if (services.length === 0 && rows.length === 0 && !(await isAsked(context, area))) {
    return refuse('not-found', { detail: `Nothing names the area ${area}.` })
  }
  const since = context.clock.now() - RESPONSES_MS
  const serviceIds = services.map(({ id }) => id)
  const responses = await countResponses(pool, serviceIds, since)
  const owned = ownedBy(directory, services)
  const people = [...new Set([...stated.keys(), ...owned.keys(), ...responses.keys()])]
    .filter((userId) => directory.people.get(userId)?.isActive)
    .flatMap((userId) =>
      personView(directory, userId, {
        stated: stated.get(userId) ?? null,
        owns: owned.get(userId) ?? [],
        responses: responses.get(userId) ?? null,
      }),
    )
    .filter((person) => depth === undefined || isAtLeast(person.depth, depth))
  return { area, people: people.sort(byDepthThenResponses) }
}

type Evidence = {
  readonly stated: UserAreaRow | null
  readonly owns: AreaPersonView['owns']
  readonly responses: Responses | null
}

function personView(
  directory: Directory,
  userId: string,
  { stated, owns, responses }: Evidence,
): AreaPersonView[] {
  return personRefs(directory, [userId]).map((user) => ({
    user,
    depth: stated?.depth ?? null,
    stated: stated && {
      depth: stated.depth,
      note: stated.note,
      by: describeActor(stated.updatedBy, directory),
      at: formatInstant(stated.updatedAt),
    },
    owns,
    responses: {
      count: responses?.count ?? 0,
      lastAt: responses && formatInstant(responses.lastAt),
    },
  }))
}

/** A schedule may ask for an area that nobody has yet said anything about. */
async function isAsked({ pool }: ServerContext, area: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from definition where kind = 'Schedule' and deleted_at is null
       and document -> 'areas' ? $1 limit 1`,
    [area],
  )
  return rowCount !== null && rowCount > 0
}

/** The teams of each person that own services of the area. */
function ownedBy(
  directory: Directory,
  services: readonly Service[],
): ReadonlyMap<string, AreaPersonView['owns']> {
  const owned = new Map<string, AreaPersonView['owns']>()
  for (const teamId of new Set(services.map((service) => service.teamId))) {
    const team = directory.teams.get(teamId)
    if (!team) continue
    const names = services.filter((one) => one.teamId === teamId).map(({ name }) => name)
    for (const userId of new Set([...team.leadIds, ...team.memberIds])) {
      const isLead = team.leadIds.includes(userId)
      const entry = { team: team.name, isLead, services: names }
      owned.set(userId, [...(owned.get(userId) ?? []), entry])
    }
  }
  return owned
}

function isAtLeast(depth: AreaDepth | null, wanted: AreaDepth): boolean {
  return depth !== null && AREA_DEPTHS.indexOf(depth) <= AREA_DEPTHS.indexOf(wanted)
}

/** The deepest first; nothing stated last. Then whoever answered most. */
function byDepthThenResponses(a: AreaPersonView, b: AreaPersonView): number {
  const rank = ({ depth }: AreaPersonView) =>
    depth === null ? AREA_DEPTHS.length : AREA_DEPTHS.indexOf(depth)
  return (
    rank(a) - rank(b) ||
    b.responses.count - a.responses.count ||
    (a.user.name < b.user.name ? -1 : 1)
  )
}
