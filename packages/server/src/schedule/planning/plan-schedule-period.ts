// Plans a period of one layer (row 4): lays its turns out, gathers what people can do, has core plan,
// and hands the plan back with a draft that preview, quality and publication take as it is.
// Nothing is written.

import { type PeriodPlanView, type ScheduleDocument, scheduleSpecOf } from '@evenwatch/api'
import {
  formatInstant,
  type Layer,
  type LayerVersion,
  layOutPeriod,
  type Period,
  PLAN_SLOTS_MAX,
  parseWallTime,
  versionOfPlan,
  withoutPeople,
  zoneTable,
} from '@evenwatch/core'
import { readNames } from '../../people/read-names.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Definition } from '../../platform/definitions/definition.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { periodPlanView } from './period-plan-view.ts'
import { planningInputs, scheduleNow } from './planning-inputs.ts'
import { type PlanBody, readPlanQuestion } from './read-plan-question.ts'
import { runPlanner } from './run-planner.ts'

export async function planSchedulePeriod(
  context: ServerContext,
  ref: string,
  body: PlanBody,
): Promise<PeriodPlanView | Refusal> {
  const definition = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!definition) return refuse('not-found')
  const directory = await context.directory.refresh()
  const now = context.clock.now()
  const question = readPlanQuestion(directory, definition, body, now)
  if (isRefusal(question)) return question
  const entry = directory.schedules.get(definition.id)
  const isActive = (userId: string) => directory.people.get(userId)?.isActive ?? false
  const stored = scheduleNow(definition.id, definition.document, entry)
  const period = layOutPeriod(
    withoutPeople(stored, isActive),
    question.layer.name,
    question.from,
    question.length,
    entry?.plan.teamMembers ?? new Map(),
  )
  if (period.kind === 'none') {
    const detail = `From there on the layer ${question.layer.name} has no handoff with anybody on call.`
    return refuse('state-conflict', { detail })
  }
  if (period.kind === 'too-many') {
    const rule = `At most ${PLAN_SLOTS_MAX} turns, those in which nobody works included.`
    const field = body.until === undefined ? 'turns' : 'until'
    return refuse('invalid-request', { fields: [{ field, rule }] })
  }
  const inputs = await planningInputs(context, directory, definition, period, question)
  const plan = await runPlanner(inputs.input)
  if (isRefusal(plan)) return plan
  const draft =
    plan.kind === 'complete'
      ? await draftOf(
          context,
          definition,
          period,
          versionOfPlan(period, plan.holders, question.everybody),
          now,
        )
      : null
  return periodPlanView({ definition, directory, question, period, inputs, plan, draft })
}

async function draftOf(
  { pool }: ServerContext,
  { document }: Definition<ScheduleDocument>,
  period: Period,
  version: LayerVersion,
  now: number,
): Promise<PeriodPlanView['draft']> {
  const { nameOf } = await readNames(pool)
  const layers = document.layers.map((layer) =>
    layer.name === period.layer.name ? planned(layer, version, document.timeZone, now) : layer,
  )
  const spec = scheduleSpecOf({ ...document, layers }, nameOf)
  return { at: formatInstant(period.startsAt), spec }
}

/**
 * In the short form, so that whoever publishes it later than planned loses only the turns before.
 * A layer that has not begun is replaced as a whole by its short form, so it keeps its versions.
 */
function planned(layer: Layer, version: LayerVersion, timeZone: string, now: number): Layer {
  const zone = zoneTable(layer.timeZone ?? timeZone)
  const startOf = ({ firstHandoff, effectiveFrom }: LayerVersion) => {
    const wall = parseWallTime(firstHandoff)
    const handsOver = wall === null ? Number.POSITIVE_INFINITY : zone.instantOf(wall, 'first')
    return Math.max(effectiveFrom ?? Number.NEGATIVE_INFINITY, handsOver)
  }
  const short = { ...layer, versions: [{ ...version, effectiveFrom: null }] }
  if (layer.versions.some((one) => startOf(one) <= now)) return short
  const kept = layer.versions.filter((one) => startOf(one) < startOf(version))
  return kept.length === 0 ? short : { ...layer, versions: [...kept, version] }
}
