// The drawer in which a plan is changed: layers, from when, and below what they mean, before anything is
// saved. The past is never rewritten; saving says whom it moves first, and can be undone.

import './editor.css'
import type { ScheduleView } from '@evenwatch/api'
import { useState } from 'react'
import { explain } from '../../app/client.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Notice, Skeleton } from '../../ui/states.tsx'
import { startOfDay, startOfWeek } from '../../ui/zone.ts'
import type { PlannedDraft } from '../planning/draft-of-plan.ts'
import { dateOf } from '../schedule-search.ts'
import { wallMsAt } from '../timeline/zone-days.ts'
import { useEverybody } from '../use-schedule-data.ts'
import { DraftPreview } from './draft-preview.tsx'
import { DraftQuality } from './draft-quality.tsx'
import { LayerList } from './layer-list.tsx'
import { TakesEffect } from './takes-effect.tsx'
import { TemplateChoice } from './template-choice.tsx'
import { type TemplateName, templateLayers } from './templates.ts'
import { useRotationDraft } from './use-rotation-draft.ts'

const HOUR_MS = 3_600_000

export function RotationEditor(props: {
  readonly schedule: ScheduleView
  readonly now: number
  /** A plan to begin with. */
  readonly planned?: PlannedDraft | null
  readonly onPlan?: () => void
  readonly onClose: () => void
}) {
  const { schedule, now, onClose, planned, onPlan } = props
  const { spec } = schedule
  const { timeZone } = spec
  const rotation = useRotationDraft(schedule, planned ?? null)
  const { draft, setDraft, at, changed, preview, managed, whyNot } = rotation
  const [open, setOpen] = useState<string | null>(
    draft.length === 1 ? (draft[0]?.id ?? null) : null,
  )
  const people = (useEverybody() ?? []).filter((user) => user.deactivatedAt === null)
  const inTeam = people.filter((user) => user.teams.some((team) => team.name === spec.team))
  const others = people.filter((user) => !inTeam.includes(user))
  const begin = (template: TemplateName) => {
    const monday = dateOf(startOfDay(startOfWeek(now, timeZone), timeZone, 7), timeZone)
    const offset = (zone: string) => (wallMsAt(now, zone) - now) / HOUR_MS
    const layers = templateLayers(template, inTeam, monday, offset)
    setDraft(layers)
    setOpen(layers[0]?.id ?? null)
  }
  return (
    <Drawer
      title={`Rotation of ${schedule.displayName}`}
      onClose={onClose}
      foot={
        <>
          <Button
            kind="primary"
            whyNot={whyNot}
            busy={rotation.busy}
            onClick={() => void rotation.save().then((saved) => saved && onClose())}
          >
            {at === null ? 'Save, from now on' : 'Save for later'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          {whyNot && changed && <span className="small muted">{whyNot}</span>}
          {rotation.fault && (
            <span role="alert" className="small strong">
              {rotation.fault}
            </span>
          )}
        </>
      }
    >
      <div className="stack loose">
        {managed && <Notice tone="warn">{managed}</Notice>}
        {draft.length === 0 && <TemplateChoice onChoose={begin} />}
        {draft.length > 0 && (
          <>
            <LayerList
              {...{ draft, open, spec, now, changed }}
              people={[...inTeam, ...others]}
              onOpen={setOpen}
              onChange={setDraft}
              {...(onPlan && { onPlan })}
              onStartOver={rotation.startOver}
            />
            <TakesEffect value={at} onChange={rotation.setAt} zone={timeZone} now={now} />
          </>
        )}
        {preview.error && (
          <Notice tone="warn">
            <span role="alert">{explain(preview.error)}</span>
          </Notice>
        )}
        {draft.length > 0 && preview.data && (
          <DraftPreview preview={preview.data} zone={timeZone} now={now} changed={changed} />
        )}
        {draft.length > 0 && !preview.data && !preview.error && <Skeleton lines={8} rows />}
        {draft.length > 0 && changed && !preview.error && (
          <DraftQuality schedule={schedule} asked={rotation.asked} />
        )}
      </div>
    </Drawer>
  )
}
