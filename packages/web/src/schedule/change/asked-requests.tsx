// Requests on Home with their answers; loaded when there are any.

import './change.css'
import type { CoverRequestView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { Answering, Asked, RequestState } from './cover-request.tsx'
import { titleOf } from './request-in-words.ts'

const SHOWN_MAX = 5

export function AskedRequests(props: {
  readonly id: string
  readonly title: string
  readonly items: readonly CoverRequestView[]
}) {
  const { id, title, items } = props
  return (
    <section className="card" aria-labelledby={`${id}-heading`}>
      <div className="card-head">
        <h2 id={`${id}-heading`}>{title}</h2>
        <span className="muted">{items.length}</span>
      </div>
      <ul className="asked-list">
        {items.slice(0, SHOWN_MAX).map((request) => (
          <li key={request.id}>
            <p>
              <Link to={paths.cover(request.id)}>
                <strong>{titleOf(request)}</strong>
              </Link>
            </p>
            <Asked request={request} />
            {request.note && <p className="small muted said">“{request.note}”</p>}
            {request.you.isOwner && <RequestState request={request} />}
            <Answering request={request} />
          </li>
        ))}
      </ul>
    </section>
  )
}
