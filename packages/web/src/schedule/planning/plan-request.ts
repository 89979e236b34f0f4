// What the form of a plan asks for. Fields left empty are left to the server, which knows the team's
// limits and the next handoff.

import { isLongLayer, PLAN_LIMITS, type PlanPeriodInput, type ScheduleSpec } from '@evenwatch/api'
import { instantOf } from '../../ui/zone.ts'

export type PlanForm = {
  readonly layer: string
  /** A day of the schedule's zone; empty: from the next handoff. */
  readonly from: string
  readonly turns: string
  /** Names of people. */
  readonly people: readonly string[]
  /** By name, as typed; empty: no maximum. */
  readonly max: Readonly<Record<string, string>>
  readonly restHours: string
  readonly weeksInARow: string
  readonly seed: number
}

export type KnownMember = { readonly name: string; readonly teams: readonly { name: string }[] }

/** Who takes turns in a layer now, by name, teams as their people. */
export function membersOfLayer(
  { layers }: ScheduleSpec,
  name: string,
  everybody: readonly KnownMember[],
): readonly string[] {
  const layer = layers.find((one) => one.name === name)
  const members = layer && (isLongLayer(layer) ? layer.versions.at(-1)?.members : layer.members)
  const names = (members ?? []).flatMap((member): readonly string[] => {
    if (member === null) return []
    if (typeof member === 'string') return [member]
    if (Array.isArray(member)) return member
    if ('policy' in member) return []
    const { team } = member
    return everybody
      .filter(({ teams }) => teams.some((one) => one.name === team))
      .map((one) => one.name)
  })
  return [...new Set(names)].filter((one) => everybody.some((person) => person.name === one))
}

/** Why the form cannot be sent, in words; undefined: it can. */
export function whyNotPlan(form: PlanForm): string | undefined {
  const turns = whole(form.turns)
  if (turns === undefined || turns < 1 || turns > PLAN_LIMITS.turnsMax) {
    return `Say how many turns, from 1 to ${PLAN_LIMITS.turnsMax}.`
  }
  if (form.people.length === 0) return 'Choose at least one person.'
  if (form.people.length > PLAN_LIMITS.peopleMax) {
    return `Choose at most ${PLAN_LIMITS.peopleMax} people.`
  }
  return undefined
}

export function planRequest(form: PlanForm, zone: string, now: number): PlanPeriodInput {
  const [year = 0, month = 0, day = 0] = form.from.split('-').map(Number)
  const from = day > 0 ? instantOf({ year, month, day, hour: 0, minute: 0 }, zone) : now
  const max = form.people.flatMap((name) => {
    const turns = whole(form.max[name] ?? '')
    return turns === undefined ? [] : [[name, turns] as const]
  })
  const restHours = whole(form.restHours)
  const weeksInARowMax = whole(form.weeksInARow)
  return {
    layer: form.layer,
    ...(from > now && { from: new Date(from).toISOString() }),
    turns: whole(form.turns) ?? 1,
    people: [...form.people],
    ...(max.length > 0 && { shiftsMax: Object.fromEntries(max) }),
    limits: {
      ...(restHours !== undefined && { restHours }),
      ...(weeksInARowMax !== undefined && { weeksInARowMax }),
    },
    seed: form.seed,
  }
}

function whole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined
}
