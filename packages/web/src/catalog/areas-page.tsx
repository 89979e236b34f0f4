// Areas: what people must be able to handle, who can, and how that is known. Everybody states their
// own depth here; evidence stands beside the statement, so that neither has to be believed alone.

import { type AreaView, listAreas, removeUserArea } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { call } from '../app/client.ts'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe } from '../app/session.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { VerdictChip } from '../ui/chip.tsx'
import { Avatar } from '../ui/person.tsx'
import { Empty, Notice } from '../ui/states.tsx'
import { AreaEvidence } from './area-evidence.tsx'
import { AREA_READS, DepthChip } from './depth-chip.tsx'
import { StateArea } from './state-area.tsx'

/** Fewer than these and one absence leaves nobody. */
const ABLE_MIN = 2
const COLUMNS = 5

export function AreasPage() {
  const list = useRead(listAreas, {})
  return (
    <div className="page stack loose">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>Areas</h1>
        <p className="lead">Who can take what alone, and how that is known.</p>
      </div>
      <Reading of={list} what="The areas" rows>
        {({ areas }) => (
          <>
            {areas.length === 0 ? (
              <div className="card">
                <Empty title="No area yet. Every service is one, and you can name more below." />
              </div>
            ) : (
              <AreaTable areas={areas} />
            )}
            <StateArea areas={areas.map(({ area }) => area)} />
          </>
        )}
      </Reading>
    </div>
  )
}

function AreaTable({ areas }: { readonly areas: readonly AreaView[] }) {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <div className="card table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">Services</th>
            <th scope="col">People</th>
            <th scope="col">Without help</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {areas.map((area) => (
            <Fragment key={area.area}>
              <AreaRow
                area={area}
                isOpen={open === area.area}
                onToggle={() => setOpen(open === area.area ? null : area.area)}
              />
              {open === area.area && (
                <tr>
                  <td colSpan={COLUMNS}>
                    <AreaEvidence area={area.area} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AreaRow(props: {
  readonly area: AreaView
  readonly isOpen: boolean
  readonly onToggle: () => void
}) {
  const { area, services, schedules, people } = props.area
  const me = useMe()
  const able = people.filter(({ depth }) => depth !== 'learning').length
  return (
    <tr>
      <td>
        <span className="strong">{area}</span>
        {schedules.length > 0 && (
          <span className="small muted"> asked of {schedules.join(', ')}</span>
        )}
      </td>
      <td data-label="services">
        {services.length === 0 && <span className="faint">–</span>}
        {services.map((name, i) => (
          <Fragment key={name}>
            {i > 0 && ', '}
            <Link to={paths.service(name)}>{name}</Link>
          </Fragment>
        ))}
      </td>
      <td data-label="people">
        <span className="row wrap">
          {people.length === 0 && <span className="muted">nobody has said so</span>}
          {people.map(({ user, depth }) => (
            <span key={user.id} className="row" style={{ gap: 6 }}>
              <Avatar {...user} />
              <Link to={paths.person(user.name)}>{user.displayName}</Link>
              <DepthChip depth={depth} />
            </span>
          ))}
        </span>
      </td>
      <td data-label="without help">
        <VerdictChip
          good={able >= ABLE_MIN}
          word={able === 0 ? 'Nobody' : able === 1 ? 'Only one' : `${able} people`}
        />
      </td>
      <td>
        <span className="row wrap">
          <Button
            size="small"
            kind="quiet"
            aria-expanded={props.isOpen}
            aria-label={`Evidence for ${area}`}
            onClick={props.onToggle}
          >
            Evidence
          </Button>
          {people.some(({ user }) => user.id === me.id) && <TakeBack area={area} />}
        </span>
      </td>
    </tr>
  )
}

function TakeBack({ area }: { readonly area: string }) {
  const change = useChange()
  return (
    <>
      <Button
        size="small"
        kind="quiet"
        busy={change.busy}
        aria-label={`Take back mine: ${area}`}
        onClick={() =>
          void change.run(() => call(removeUserArea, { params: { user: 'me', area } }), AREA_READS)
        }
      >
        Take back mine
      </Button>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </>
  )
}
