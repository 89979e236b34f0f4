// A plan as what the rotation editor begins with: the planned layer is touched, the rest as it came.

import type { ScheduleSpec } from '@evenwatch/api'
import { type DraftLayer, draftOf } from '../editor/draft.ts'

export type PlannedDraft = { readonly at: string; readonly spec: ScheduleSpec }

export function draftOfPlan(stored: ScheduleSpec, planned: ScheduleSpec): readonly DraftLayer[] {
  const wanted = draftOf(planned)
  return draftOf(stored).map((layer) => {
    const version = wanted.find(({ name }) => name === layer.name)?.version
    return version ? { ...layer, version } : layer
  })
}
