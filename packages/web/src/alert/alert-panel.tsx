// The side panel: one alert beside the list, without losing one's place in it.

import { getAlertGroup } from '@evenwatch/api'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { IconButton } from '../ui/button.tsx'
import { AlertDetail } from './alert-detail.tsx'

export function AlertPanel(props: { readonly number: number; readonly onClose: () => void }) {
  const read = useRead(getAlertGroup, { params: { group: String(props.number) } }, { keep: true })
  return (
    <aside className="alert-panel" aria-label={`Alert ${props.number}`}>
      <div className="panel-bar">
        <span className="muted">Alert {props.number}</span>
        <span className="grow" />
        <LinkButton to={paths.alert(props.number)} kind="quiet" size="small">
          Open page
        </LinkButton>
        <IconButton small label="Close panel (Esc)" glyph="close" onClick={props.onClose} />
      </div>
      <Reading of={read} what="The alert" lines={6}>
        {(group) => <AlertDetail key={group.id} group={group} />}
      </Reading>
    </aside>
  )
}
