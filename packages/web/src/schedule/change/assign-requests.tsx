// On Home, for those who lead the team: cover that nobody took and that begins within a day. It stays
// until somebody is on call for it, by whatever way.

import './change.css'
import type { CoverRequestView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { Chip } from '../../ui/chip.tsx'
import { Time } from '../../ui/time.tsx'
import { AssignForm } from './assign-form.tsx'
import { Asked } from './cover-request.tsx'

const SHOWN_MAX = 5

export function AssignRequests({ items }: { readonly items: readonly CoverRequestView[] }) {
  return (
    <section className="card assign-card" aria-labelledby="assign-heading">
      <div className="card-head">
        <h2 id="assign-heading">Nobody covers yet</h2>
        <Chip tone="critical" shape="octagon" word={`${items.length} to assign`} />
      </div>
      <ul className="asked-list">
        {items.slice(0, SHOWN_MAX).map((request) => (
          <li key={request.id}>
            <p>
              <Link to={paths.cover(request.id)}>
                <strong>{request.owner.displayName} needs cover</strong>
              </Link>
              , from <Time at={request.open[0]?.startsAt ?? request.startsAt} as="both" />
            </p>
            <Asked request={request} />
            {request.note && <p className="small muted said">“{request.note}”</p>}
            <AssignForm request={request} />
          </li>
        ))}
      </ul>
    </section>
  )
}
