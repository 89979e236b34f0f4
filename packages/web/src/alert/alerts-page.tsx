// S4, the list: find what needs me, act on many at once.

import './alerts.css'
import type { AlertGroup } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { Reading } from '../app/reading.tsx'
import { useMe } from '../app/session.ts'
import { announce } from '../ui/live-region.tsx'
import { useNow } from '../ui/now.ts'
import { Notice } from '../ui/states.tsx'
import { AlertsEmpty } from './alerts-empty.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type FilterChange, type Filters, parseFilters, type Scope } from './filters.ts'
import { GroupRows } from './group-rows.tsx'
import { isStorm } from './group-state.ts'
import { ServiceGroups } from './service-groups.tsx'
import { LIST_GROUPS_MAX, useGroupList, useHeldRows } from './use-group-list.ts'

const NONE: readonly AlertGroup[] = []

const AlertPanel = lazy(() =>
  import('./alert-panel.tsx').then((module) => ({ default: module.AlertPanel })),
)

export function AlertsPage() {
  const filters = parseFilters(useSearch({ strict: false }))
  const me = useMe()
  const scope: Scope = filters.scope ?? (me.teams.length > 0 ? 'teams' : 'all')
  const list = useGroupList(filters, scope)
  const change = useFilterChange(filters)
  const { open: _open, ...view } = filters
  const held = useHeldRows(list.data?.items ?? NONE, JSON.stringify({ ...view, scope }))
  useNewsOfList(list.data?.items ?? NONE)
  const storm = isStorm(held.rows, useNow(5_000))
  const byService = filters.by === 'service' || (storm && filters.by !== 'none')
  return (
    <div className={filters.open ? 'alerts with-panel' : 'alerts'}>
      <div className="alerts-list">
        <div className="page-head">
          <h1>Alerts</h1>
        </div>
        <FilterBar
          filters={filters}
          scope={scope}
          counts={list.data?.counts}
          byService={byService}
          change={change}
        />
        {storm && (
          <Notice tone="warn">
            <strong>Storm.</strong> More than 50 alerts came within 5 minutes, so the list is folded
            by service. Acknowledging stops paging for all of them.
          </Notice>
        )}
        <Reading of={list} what="The alerts" lines={8} rows>
          {(data) => (
            <>
              {held.waiting > 0 && (
                <button type="button" className="btn small new-rows" onClick={held.letIn}>
                  {held.waiting} new {held.waiting === 1 ? 'alert' : 'alerts'}
                </button>
              )}
              {held.rows.length === 0 ? (
                <AlertsEmpty
                  filters={filters}
                  scope={scope}
                  lastPage={data.lastPage}
                  change={change}
                />
              ) : byService ? (
                <ServiceGroups groups={held.rows} storm={storm} change={change} />
              ) : (
                <GroupRows
                  groups={held.rows}
                  filters={filters}
                  change={change}
                  setHeld={held.setHeld}
                />
              )}
              {data.nextCursor !== null && (
                <p className="small muted" style={{ padding: 12 }}>
                  The first {LIST_GROUPS_MAX} are shown. Filter to see others.
                </p>
              )}
            </>
          )}
        </Reading>
      </div>
      {filters.open !== undefined && (
        <Suspense fallback={<aside className="alert-panel" aria-label="Alert" />}>
          <AlertPanel number={filters.open} onClose={() => change({ open: undefined })} />
        </Suspense>
      )}
    </div>
  )
}

function useFilterChange(filters: Filters): FilterChange {
  const navigate = useNavigate()
  return (change) => {
    const next = parseFilters({ ...filters, ...change })
    void navigate({ to: '.', search: next, replace: 'q' in change, resetScroll: false })
  }
}

/** Announced politely, and only what is new. */
function useNewsOfList(items: readonly AlertGroup[]) {
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    const before = known.current
    known.current = new Set(items.map((item) => item.id))
    if (!before || before.size === 0) return
    const fresh = items.filter((item) => item.status === 'triggered' && !before.has(item.id))
    if (fresh.length > 0)
      announce(`${fresh.length} new ${fresh.length === 1 ? 'alert' : 'alerts'}: ${fresh[0]?.title}`)
  }, [items])
}
