// One alert group on a page of its own: what links and phones open.

import './alerts.css'
import { getAlertGroup } from '@evenwatch/api'
import { Link, useParams } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { AlertDetail } from './alert-detail.tsx'

export function AlertPage() {
  const { number = '' } = useParams({ strict: false })
  const read = useRead(getAlertGroup, { params: { group: String(number) } }, { everyMs: POLL_MS })
  return (
    <div className="page alert-page">
      <p className="small crumbs">
        <Link to={paths.alerts()}>Alerts</Link> <span className="faint">/ {number}</span>
      </p>
      <Reading of={read} what="The alert" lines={8} asPage>
        {(group) => <AlertDetail group={group} asPage />}
      </Reading>
    </div>
  )
}
