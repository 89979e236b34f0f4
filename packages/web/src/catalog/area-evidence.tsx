// How it is known who can handle an area: statements with who made them and when, teams that own its
// services, alerts that were answered.

import { type AreaPersonView, listPeopleOfArea } from '@evenwatch/api'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { Person } from '../ui/person.tsx'
import { Time } from '../ui/time.tsx'
import { DepthChip } from './depth-chip.tsx'

export function AreaEvidence({ area }: { readonly area: string }) {
  const read = useRead(listPeopleOfArea, { params: { area }, query: {} })
  return (
    <Reading of={read} what="The evidence" lines={2}>
      {({ people }) =>
        people.length === 0 ? (
          <p className="muted">
            Nothing is stated, nobody owns its services, no alert was answered.
          </p>
        ) : (
          <ul className="stack" aria-label={`Evidence for ${area}`}>
            {people.map((person) => (
              <PersonEvidence key={person.user.id} person={person} />
            ))}
          </ul>
        )
      }
    </Reading>
  )
}

function PersonEvidence({ person }: { readonly person: AreaPersonView }) {
  const { user, stated, owns, responses } = person
  return (
    <li className="row wrap small">
      <Person {...user} />
      {stated ? (
        <>
          <DepthChip depth={stated.depth} />
          <span>
            stated by {stated.by.name} <Time at={stated.at} />
            {stated.note !== '' && `: ${stated.note}`}
          </span>
        </>
      ) : (
        <span className="muted">nothing stated</span>
      )}
      {owns.map(({ team, isLead, services }) => (
        <span key={team}>
          · {isLead ? 'leads' : 'in'} {team}, which owns {services.join(', ')}
        </span>
      ))}
      {responses.lastAt !== null && (
        <span>
          · answered {responses.count} in 180 days, last <Time at={responses.lastAt} />
        </span>
      )}
    </li>
  )
}
