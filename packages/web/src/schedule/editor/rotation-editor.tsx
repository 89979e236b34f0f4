// The drawer in which a plan is changed: layers on the left hand, what they mean below, and from when.
// The past is never rewritten; saving says whom it moves first, and can be undone.

import './editor.css'
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
import { Button, IconButton } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Notice, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { startOfDay, startOfWeek } from '../../ui/zone.ts'
import { draftOfPlan, type PlannedDraft } from '../planning/draft-of-plan.ts'
import { dateOf } from '../schedule-search.ts'
import { ROLE_WORDS } from '../shifts.ts'
import { wallMsAt } from '../timeline/zone-days.ts'
import { useEverybody } from '../use-schedule-data.ts'
import {
  type DraftLayer,
  draftOf,
  hoursInWords,
  isChanged,
  isTouched,
  newLayer,
  specOfDraft,
  turnInWords,
} from './draft.ts'
import { DraftPreview, PREVIEW_DAYS } from './draft-preview.tsx'
import { LayerForm } from './layer-form.tsx'
import { memberInWords } from './members-order.tsx'
import { TakesEffect } from './takes-effect.tsx'
import { TEMPLATES, type TemplateName, templateLayers } from './templates.ts'
import { useSettled } from './use-settled.ts'

const SETTLE_MS = 350
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
  const me = useMe()
  const change = useChange()
  const everybody = useEverybody() ?? []
  const [draft, setDraft] = useState(() =>
    planned ? draftOfPlan(spec, planned.spec) : draftOf(spec),
  )
  const [open, setOpen] = useState<string | null>(
    draft.length === 1 ? (draft[0]?.id ?? null) : null,
  )
  // What the draft began with: whoever saved meanwhile is not overwritten.
  const [version] = useState(schedule.version)
  const [at, setAt] = useState<number | null>(planned ? Date.parse(planned.at) : null)
  const changed = isChanged(spec, draft)
  const wanted = specOfDraft(spec, draft)
  const people = everybody.filter((user) => user.deactivatedAt === null)
  const inTeam = people.filter((user) => user.teams.some((team) => team.name === spec.team))
  const others = people.filter((user) => !inTeam.includes(user))
  const body = { spec: wanted, ...(at !== null && { at: new Date(at).toISOString() }) }
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
  const save = () =>
    change
      .run(
        () => call(updateSchedule, { params, body }, { headers: { 'if-match': String(version) } }),
        reads,
      )
      .then((worked) => {
        if (!worked) return
        onClose()
        toast('The plan is saved.', {
          undo: () =>
            void call(undoSchedule, { params, body: { version } })
              .then(() => readAgain(...reads))
              .then(() => toast('The plan is as it was.'))
              .catch((error: unknown) => toast(explain(error), { tone: 'fault' })),
        })
      })
  const put = (next: DraftLayer) =>
    setDraft(draft.map((layer) => (layer.id === next.id ? next : layer)))
  const begin = (template: TemplateName) => {
    const monday = dateOf(
      startOfDay(startOfWeek(now, spec.timeZone), spec.timeZone, 7),
      spec.timeZone,
    )
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
          <Button kind="primary" whyNot={whyNot} busy={change.busy} onClick={() => void save()}>
            {at === null ? 'Save, from now on' : 'Save for later'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          {whyNot && changed && <span className="small muted">{whyNot}</span>}
          {change.fault && (
            <span role="alert" className="small strong">
              {change.fault}
            </span>
          )}
        </>
      }
    >
      <div className="stack loose">
        {managed && <Notice tone="warn">{managed}</Notice>}
        {draft.length === 0 ? (
          <Templates onChoose={begin} />
        ) : (
          <ul className="stack tight" aria-label="Layers">
            {draft.map((layer) => (
              <li key={layer.id} className="layer-card">
                <div className="row">
                  <button
                    type="button"
                    className="layer-name grow"
                    aria-expanded={open === layer.id}
                    onClick={() => setOpen(open === layer.id ? null : layer.id)}
                  >
                    <span>
                      <b>{layer.name}</b> · {ROLE_WORDS[layer.role]}, priority {layer.priority}
                      {isTouched(layer) && <span className="touched"> changed</span>}
                    </span>
                    <span className="small muted">
                      {turnInWords(layer.version)}, {hoursInWords(layer.version.hours)}:{' '}
                      {layer.version.members
                        .slice(0, 5)
                        .map((member) => memberInWords(member, people))
                        .join(', ')}
                      {layer.version.members.length > 5 && ' …'}
                    </span>
                  </button>
                  <IconButton
                    glyph="trash"
                    label={`Remove layer ${layer.name}`}
                    onClick={() => setDraft(draft.filter((one) => one.id !== layer.id))}
                  />
                </div>
                {open === layer.id && (
                  <LayerForm
                    layer={layer}
                    spec={spec}
                    people={[...inTeam, ...others]}
                    onChange={put}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {draft.length > 0 && (
          <div className="row wrap">
            <Button
              size="small"
              glyph="plus"
              onClick={() => {
                const [first] = draft
                if (!first) return
                const added = newLayer(draft, {
                  name: 'layer',
                  priority: first.priority + 1,
                  version: first.version,
                })
                setDraft([...draft, added])
                setOpen(added.id)
              }}
            >
              Add a layer
            </Button>
            {onPlan && !changed && (
              <Button size="small" onClick={onPlan}>
                Plan a period…
              </Button>
            )}
            {changed && (
              <Button size="small" kind="quiet" onClick={() => setDraft(draftOf(spec))}>
                Start over
              </Button>
            )}
          </div>
        )}
        {draft.length > 0 && (
          <TakesEffect value={at} onChange={setAt} zone={spec.timeZone} now={now} />
        )}
        {preview.error && (
          <Notice tone="warn">
            <span role="alert">{explain(preview.error)}</span>
          </Notice>
        )}
        {draft.length > 0 &&
          (preview.data ? (
            <DraftPreview preview={preview.data} zone={spec.timeZone} now={now} changed={changed} />
          ) : (
            !preview.error && <Skeleton lines={8} rows />
          ))}
      </div>
    </Drawer>
  )
}

function Templates({ onChoose }: { readonly onChoose: (name: TemplateName) => void }) {
  return (
    <div className="stack">
      <p>A schedule says who is on call over time. Begin with a plan that comes close:</p>
      <ul className="stack tight">
        {TEMPLATES.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              className="layer-card template"
              onClick={() => onChoose(one.name)}
            >
              <b>{one.title}</b>
              <span className="small muted">{one.words}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
