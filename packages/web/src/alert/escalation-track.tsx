// The escalation as a vertical track: done, current, next with its countdown. Each run stands under
// the policy it follows and why it began; rounds are told apart from the second on.

import { type AlertGroup, type CallOutput, getGroupEscalation } from '@evenwatch/api'
import { LAST_RESORT_STEP } from '@evenwatch/core'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { Person } from '../ui/person.tsx'
import { Countdown, Time } from '../ui/time.tsx'
import { WhyLink } from './why-link.tsx'

type Step = CallOutput<typeof getGroupEscalation>['steps'][number]

const WORDS = { done: 'Done', skipped: 'Skipped', current: 'Now', planned: 'Next' } as const

/** Why a run began, after the name of its policy. */
const CAUSES: { readonly [cause: string]: string } = {
  opened: 'since the alert opened',
  'urgency-raised': 'since it became more urgent',
  repage: 'since another alert joined',
  lapsed: 'since the acknowledgement lapsed',
  reopened: 'since it was reopened',
  manual: 'started by hand',
  nested: 'called by the policy above',
}

export function EscalationTrack({ group }: { readonly group: AlertGroup }) {
  const read = useRead(getGroupEscalation, { params: { group: group.id } }, { everyMs: POLL_MS })
  return (
    <section aria-labelledby="track-heading">
      <div className="row spread">
        <h2 id="track-heading">Escalation</h2>
        <WhyLink group={group} />
      </div>
      <Reading of={read} what="The escalation">
        {({ steps, next }) =>
          steps.length === 0 ? (
            <p className="muted">No escalation has run for this alert.</p>
          ) : (
            <>
              {runsOf(steps).map(({ key, policy, cause, steps: ofRun }) => (
                <div key={key} className={cause === 'nested' ? 'track-run nested' : 'track-run'}>
                  <p className="small muted">
                    Policy <strong>{policy}</strong>
                    {CAUSES[cause] && `, ${CAUSES[cause]}`}
                  </p>
                  <ol className="track">
                    {ofRun.map((step) => (
                      <TrackItem
                        key={`${step.round}-${step.step}-${step.state}`}
                        step={step}
                        counts={group.status === 'triggered'}
                      />
                    ))}
                  </ol>
                </div>
              ))}
              {next?.what === 'exhausted' && (
                <p className="muted">After that nobody is left to page.</p>
              )}
            </>
          )
        }
      </Reading>
    </section>
  )
}

type Run = { key: string; policy: string; cause: string; steps: Step[] }

/** Neighbours that follow the same policy in the same run; what is planned goes on in its run. */
function runsOf(steps: readonly Step[]): Run[] {
  const runs: Run[] = []
  for (const step of steps) {
    const last = runs.at(-1)
    const known =
      runs.find((run) => run.key.startsWith(step.runId) && run.policy === step.policy) ??
      (last?.policy === step.policy && step.cause === 'planned' ? last : undefined)
    if (known) known.steps.push(step)
    else {
      const { runId, policy, cause } = step
      runs.push({ key: `${runId} ${policy}`, policy, cause, steps: [step] })
    }
  }
  return runs
}

function TrackItem({ step, counts }: { readonly step: Step; readonly counts: boolean }) {
  return (
    <li className={`track-step ${step.state}`}>
      <span className="track-dot" aria-hidden="true">
        {step.state === 'done' && <Glyph name="check" size={11} />}
      </span>
      <div className="grow stack tight">
        <p className="row wrap">
          <strong>
            {step.step === LAST_RESORT_STEP ? 'Last resort' : `Step ${step.step + 1}`}
          </strong>
          <span className="muted">
            {WORDS[step.state]}
            {step.round > 0 && `, round ${step.round + 1}`}
          </span>
          {step.at && step.state === 'planned' && counts && (
            <span className="muted">
              in <Countdown until={step.at} />
            </span>
          )}
          {step.at && (step.state === 'done' || step.state === 'current') && (
            <Time at={step.at} as="clock" />
          )}
        </p>
        {step.people.map((person) => (
          <div key={person.user} className="row wrap">
            <Person name={person.user} displayName={person.displayName} />
            {person.deliveries.map((delivery) => (
              <span key={`${delivery.channel}${delivery.at}`} className="chip plain">
                {delivery.channel}: {delivery.state}
                {delivery.error && `, ${delivery.error}`}
              </span>
            ))}
          </div>
        ))}
        {step.people.length === 0 && (
          <p className="muted small">
            {step.state === 'skipped' ? 'Nobody to page in this step.' : 'Calls another policy.'}
          </p>
        )}
      </div>
    </li>
  )
}
