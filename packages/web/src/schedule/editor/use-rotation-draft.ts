// The draft of a rotation: its layers, from when it holds, what the server says it would mean, and
// saving it. What somebody else saved meanwhile is never overwritten.

import {
  getSchedule,
  listScheduleVersions,
  listShifts,
  previewSchedule,
  type ScheduleView,
  undoSchedule,
  updateSchedule,
} from '@evenwatch/api'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, explain } from '../../app/client.ts'
import { readAgain } from '../../app/query.ts'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { toast } from '../../ui/toast.tsx'
import { draftOfPlan, type PlannedDraft } from '../planning/draft-of-plan.ts'
import { draftOf, isChanged, specOfDraft } from './draft.ts'
import { PREVIEW_DAYS } from './draft-preview.tsx'
import { useSettled } from './use-settled.ts'

const SETTLE_MS = 350

/** `planned`: a plan to begin with. */
export function useRotationDraft(schedule: ScheduleView, planned: PlannedDraft | null) {
  const { spec } = schedule
  const me = useMe()
  const change = useChange()
  const [draft, setDraft] = useState(() =>
    planned ? draftOfPlan(spec, planned.spec) : draftOf(spec),
  )
  // What the draft began with.
  const [version] = useState(schedule.version)
  const [at, setAt] = useState<number | null>(planned ? Date.parse(planned.at) : null)
  const changed = isChanged(spec, draft)
  const body = {
    spec: specOfDraft(spec, draft),
    ...(at !== null && { at: new Date(at).toISOString() }),
  }
  const asked = useSettled(JSON.stringify(body), SETTLE_MS)
  const params = { schedule: schedule.name }
  const preview = useQuery({
    queryKey: [previewSchedule.id, schedule.id, schedule.version, asked],
    queryFn: () =>
      call(previewSchedule, { params, body: { ...JSON.parse(asked), days: PREVIEW_DAYS } }),
    enabled: draft.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const managed = schedule.managedBy
    ? `It is managed by the files of ${schedule.managedBy}; change it there, or detach it.`
    : undefined
  const whyNot =
    whyNotLead(me, spec.team) ??
    managed ??
    (changed ? undefined : 'Nothing is changed yet.') ??
    (preview.error ? explain(preview.error) : undefined)
  const reads = [getSchedule, listShifts, listScheduleVersions]
  const undo = () =>
    void call(undoSchedule, { params, body: { version } })
      .then(() => readAgain(...reads))
      .then(() => toast('The plan is as it was.'))
      .catch((error: unknown) => toast(explain(error), { tone: 'fault' }))
  /** Resolves to whether it was saved. */
  const save = async () => {
    const ifMatch = { headers: { 'if-match': String(version) } }
    const worked = await change.run(() => call(updateSchedule, { params, body }, ifMatch), reads)
    if (worked) toast('The plan is saved.', { undo })
    return worked
  }
  const startOver = () => setDraft(draftOf(spec))
  const { busy, fault } = change
  return {
    ...{ draft, setDraft, startOver, at, setAt, changed, asked, preview },
    ...{ managed, whyNot, save, busy, fault },
  }
}
