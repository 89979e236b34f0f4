// What a caller wants planned, with names read as ids and everything left out filled in.

import type { planPeriodInputSchema, ScheduleDocument } from '@evenwatch/api'
import { PLAN_TURNS_DEFAULT } from '@evenwatch/api'
import type { Directory, Instant, Layer, PeriodLength, TeamLimits } from '@evenwatch/core'
import { DEFAULT_TEAM_LIMITS, PLAN_PEOPLE_MAX } from '@evenwatch/core'
import type { z } from 'zod'
import type { Definition } from '../../platform/definitions/definition.ts'
import { namesOfDirectory } from '../../platform/definitions/names.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { readInstant } from '../read-instant.ts'

export type PlanBody = z.output<typeof planPeriodInputSchema>

export type PlanQuestion = {
  readonly layer: Layer
  /** Not in the past. */
  readonly from: Instant
  readonly length: PeriodLength
  readonly userIds: readonly string[]
  /** The layer's people now, in their order, then whoever else may be given turns. */
  readonly everybody: readonly string[]
  readonly limits: TeamLimits
  readonly shiftsMaxOf: ReadonlyMap<string, number>
  readonly seed: number
}

const fault = (field: string, rule: string) =>
  refuse('invalid-request', { fields: [{ field, rule }] })

export function readPlanQuestion(
  directory: Directory,
  { document }: Definition<ScheduleDocument>,
  body: PlanBody,
  now: Instant,
): PlanQuestion | Refusal {
  const layer = layerOf(document, body.layer)
  if (isRefusal(layer)) return layer
  const from = body.from === undefined ? now : readInstant(body.from, 'from')
  if (isRefusal(from)) return from
  if (from < now) return fault('from', 'Now or later: the past stays.')
  const length = lengthOf(body, from)
  if (isRefusal(length)) return length
  const memberIds = membersOf(layer, directory)
  const userIds =
    body.people === undefined ? memberIds : idsOf(directory, body.people, (i) => `people[${i}]`)
  if (isRefusal(userIds)) return userIds
  if (userIds.length === 0) {
    return fault('people', 'Nobody who is still here takes turns in this layer; say who should.')
  }
  if (userIds.length > PLAN_PEOPLE_MAX) {
    return fault('people', `At most ${PLAN_PEOPLE_MAX} people; say who should take turns.`)
  }
  const named = Object.entries(body.shiftsMax ?? {})
  const maxIds = idsOf(
    directory,
    named.map(([ref]) => ref),
    (i) => `shiftsMax.${named[i]?.[0] ?? ''}`,
  )
  if (isRefusal(maxIds)) return maxIds
  const shiftsMaxOf = new Map(maxIds.map((id, i) => [id, named[i]?.[1] ?? 0]))
  const limits = { ...limitsOf(directory, document), ...definedOf(body.limits) }
  const everybody = [...new Set([...memberIds, ...userIds])]
  return { layer, from, length, userIds, everybody, limits, shiftsMaxOf, seed: body.seed }
}

function layerOf({ layers }: ScheduleDocument, name: string | undefined): Layer | Refusal {
  const names = layers.map((layer) => layer.name).join(', ')
  if (name !== undefined) {
    const found = layers.find((layer) => layer.name === name)
    return found ?? fault('layer', `One of the schedule’s layers: ${names}.`)
  }
  const primary = layers.filter(({ role }) => role === 'primary')
  const [only, ...others] = primary.length === 0 ? layers : primary
  if (!only) return refuse('state-conflict', { detail: 'The schedule has no layer to plan.' })
  return others.length === 0 ? only : fault('layer', `Say which one to plan: ${names}.`)
}

function lengthOf({ turns, until }: PlanBody, from: Instant): PeriodLength | Refusal {
  if (until === undefined) return { turns: turns ?? PLAN_TURNS_DEFAULT }
  if (turns !== undefined) return fault('until', 'Either `turns` or `until`.')
  const at = readInstant(until, 'until')
  if (isRefusal(at)) return at
  return at > from ? { until: at } : fault('until', 'Later than `from`.')
}

/** Everybody whom the newest version names, in its order, teams as their people. */
function membersOf(layer: Layer, { people, teams }: Directory): string[] {
  const members = layer.versions.at(-1)?.members ?? []
  const userIds = members.flatMap((member) => {
    // A policy that holds a slot is no person who could be planned.
    if (member === null || 'policyId' in member) return []
    if ('userIds' in member) return member.userIds
    const team = teams.get(member.teamId)
    return team ? [...team.leadIds, ...team.memberIds] : []
  })
  return [...new Set(userIds)].filter((id) => people.get(id)?.isActive)
}

function idsOf(
  directory: Directory,
  refs: readonly string[],
  fieldOf: (index: number) => string,
): string[] | Refusal {
  const { idOf } = namesOfDirectory(directory)
  const ids: string[] = []
  const fields: { field: string; rule: string }[] = []
  refs.forEach((ref, i) => {
    const id = idOf('User', ref)
    const person = id === null ? undefined : directory.people.get(id)
    if (!person) fields.push({ field: fieldOf(i), rule: `There is no person “${ref}”.` })
    else if (person.isActive) ids.push(person.id)
    else fields.push({ field: fieldOf(i), rule: `${person.displayName} has left.` })
  })
  if (fields.length > 0) return refuse('invalid-request', { fields })
  return [...new Set(ids)]
}

function limitsOf(directory: Directory, { teamId }: ScheduleDocument): TeamLimits {
  return directory.teams.get(teamId ?? '')?.limits ?? DEFAULT_TEAM_LIMITS
}

function definedOf(limits: PlanBody['limits']): Partial<TeamLimits> {
  const { restHours, weeksInARowMax } = limits ?? {}
  return {
    ...(restHours !== undefined && { restHours }),
    ...(weeksInARowMax !== undefined && { weeksInARowMax }),
  }
}
