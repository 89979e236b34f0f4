// The roles a schedule has layers for, in the order in which they are shown. One without layers
// still has its primary line, which overrides may fill.

import type { ScheduleDocument } from '@evenwatch/api'
import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'

export function rolesOf({ layers }: Pick<ScheduleDocument, 'layers'>): ShiftRole[] {
  const roles = SHIFT_ROLES.filter((role) => layers.some((layer) => layer.role === role))
  return roles.length === 0 ? ['primary'] : roles
}
