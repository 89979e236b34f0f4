// Participants of a rotation as members of a layer. What cannot be said here keeps its place as
// nobody, so that the turns of the others stay where they were.

import type { JsonObject } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import type { DocumentInput } from '../make-document.ts'
import { objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { type Conversion, found } from './conversion.ts'

type ScheduleInput = Extract<DocumentInput, { kind: 'Schedule' }>
type LayerInput = ScheduleInput['spec']['layers'][number]
export type MemberInput = Extract<LayerInput, { members: unknown }>['members'][number]

export type MemberPlace = {
  readonly rotation: SourceObject
  readonly schedule: string
  /** Escalations that came over as policies, by our names. */
  readonly policies: ReadonlySet<string>
}

export function convertMember(
  conversion: Conversion,
  participant: JsonObject,
  { rotation, schedule, policies }: MemberPlace,
): MemberInput {
  const type = textOf(participant.type)
  const shown = textOf(participant.username) ?? textOf(participant.name) ?? 'somebody'
  switch (type) {
    case 'none':
    case 'noone':
      return null
    case 'user': {
      const name = conversion.users.nameOf(participant)
      if (name !== null) return name
      const detail = `${shown} did not come over; the turn names nobody.`
      found(conversion, 'changed', 'user-unknown', rotation, detail, schedule)
      return null
    }
    case 'team': {
      const team = conversion.teams.nameOf(participant)
      if (team !== null) return { team }
      const detail = `The team ${shown} is not there; the turn names nobody.`
      found(conversion, 'changed', 'not-found-in-source', rotation, detail, schedule)
      return null
    }
    case 'escalation': {
      const policy = conversion.escalations.nameOf(participant)
      const isThere = policy !== null && policies.has(policy)
      if (isThere && !leadsTo(conversion, policy, schedule)) return { policy }
      const why = isThere ? 'comes back to this schedule' : 'did not come over'
      const detail = `The escalation ${shown} ${why}; the turn names nobody here, put people in.`
      found(conversion, 'changed', 'member-not-expressible', rotation, detail, schedule)
      return null
    }
    default: {
      const detail = `The turn of ${type ?? 'something'} ${shown} names nobody here; put people in.`
      found(conversion, 'changed', 'member-not-expressible', rotation, detail, schedule)
      return null
    }
  }
}

/**
 * Whether a policy pages a schedule, or comes to it through the escalations that take turns in the
 * schedules it pages: policies that call each other in a loop are refused here.
 */
function leadsTo(conversion: Conversion, policy: string, schedule: string): boolean {
  const { source, escalations, schedules } = conversion
  const seen = new Set([policy])
  // A set that grows while it is walked is walked to its end.
  for (const one of seen) {
    const escalation = source.escalations.find((each) => escalations.nameOf(each) === one)
    for (const rule of objectsOf(escalation?.rules)) {
      const recipient = objectOrNull(rule.recipient)
      if (recipient === null || textOf(recipient.type) !== 'schedule') continue
      const paged = schedules.nameOf(recipient)
      if (paged === schedule) return true
      const named = source.schedules.find((each) => schedules.nameOf(each) === paged)
      for (const called of escalationsIn(conversion, named ?? {})) seen.add(called)
    }
  }
  return false
}

function escalationsIn({ escalations }: Conversion, schedule: JsonObject): readonly string[] {
  return objectsOf(schedule.rotations).flatMap((rotation) =>
    objectsOf(rotation.participants).flatMap((participant) => {
      const name =
        textOf(participant.type) === 'escalation' ? escalations.nameOf(participant) : null
      return name === null ? [] : [name]
    }),
  )
}
