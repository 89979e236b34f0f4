// One person, for everybody: local time, hours, teams, reachability. Addresses stay with their owner
// and with administrators.

import { getUser, type User } from '@evenwatch/api'
import { Link, useParams } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { VerdictChip } from '../ui/chip.tsx'
import { clockTime } from '../ui/format-time.ts'
import { useNow } from '../ui/now.ts'
import { Avatar } from '../ui/person.tsx'
import { cityOf } from '../ui/zone.ts'
import { isReachable } from './people-page.tsx'

export function PersonPage() {
  const { person = '' } = useParams({ strict: false })
  const read = useRead(getUser, { params: { user: String(person) } })
  const now = useNow(30_000)
  const me = useMe()
  // The ledger is open within a team, and to managers.
  const shared = ({ teams }: User) =>
    teams.find(
      ({ name }) =>
        whyNotAllowed(me, 'manager') === undefined || me.teams.some((own) => own.name === name),
    )
  return (
    <div className="page narrow">
      <p className="small crumbs">
        <Link to={paths.people()}>People</Link> <span className="faint">/ {person}</span>
      </p>
      <Reading of={read} what="The person" asPage>
        {(user) => (
          <div className="stack loose">
            <div className="row">
              <Avatar {...user} />
              <h1>{user.displayName}</h1>
            </div>
            <section className="card">
              <dl className="card-body facts" style={{ paddingTop: 20 }}>
                <dt>Local time</dt>
                <dd>
                  {clockTime(now, user.timeZone)} {cityOf(user.timeZone)}
                </dd>
                <dt>Works</dt>
                <dd>
                  {user.workingHours.days.join(' ')} {user.workingHours.from} to{' '}
                  {user.workingHours.until}
                </dd>
                <dt>Sleeps</dt>
                <dd>
                  {user.sleepHours.from} to {user.sleepHours.until}
                </dd>
                <dt>Teams</dt>
                <dd>
                  {user.teams
                    .map((team) => team.displayName + (team.isLead ? ' (lead)' : ''))
                    .join(', ') || 'none'}
                </dd>
                {shared(user) && (
                  <>
                    <dt>Load</dt>
                    <dd>
                      <Link to={paths.load()} search={{ team: shared(user)?.name }}>
                        What pages cost {user.displayName}
                      </Link>
                    </dd>
                  </>
                )}
                <dt>Role</dt>
                <dd>{user.role}</dd>
                <dt>Reachable</dt>
                <dd className="row wrap">
                  <VerdictChip good={isReachable(user)} word={isReachable(user) ? 'Yes' : 'No'} />
                  <span className="muted">
                    {user.contactMethods
                      .map(
                        (method) => `${method.name}${method.verifiedAt ? '' : ' (not verified)'}`,
                      )
                      .join(', ') || 'no contact method'}
                  </span>
                </dd>
              </dl>
            </section>
          </div>
        )}
      </Reading>
    </div>
  )
}
