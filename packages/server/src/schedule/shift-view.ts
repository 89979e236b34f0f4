import { formatInstant, type Shift } from '@evenwatch/core'
import type { PersonRef } from './override-views.ts'

export type ShiftView = {
  users: PersonRef[]
  startsAt: string
  endsAt: string
  source: { kind: 'layer' | 'override'; layer: string | null; override: string | null }
}

export function shiftView(shift: Shift, refOf: (id: string) => PersonRef): ShiftView {
  return {
    users: shift.userIds.map(refOf),
    startsAt: formatInstant(shift.startsAt),
    endsAt: formatInstant(shift.endsAt),
    source: {
      kind: shift.overrideId === null ? 'layer' : 'override',
      layer: shift.layerName,
      override: shift.overrideId,
    },
  }
}
