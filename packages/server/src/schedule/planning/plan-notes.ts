// What to know before a plan is used: what comes after it, and what it leaves as it is.

import { type Member, wallText } from '@evenwatch/core'
import type { AnsweredPlan } from './answered-plan.ts'

export function planNotes(answered: AnsweredPlan): string[] {
  const { definition, question, period, inputs, plan, directory } = answered
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
    notes.push(`The layer ends before: ${turns} of ${asked} turns are left to plan.`)
  }
  if (question.layer.versions.at(-1)?.members.some(isShared)) {
    notes.push('So far several people share a turn; the plan gives each turn to one person.')
  }
  if (inputs.overrideCount > 0) {
    const overrides =
      inputs.overrideCount === 1 ? '1 override stays' : `${inputs.overrideCount} overrides stay`
    notes.push(`${overrides} as agreed in the period and acts on whoever is planned.`)
  }
  if (plan.kind === 'complete') {
    const first = directory.people.get(plan.holders[0] ?? '')?.displayName ?? ''
    const end = wallText(period.endsAt, timeZone)
    notes.push(
      `After the period, on ${end}, the same order begins again with ${first}, until another plan.`,
    )
  }
  return notes
}

function isShared(member: Member): boolean {
  return member !== null && (!('userIds' in member) || member.userIds.length > 1)
}
