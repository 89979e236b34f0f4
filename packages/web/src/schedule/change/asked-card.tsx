// On Home: what others ask of me, to be answered here, and what I asked for myself.

import './change.css'
import { type CoverRequestView, listCoverRequests } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { POLL_MS, useRead } from '../../app/query.ts'
import { Answering, Asked, RequestState } from './cover-request.tsx'
import { isOpen, titleOf } from './request-in-words.ts'

const SHOWN_MAX = 5

export function AskedCard() {
  const options = { everyMs: POLL_MS * 2 }
  const forMe = useRead(listCoverRequests, { query: { forMe: 'true', limit: 50 } }, options)
  const mine = useRead(listCoverRequests, { query: { mine: 'true', limit: 50 } }, options)
  const asked = (forMe.data?.items ?? []).filter(({ you }) => you.mayAnswer)
  const own = (mine.data?.items ?? []).filter(isOpen)
  if (asked.length === 0 && own.length === 0) return null
  return (
    <>
      {asked.length > 0 && <Requests id="asked" title="Asked of you" items={asked} />}
      {own.length > 0 && <Requests id="own" title="You asked for cover" items={own} />}
    </>
  )
}

function Requests(props: {
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
            {request.note && <p className="small muted">“{request.note}”</p>}
            {request.you.isOwner && <RequestState request={request} />}
            <Answering request={request} />
          </li>
        ))}
      </ul>
    </section>
  )
}
