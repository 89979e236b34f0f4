import { formatInstant, type Shift } from '@evenwatch/core'
import type { PolicyRef } from '../paging/policy-refs.ts'
import type { PersonRef } from './override-views.ts'

export type ShiftView = {
  users: PersonRef[]
  policies: PolicyRef[]
  startsAt: string
  endsAt: string
  source: { kind: 'layer' | 'override'; layer: string | null; override: string | null }
}

export type ShiftRefs = {
  readonly person: (id: string) => PersonRef
  readonly policy: (id: string) => PolicyRef
}

export function shiftView(shift: Shift, refs: ShiftRefs): ShiftView {
  return {
    users: shift.userIds.map(refs.person),
    policies: shift.policyIds.map(refs.policy),
    startsAt: formatInstant(shift.startsAt),
    endsAt: formatInstant(shift.endsAt),
    source: {
      kind: shift.overrideId === null ? 'layer' : 'override',
      layer: shift.layerName,
      override: shift.overrideId,
    },
  }
}
