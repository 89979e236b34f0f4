// One alert group: what it is, what to do, what happens next, and everything that happened.

import { listAlertsOfGroup } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { Chip, SeverityChip, UrgencyChip } from '../ui/chip.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { AlertActions } from './alert-actions.tsx'
import { AlertsOfGroup } from './alerts-of-group.tsx'
import { EscalationTrack } from './escalation-track.tsx'
import type { GroupDetail } from './group-detail.ts'
import { stateOf } from './group-state.ts'
import { GroupTimeline } from './group-timeline.tsx'
import { NextSentence } from './next-sentence.tsx'
import { RawPayload } from './raw-payload.tsx'
import { SimilarGroups } from './similar-groups.tsx'

export function AlertDetail(props: { readonly group: GroupDetail; readonly asPage?: boolean }) {
  const { group } = props
  const alerts = useRead(listAlertsOfGroup, { params: { group: group.id }, query: { limit: 200 } })
  const [tab, setTab] = useState<'overview' | 'raw'>('overview')
  const first = alerts.data?.items[0]
  const Heading = props.asPage ? 'h1' : 'h2'
  return (
    <article className="alert-detail">
      <header className="stack tight">
        <div className="row wrap">
          <StateGlyph state={stateOf(group)} word="shown" />
          <UrgencyChip urgency={group.urgency} />
          <SeverityChip severity={group.severity} />
          {group.isTest && <Chip tone="neutral" shape="ring" word="Test" />}
        </div>
        <Heading className="alert-title">{group.title}</Heading>
        <p className="muted">
          <Link to={paths.service(group.service.name)}>{group.service.displayName}</Link> · opened{' '}
          <Time at={group.openedAt} as="both" /> ·{' '}
          {group.alertCount === 1 ? '1 alert' : `${group.alertCount} alerts`}, last event{' '}
          <Time at={group.lastEventAt} />
        </p>
        <QuickLinks group={group} links={first?.links ?? []} />
      </header>
      <NextSentence group={group} />
      <AlertActions group={group} />
      {first?.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          Ingest warning: {warning}
        </Notice>
      ))}
      <div className="tabs" role="tablist" aria-label="Views of the alert">
        {(['overview', 'raw'] as const).map((name) => (
          <button
            type="button"
            role="tab"
            key={name}
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="alert-view"
            onClick={() => setTab(name)}
          >
            {{ overview: 'Overview', raw: 'Raw payload' }[name]}
          </button>
        ))}
      </div>
      <div id="alert-view" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'raw' ? (
          <Reading of={alerts} what="The payloads">
            {(data) => <RawPayload alerts={data.items} />}
          </Reading>
        ) : (
          <div className={props.asPage ? 'detail-columns' : 'stack loose'}>
            <div className="stack loose">
              <EscalationTrack group={group} />
              <GroupTimeline group={group} />
            </div>
            <div className="stack loose">
              <AlertsOfGroup group={group} alerts={alerts} />
              <SimilarGroups similar={group.similar} />
            </div>
          </div>
        )}
      </div>
    </article>
  )
}

/** Runbook and dashboards come first: they are why the page was opened. */
function QuickLinks(props: {
  readonly group: GroupDetail
  readonly links: readonly { readonly href: string; readonly text: string }[]
}) {
  const safe = props.links.filter((link) => /^https?:/.test(link.href))
  const { runbookUrl } = props.group
  if (!runbookUrl && safe.length === 0) return null
  return (
    <p className="row wrap">
      {runbookUrl && /^https?:/.test(runbookUrl) && (
        <a className="btn small" href={runbookUrl} target="_blank" rel="noreferrer">
          <Glyph name="book" size={14} /> Runbook
        </a>
      )}
      {safe.map((link) => (
        <a className="btn small" key={link.href} href={link.href} target="_blank" rel="noreferrer">
          <Glyph name="external" size={14} /> {link.text || 'Link'}
        </a>
      ))}
    </p>
  )
}
