// People and teams: who they are, what time it is for them, and whether a page can reach them.

import { listTeams, listUsers, type User } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { VerdictChip } from '../ui/chip.tsx'
import { clockTime } from '../ui/format-time.ts'
import { useNow } from '../ui/now.ts'
import { Avatar } from '../ui/person.tsx'
import { cityOf } from '../ui/zone.ts'

export const isReachable = (user: User): boolean =>
  user.contactMethods.some((method) => method.verifiedAt !== null) &&
  user.notificationRules.high.length > 0

export function PeoplePage() {
  const users = useRead(listUsers, { query: { limit: 200 } })
  const teams = useRead(listTeams, { query: { limit: 200 } })
  const now = useNow(30_000)
  return (
    <div className="page stack loose">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>People</h1>
        <p className="lead">What time it is for them, and whether a page reaches them.</p>
      </div>
      <Reading of={users} what="The people" rows>
        {({ items }) => (
          <div className="card table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Local time</th>
                  <th scope="col">Teams</th>
                  <th scope="col">Role</th>
                  <th scope="col">Reachable</th>
                </tr>
              </thead>
              <tbody>
                {items.map((user) => (
                  <tr key={user.id}>
                    <td>
                      <span className="row">
                        <Avatar {...user} />
                        <Link to={paths.person(user.name)} className="strong">
                          {user.displayName}
                        </Link>
                        {user.deactivatedAt && <span className="muted small">deactivated</span>}
                      </span>
                    </td>
                    <td className="nowrap">
                      {clockTime(now, user.timeZone)}{' '}
                      <span className="muted">{cityOf(user.timeZone)}</span>
                    </td>
                    <td>
                      {user.teams
                        .map((team) => team.displayName + (team.isLead ? ' (lead)' : ''))
                        .join(', ') || <span className="faint">–</span>}
                    </td>
                    <td>{user.role}</td>
                    <td>
                      <VerdictChip
                        good={isReachable(user)}
                        word={isReachable(user) ? 'Yes' : 'No'}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Reading>
      <section aria-labelledby="team-list" className="stack">
        <h2 id="team-list">Teams</h2>
        <Reading of={teams} what="The teams" rows>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">No team yet.</p>
            ) : (
              <div className="card table-scroll">
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">Team</th>
                      <th scope="col">Leads</th>
                      <th scope="col">Members</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((team) => (
                      <tr key={team.id}>
                        <td className="strong">{team.displayName}</td>
                        <td data-label="leads">{team.spec.leads.join(', ') || '–'}</td>
                        <td data-label="members">{team.spec.members.join(', ') || '–'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Reading>
      </section>
    </div>
  )
}
