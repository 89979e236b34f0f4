// What to know before a plan is used: what comes after it, and what it leaves as it is.

import {
  listWords,
  MEMBERS_PER_LAYER_MAX,
  type Member,
  wallText,
  withoutTurn,
} from '@evenwatch/core'
import type { AnsweredPlan } from './answered-plan.ts'

export function planNotes(answered: AnsweredPlan): string[] {
  const { definition, question, inputs, plan } = answered
  const { timeZone } = definition.document
  const notes: string[] = []
  const later = question.layer.versions.at(-1)?.effectiveFrom ?? question.from
  if (later > question.from) {
    notes.push(
      `The layer has a version that begins on ${wallText(later, timeZone)}; the plan begins with it.`,
    )
  }
  const asked = 'turns' in question.length ? question.length.turns : 0
  if (inputs.input.slots.length < asked) {
    const turns = inputs.input.slots.length
    const are = turns === 1 ? 'is' : 'are'
    notes.push(`The layer ends before: ${turns} of ${asked} turns ${are} left to plan.`)
  }
  notes.push(...memberNotes(answered))
  if (inputs.overrideCount > 0) {
    const overrides =
      inputs.overrideCount === 1 ? '1 override stays' : `${inputs.overrideCount} overrides stay`
    const act = inputs.overrideCount === 1 ? 'acts' : 'act'
    notes.push(`${overrides} as agreed in the period and ${act} on whoever is planned.`)
  }
  if (plan.kind === 'complete') notes.push(...afterwards(answered, plan.holders))
  return notes
}

/** What the plan makes of members who are not one person. */
function memberNotes({ question, directory }: AnsweredPlan): string[] {
  const notes: string[] = []
  const members = question.layer.versions.at(-1)?.members ?? []
  if (members.some(isShared)) {
    notes.push('So far several people share a turn; the plan gives each turn to one person.')
  }
  const policyIds = members.flatMap((one) => (one && 'policyId' in one ? [one.policyId] : []))
  for (const id of new Set(policyIds)) {
    const name = directory.policies.get(id)?.name
    const policy = name === undefined ? 'An escalation policy' : `The policy ${name}`
    notes.push(`${policy} holds a turn now; the plan gives every turn to a person.`)
  }
  return notes
}

function isShared(member: Member): boolean {
  if (member === null || 'policyId' in member) return false
  return !('userIds' in member) || member.userIds.length > 1
}

/** Who comes when the period is over: whoever had no turn in it, then the same order. */
function afterwards(answered: AnsweredPlan, holders: readonly string[]): string[] {
  const { definition, question, period, directory } = answered
  const { following, dropped } = withoutTurn(period, holders, question.everybody)
  const nameOf = (id: string | undefined) => directory.people.get(id ?? '')?.displayName ?? ''
  const first = nameOf(holders[0])
  const last = nameOf(holders.at(-1))
  const end = wallText(period.endsAt, definition.document.timeZone)
  const noTurn = (ids: readonly string[]) => {
    const has = ids.length === 1 ? 'has' : 'have'
    return `${listWords(ids.map(nameOf))} ${has} no turn in this period`
  }
  const notes: string[] = []
  if (dropped.length > 0) {
    notes.push(
      `${noTurn(dropped)} and none afterwards: a layer has at most ${MEMBERS_PER_LAYER_MAX} members.`,
    )
  }
  if (following.length === 0) {
    return [
      ...notes,
      `After the period, on ${end}, the same order begins again with ${first}, until another plan.`,
    ]
  }
  const follow =
    following.length === 1
      ? `${nameOf(following[0])} follows after ${last}`
      : `they follow after ${last}, in their present order`
  return [
    ...notes,
    `${noTurn(following)}; afterwards, from ${end} on, ${follow}.`,
    `Then the same order begins again with ${first}, until another plan.`,
  ]
}
