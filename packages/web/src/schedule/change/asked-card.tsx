// On Home: what nobody took and is mine to assign, what others ask of me, to be answered here, and what I
// asked for myself.

import { listCoverRequests } from '@evenwatch/api'
import { lazy, Suspense } from 'react'
import { POLL_MS, useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { isOpen } from './request-in-words.ts'

const AssignRequests = lazy(() =>
  import('./assign-requests.tsx').then((module) => ({ default: module.AssignRequests })),
)
const AskedRequests = lazy(() =>
  import('./asked-requests.tsx').then((module) => ({ default: module.AskedRequests })),
)

export function AskedCard() {
  const options = { everyMs: POLL_MS * 2 }
  const forMe = useRead(listCoverRequests, { query: { forMe: 'true', limit: 50 } }, options)
  const mine = useRead(listCoverRequests, { query: { mine: 'true', limit: 50 } }, options)
  const me = useMe()
  const mayLead = me.role === 'admin' || me.teams.some(({ isLead }) => isLead)
  const toAssign = useRead(
    listCoverRequests,
    { query: { toAssign: 'true', limit: 50 } },
    { ...options, enabled: mayLead },
  )
  const open = mayLead ? (toAssign.data?.items ?? []) : []
  const asked = (forMe.data?.items ?? []).filter(({ you }) => you.mayAnswer)
  const own = (mine.data?.items ?? []).filter(isOpen)
  if (open.length === 0 && asked.length === 0 && own.length === 0) return null
  return (
    <Suspense fallback={null}>
      {open.length > 0 && <AssignRequests items={open} />}
      {asked.length > 0 && <AskedRequests id="asked" title="Asked of you" items={asked} />}
      {own.length > 0 && <AskedRequests id="own" title="You asked for cover" items={own} />}
    </Suspense>
  )
}
