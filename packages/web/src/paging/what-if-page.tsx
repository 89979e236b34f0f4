// S12: pick a moment and an event, and see minute by minute who would be paged how. The server
// answers by the functions that the engine pages by; this page only asks and shows.

import './what-if.css'
import { askWhatIf, type WhatIfView } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useContext, useEffect } from 'react'
import { useKeys } from '../app/keys.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { SeverityChip, UrgencyChip } from '../ui/chip.tsx'
import { longTime, shortTime } from '../ui/format-time.ts'
import { Shape, type ShapeName } from '../ui/glyphs.tsx'
import { announce } from '../ui/live-region.tsx'
import { namesInWords } from '../ui/person.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Empty, Notice } from '../ui/states.tsx'
import { DisplayZone } from '../ui/time.tsx'
import { cityOf } from '../ui/zone.ts'
import { type WhatIfChange, WhatIfForm } from './what-if-form.tsx'
import { bodyOf, parseWhatIfSearch, type WhatIfSearch } from './what-if-search.ts'
import { WhatIfTable } from './what-if-table.tsx'
import { WhatIfTrack } from './what-if-track.tsx'

export function WhatIfPage() {
  const me = useMe()
  const search = parseWhatIfSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const display = useContext(DisplayZone)
  const zone = search.in ?? display
  const change: WhatIfChange = (next) =>
    void navigate({
      to: '.',
      search: parseWhatIfSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  useKeys([
    {
      keys: 'shift t',
      does: 'Track or table',
      run: () => change({ view: search.view === 'table' ? undefined : 'table' }),
    },
  ])
  const whyNot = whyNotAllowed(me, 'responder')
  return (
    <div className="page">
      <div className="page-head">
        <h1>What would happen if</h1>
        <p className="lead">Who would be paged how, minute by minute. Nobody is paged by asking.</p>
      </div>
      {whyNot ? (
        <Notice tone="warn">{whyNot}</Notice>
      ) : (
        <div className="wi-layout">
          <WhatIfForm search={search} zone={zone} change={change} />
          <WhatIfAnswer search={search} zone={zone} change={change} />
        </div>
      )}
    </div>
  )
}

function WhatIfAnswer(props: {
  readonly search: WhatIfSearch
  readonly zone: string
  readonly change: WhatIfChange
}) {
  const { search, zone, change } = props
  const body = bodyOf(search)
  const read = useRead(
    askWhatIf,
    { body: body ?? { target: { service: '-' } } },
    { enabled: body !== null, keep: true },
  )
  const spoken = body === null || read.data === undefined ? null : inShort(read.data)
  useEffect(() => {
    if (spoken !== null) announce(spoken)
  }, [spoken])
  if (body === null) {
    return (
      <Empty title="Choose what it happens to.">
        <p>
          A service, a policy, a schedule, a team or a person: the answer is what the pager itself
          would do, with reasons, gaps and loops.
        </p>
      </Empty>
    )
  }
  return (
    <section aria-label="The answer" className="stack loose" aria-busy={read.isFetching}>
      <Reading of={read} what="The answer" lines={8}>
        {(told) => (
          <>
            <Summary told={told} zone={zone} />
            <Findings told={told} zone={zone} />
            <div className="row wrap spread">
              <h2>Minute by minute</h2>
              <Segmented
                label="View"
                value={search.view ?? 'track'}
                options={[
                  { value: 'track', label: 'Track' },
                  { value: 'table', label: 'Table' },
                ]}
                onChange={(value) => change({ view: value === 'table' ? 'table' : undefined })}
              />
            </div>
            {search.view === 'table' ? (
              <WhatIfTable told={told} zone={zone} />
            ) : (
              <WhatIfTrack told={told} zone={zone} />
            )}
          </>
        )}
      </Reading>
    </section>
  )
}

function Summary({ told, zone }: { readonly told: WhatIfView; readonly zone: string }) {
  return (
    <div className="stack tight">
      <p className="row wrap">
        <strong>{told.target.displayName}</strong>
        {told.severity && <SeverityChip severity={told.severity} />}
        <UrgencyChip urgency={told.urgency} />
        <span className="muted">
          {longTime(Date.parse(told.at), zone)} in {cityOf(zone)}, by the policy {told.policy} as it
          stands now
        </span>
      </p>
      <p>{inShort(told)}</p>
      {told.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
    </div>
  )
}

/** One sentence, also for screen readers. */
function inShort(told: WhatIfView): string {
  const people = told.people.map(({ user }) => user)
  const bad = told.findings.filter(({ severity }) => severity !== 'info').length
  const found = bad === 0 ? '' : ` ${bad === 1 ? 'One thing' : `${bad} things`} to look at.`
  if (people.length === 0) return `Nobody would be paged.${found}`
  const order = people.length > 1 ? ', in this order' : ''
  return `${namesInWords(people, 6)} would be paged${order}. ${told.end.words}${found}`
}

const SHAPES: Record<WhatIfView['findings'][number]['severity'], ShapeName> = {
  critical: 'octagon',
  warning: 'triangle',
  info: 'ring',
}

function Findings({ told, zone }: { readonly told: WhatIfView; readonly zone: string }) {
  if (told.findings.length === 0) return null
  const asked = Date.parse(told.at)
  return (
    <section className="stack tight" aria-labelledby="findings-heading">
      <h2 id="findings-heading">Look at</h2>
      <ul className="wi-findings">
        {told.findings.map((finding) => (
          <li key={`${finding.code}${finding.words}`} className={finding.severity}>
            <Shape name={SHAPES[finding.severity]} size={13} />
            <span>
              <span className="hidden-visually">{finding.severity}: </span>
              {finding.words}
              {finding.until && (
                <> Somebody is from {shortTime(Date.parse(finding.until), asked, zone)} on.</>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
