// Every team's escalation order as it would run now, and who is missing.

import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { changeLink } from '../schedule/change-link.ts'
import { lengthInWords } from '../ui/format-time.ts'
import { Shape } from '../ui/glyphs.tsx'
import { Avatar, namesInWords } from '../ui/person.tsx'
import { Empty } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import type { Overview } from './overview.ts'

type TeamNow = Overview['teams'][number]

export function TeamsCard({ teams }: { readonly teams: Overview['teams'] }) {
  return (
    <section className="card" aria-labelledby="teams-heading">
      <div className="card-head">
        <h2 id="teams-heading">On call now</h2>
        <Link to={paths.who()} className="small">
          Who is on call for…
        </Link>
      </div>
      {teams.length === 0 ? (
        <Empty title="No team yet.">
          <p>A team owns schedules, policies and services.</p>
          <LinkButton kind="primary" to={paths.firstRun()}>
            Set up the first team
          </LinkButton>
        </Empty>
      ) : (
        <ul className="teams">
          {teams.map((team) => (
            <TeamRow key={team.team.name} team={team} />
          ))}
        </ul>
      )}
    </section>
  )
}

function TeamRow({ team }: { readonly team: TeamNow }) {
  const gaps = team.schedules.flatMap((schedule) =>
    schedule.gaps.map((gap) => ({ ...gap, schedule })),
  )
  const first = gaps.sort((a, b) => a.startsAt.localeCompare(b.startsAt))[0]
  return (
    <li className="team-row">
      <h3>{team.team.displayName}</h3>
      <div className="stack tight grow">
        {team.policies.map((policy) => (
          <p key={policy.policy} className="order">
            {team.policies.length > 1 && <span className="muted small">{policy.displayName}</span>}
            {policy.steps.map((step, index) => (
              // A step has no name of its own; its place in the policy is its identity.
              <Fragment key={index}>
                {index > 0 && <span className="order-then">then after {step.after}</span>}
                {step.users.length === 0 ? (
                  <span className="nobody">
                    <Shape name="triangle" size={12} /> nobody
                  </span>
                ) : (
                  <span className="row" style={{ gap: 6 }}>
                    {step.users.slice(0, 2).map((person) => (
                      <Avatar key={person.id} {...person} />
                    ))}
                    {namesInWords(step.users)}
                  </span>
                )}
              </Fragment>
            ))}
          </p>
        ))}
        {team.schedules
          .filter((schedule) => schedule.users.length + schedule.policies.length === 0)
          .map((schedule) => (
            <p key={schedule.schedule} className="gap-line">
              <Shape name="triangle" size={12} />
              <span>
                <Link to={paths.schedule(schedule.schedule)}>{schedule.displayName}</Link>: nobody
                is on call
                {schedule.until ? (
                  <>
                    {' '}
                    until <Time at={schedule.until} as="both" zone={schedule.timeZone} />
                  </>
                ) : (
                  ', with no end in sight'
                )}
              </span>
            </p>
          ))}
        {first && (
          <p className="small muted">
            {gaps.length === 1 ? 'One gap' : `${gaps.length} gaps`} in the next 14 days, first in{' '}
            <Link to={paths.schedule(first.schedule.schedule)}>{first.schedule.displayName}</Link>,{' '}
            <Time at={first.startsAt} as="short" zone={first.schedule.timeZone} /> for{' '}
            {lengthInWords(Date.parse(first.endsAt) - Date.parse(first.startsAt))}.{' '}
            <Link
              {...changeLink(first.schedule.schedule, {
                kind: 'override',
                from: Date.parse(first.startsAt),
                until: Date.parse(first.endsAt),
              })}
            >
              Fill gap
            </Link>
          </p>
        )}
      </div>
    </li>
  )
}
