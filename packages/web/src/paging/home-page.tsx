// S1, home: in three seconds: am I on call, is anything wrong, who else is there.

import './home.css'
import { getOnCallOverview } from '@evenwatch/api'
import { lazy, Suspense } from 'react'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useShellDialog } from '../app/shell/dialogs.ts'
import { Button } from '../ui/button.tsx'
import { AttentionCard } from './attention-card.tsx'
import { NextShiftsCard } from './next-shifts-card.tsx'
import { SetupCard } from './setup-card.tsx'
import { TeamsCard } from './teams-card.tsx'
import { YouCard } from './you-card.tsx'

/** It brings the fields of forms along, which the first load does without. */
const HandoffCard = lazy(() =>
  import('../schedule/handoff-card.tsx').then((module) => ({ default: module.HandoffCard })),
)
const AskedCard = lazy(() =>
  import('../schedule/change/asked-card.tsx').then((module) => ({ default: module.AskedCard })),
)

export function HomePage() {
  const overview = useRead(getOnCallOverview, { query: { scope: 'all' } }, { everyMs: POLL_MS * 2 })
  const open = useShellDialog()
  return (
    <div className="page home">
      <div className="page-head">
        <h1 className="grow">Home</h1>
        <Button glyph="bell" onClick={() => open('page')}>
          Page someone…
        </Button>
      </div>
      <div className="home-grid">
        <div className="home-attention">
          <AttentionCard />
        </div>
        <div className="home-you">
          <Reading of={overview} what="Your state">
            {(data) => <YouCard me={data.me} />}
          </Reading>
        </div>
        <div className="home-teams">
          <Reading of={overview} what="On call now">
            {(data) => <TeamsCard teams={data.teams} />}
          </Reading>
        </div>
        <div className="home-next stack">
          <Suspense fallback={null}>
            <AskedCard />
          </Suspense>
          {overview.data?.me && (
            <Suspense fallback={null}>
              <HandoffCard onCall={overview.data.me.onCall} />
            </Suspense>
          )}
          <Reading of={overview} what="Your next shifts">
            {(data) => <NextShiftsCard me={data.me} />}
          </Reading>
          <SetupCard />
        </div>
      </div>
    </div>
  )
}
