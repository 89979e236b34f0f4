// Plans who takes each turn of a period, shows the plan, and leads to the rotation's preview with it.
// Nothing is stored here.

import './planning.css'
import { planPeriod, type ScheduleView } from '@evenwatch/api'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call, explain, requestIdOf } from '../../app/client.ts'
import { useMe, whyNotLead } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Fault, Skeleton } from '../../ui/states.tsx'
import { useEverybody } from '../use-schedule-data.ts'
import type { PlannedDraft } from './draft-of-plan.ts'
import { PlanAnswer } from './plan-answer.tsx'
import { PlanFields } from './plan-fields.tsx'
import { membersOfLayer, type PlanForm, planRequest, whyNotPlan } from './plan-request.ts'

const TURNS = '26'

type PanelProps = {
  readonly schedule: ScheduleView
  readonly now: number
  readonly onClose: () => void
  readonly onUse: (draft: PlannedDraft) => void
}

export function PlanPeriodPanel(props: PanelProps) {
  const everybody = useEverybody()
  if (everybody) return <Planner {...props} everybody={everybody} />
  return (
    <Drawer title="Plan a period" onClose={props.onClose}>
      <Skeleton lines={8} rows />
    </Drawer>
  )
}

function Planner(
  props: PanelProps & { readonly everybody: NonNullable<ReturnType<typeof useEverybody>> },
) {
  const { schedule, now, onClose, onUse } = props
  const { spec } = schedule
  const me = useMe()
  const people = props.everybody.filter((user) => user.deactivatedAt === null)
  const first = spec.layers.find(({ role }) => role === 'primary') ?? spec.layers[0]
  const [form, setForm] = useState<PlanForm>({
    layer: first?.name ?? '',
    from: '',
    turns: TURNS,
    people: membersOfLayer(spec, first?.name ?? '', people),
    max: {},
    restHours: '',
    weeksInARow: '',
    seed: 1,
  })
  const [asked, setAsked] = useState<string | null>(null)
  const formRef = useRef<HTMLFormElement>(null)
  const params = { schedule: schedule.name }
  const read = useQuery({
    queryKey: [planPeriod.id, schedule.id, schedule.version, asked],
    queryFn: () => call(planPeriod, { params, body: JSON.parse(asked ?? '{}') }),
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const ask = (next: PlanForm) => {
    setForm(next)
    setAsked(JSON.stringify(planRequest(next, spec.timeZone, now)))
  }
  const whyNot = spec.layers.length === 0 ? 'There is no rotation to plan.' : whyNotPlan(form)
  const plan = read.data
  const draft = plan?.draft ?? null
  const isStale = asked !== null && asked !== JSON.stringify(planRequest(form, spec.timeZone, now))
  const whyNotUse =
    whyNotLead(me, spec.team) ??
    (isStale ? 'The form has changed since: plan again.' : undefined) ??
    (draft ? undefined : 'There is no plan yet.')
  return (
    <Drawer
      title={`Plan a period of ${schedule.displayName}`}
      onClose={onClose}
      size={820}
      foot={
        <>
          <Button kind="primary" whyNot={whyNotUse} onClick={() => draft && onUse(draft)}>
            Use this plan
          </Button>
          <Button
            whyNot={plan?.kind === 'complete' ? whyNot : 'There is no plan yet.'}
            busy={read.isFetching}
            onClick={() => ask({ ...form, seed: form.seed + 1 })}
          >
            Another plan
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className="stack loose">
        <form
          ref={formRef}
          className="stack"
          aria-label="What to plan"
          onSubmit={(event) => {
            event.preventDefault()
            if (!whyNot) ask(form)
          }}
        >
          <PlanFields form={form} spec={spec} now={now} people={people} onChange={setForm} />
          <span className="row wrap">
            <Button
              type="submit"
              {...(!draft && { kind: 'primary' as const })}
              whyNot={whyNot}
              busy={read.isFetching}
            >
              Plan
            </Button>
            {whyNot && <span className="small muted">{whyNot}</span>}
          </span>
        </form>
        {asked === null && (
          <p className="muted">
            Gives every turn to one person: evenly, and around absences, rest and shifts elsewhere.
            Nothing is stored before you publish it.
          </p>
        )}
        {read.isFetching && <Skeleton lines={6} rows />}
        {read.error && !read.isFetching && (
          <Fault
            what="The period could not be planned."
            why={explain(read.error)}
            requestId={requestIdOf(read.error)}
            onRetry={() => void read.refetch()}
          />
        )}
        {plan && !read.isFetching && (
          <PlanAnswer
            plan={plan}
            zone={spec.timeZone}
            onField={(name) => focusField(formRef.current, name)}
          />
        )}
      </div>
    </Drawer>
  )
}

/** Also where the field is folded away. */
function focusField(form: HTMLFormElement | null, name: string): void {
  const field = form?.querySelector<HTMLElement>(`[name="${name}"]`)
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
}
