// S11, first run: from nothing to a real test page. One page, a section a step; every step saves on
// the server, so that leaving and coming back resumes.

import './first-run.css'
import { useRouterState } from '@tanstack/react-router'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { Glyph, Shape } from '../../ui/glyphs.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { AlertsStep } from './alerts-step.tsx'
import { EscalationStep } from './escalation-step.tsx'
import { STEPS, type StepId, type StepProgress, useSetupProgress } from './progress.ts'
import { ReachStep } from './reach-step.tsx'
import { RehearsalStep } from './rehearsal-step.tsx'
import { ScheduleStep } from './schedule-step.tsx'
import type { StepProps } from './step-props.ts'
import { TeamStep } from './team-step.tsx'
import { YouStep } from './you-step.tsx'

const BODIES: Record<StepId, ComponentType<StepProps>> = {
  you: YouStep,
  reach: ReachStep,
  team: TeamStep,
  schedule: ScheduleStep,
  escalation: EscalationStep,
  alerts: AlertsStep,
  rehearsal: RehearsalStep,
}

export function FirstRunPage() {
  const progress = useSetupProgress()
  const hash = useRouterState({ select: (state) => state.location.hash })
  const [chosen, setChosen] = useState<StepId | null>(null)
  useEffect(() => {
    setChosen(STEPS.find((step) => step === hash) ?? null)
  }, [hash])
  // The first step that is to do, as it was on arrival: a step that becomes done stays open until
  // its Continue, so that what was done can be read.
  const arrived = useRef<StepId | null>(null)
  if (progress) arrived.current ??= progress.find((step) => !step.done)?.id ?? 'rehearsal'
  const open = chosen ?? arrived.current
  const go = (step: StepId) => {
    setChosen(step)
    requestAnimationFrame(() => document.getElementById(`${step}-toggle`)?.focus())
  }
  const unreachable = progress?.some((step) => step.id === 'reach' && !step.done)
  return (
    <div className="page first-run">
      <div className="page-head">
        <h1>From nothing to a page that arrives</h1>
        <p className="lead">Each step is saved on its own; you can leave and come back.</p>
      </div>
      {!progress ? (
        <Skeleton lines={7} rows />
      ) : (
        <div className="first-run-columns">
          <nav aria-label="Progress" className="first-run-nav">
            <ol>
              {progress.map((step, index) => (
                <li key={step.id}>
                  <button
                    type="button"
                    className="first-run-link"
                    aria-current={step.id === open ? 'step' : undefined}
                    onClick={() => go(step.id)}
                  >
                    <StepMark done={step.done} />
                    {index + 1}. {step.title}
                    <span className="hidden-visually">{step.done ? ', done' : ', to do'}</span>
                  </button>
                </li>
              ))}
            </ol>
            {unreachable && (
              <p className="small first-run-warn">
                You will not be reachable until a contact method is verified.
              </p>
            )}
          </nav>
          <div className="stack">
            {progress.map((step, index) => (
              <StepSection
                key={step.id}
                step={step}
                number={index + 1}
                open={step.id === open}
                onToggle={() => setChosen(step.id)}
                onDone={() => go(STEPS[index + 1] ?? 'rehearsal')}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

function StepMark({ done }: { readonly done: boolean }) {
  return done ? (
    <span className="state-glyph resolved step-mark">
      <Glyph name="check" size={12} />
    </span>
  ) : (
    <span className="step-mark faint">
      <Shape name="ring" size={14} />
    </span>
  )
}

function StepSection(props: {
  readonly step: StepProgress
  readonly number: number
  readonly open: boolean
  readonly onToggle: () => void
  readonly onDone: () => void
}) {
  const { step, open } = props
  const Body = BODIES[step.id]
  return (
    <section
      className={open ? 'card step-card open' : 'card step-card'}
      aria-labelledby={`${step.id}-title`}
    >
      <h2>
        <button
          type="button"
          id={`${step.id}-toggle`}
          className="step-toggle"
          aria-expanded={open}
          onClick={props.onToggle}
        >
          <StepMark done={step.done} />
          <span id={`${step.id}-title`}>
            {props.number}. {step.title}
          </span>
          <span className="grow" />
          <span className="small muted">{step.done ? 'Done' : step.missing}</span>
        </button>
      </h2>
      {open && (
        <div className="card-body">
          <Body onDone={props.onDone} />
        </div>
      )}
    </section>
  )
}
