// On Home: what others ask of me, to be answered here, and what I asked for myself.

import { listCoverRequests } from '@evenwatch/api'
import { lazy, Suspense } from 'react'
import { POLL_MS, useRead } from '../../app/query.ts'
import { isOpen } from './request-in-words.ts'

const AskedRequests = lazy(() =>
  import('./asked-requests.tsx').then((module) => ({ default: module.AskedRequests })),
)

export function AskedCard() {
  const options = { everyMs: POLL_MS * 2 }
  const forMe = useRead(listCoverRequests, { query: { forMe: 'true', limit: 50 } }, options)
  const mine = useRead(listCoverRequests, { query: { mine: 'true', limit: 50 } }, options)
  const asked = (forMe.data?.items ?? []).filter(({ you }) => you.mayAnswer)
  const own = (mine.data?.items ?? []).filter(isOpen)
  if (asked.length === 0 && own.length === 0) return null
  return (
    <Suspense fallback={null}>
      {asked.length > 0 && <AskedRequests id="asked" title="Asked of you" items={asked} />}
      {own.length > 0 && <AskedRequests id="own" title="You asked for cover" items={own} />}
    </Suspense>
  )
}
