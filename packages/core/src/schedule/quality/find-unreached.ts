// People whom no page can reach, or whose contact methods were never proven: of everybody who takes
// turns or is on call within the span, stand-ins included. The score falls with their share.

import type { CurrentMembers } from './current-members.ts'
import { type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { QualityInput } from './quality-input.ts'

export type Reach = {
  readonly all: number
  readonly unreached: number
  readonly unverified: number
  readonly findings: readonly QualityFinding[]
}

/** Whom pages reach, of everybody who takes turns or is on call within the span. */
export function findUnreached(
  input: QualityInput,
  members: CurrentMembers,
  onCallIds: Iterable<string>,
): Reach {
  const active = [...new Set([...members.layerOf.keys(), ...onCallIds])].flatMap((userId) => {
    const person = input.people.get(userId)
    return person?.isActive ? [person] : []
  })
  const lacking = active.filter(({ reach }) => reach !== 'verified')
  const unreached = lacking.filter(({ reach }) => reach === 'none').length
  const findings = lacking.map(({ id, displayName, reach }) => {
    const place = { userIds: [id], layerName: members.layerOf.get(id) ?? null }
    const none = `${displayName} cannot be reached: there is no contact method but the inbox.`
    const unproven = `${displayName} has no contact method that was verified.`
    return reach === 'none'
      ? qualityFinding('no-contact-method', 'critical', none, place)
      : qualityFinding('unverified-contact-method', 'warning', unproven, place)
  })
  return { all: active.length, unreached, unverified: lacking.length - unreached, findings }
}
