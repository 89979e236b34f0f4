// The escalation as a vertical track: done, current, next with its countdown.

import { type AlertGroup, getGroupEscalation } from '@evenwatch/api'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { Person } from '../ui/person.tsx'
import { Countdown, Time } from '../ui/time.tsx'
import { WhyLink } from './why-link.tsx'

const WORDS = { done: 'Done', skipped: 'Skipped', current: 'Now', planned: 'Next' } as const

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
            <ol className="track">
              {steps.map((step) => (
                <li
                  key={`${step.runId}-${step.round}-${step.step}`}
                  className={`track-step ${step.state}`}
                >
                  <span className="track-dot" aria-hidden="true">
                    {step.state === 'done' && <Glyph name="check" size={11} />}
                  </span>
                  <div className="grow stack tight">
                    <p className="row wrap">
                      <strong>Step {step.step + 1}</strong>
                      <span className="muted">
                        {WORDS[step.state]}
                        {step.round > 1 && `, round ${step.round}`}
                      </span>
                      {step.at && step.state === 'planned' && group.status === 'triggered' && (
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
                      <p className="muted small">Nobody to page in this step.</p>
                    )}
                  </div>
                </li>
              ))}
              {next?.what === 'exhausted' && (
                <li className="track-step planned">
                  <span className="track-dot" aria-hidden="true" />
                  <p className="muted">After that nobody is left to page.</p>
                </li>
              )}
            </ol>
          )
        }
      </Reading>
    </section>
  )
}
