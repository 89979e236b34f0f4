// S4, the list: find what needs me, act on many at once.

import './alerts.css'
import type { AlertGroup } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { Reading } from '../app/read-states.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { announce } from '../ui/live-region.tsx'
import { useNow } from '../ui/now.ts'
import { Notice } from '../ui/states.tsx'
import { useActOnGroups } from './act-on-groups.ts'
import { AlertsEmpty } from './alerts-empty.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type Filters, parseFilters, type Scope } from './filters.ts'
import { GroupRow } from './group-row.tsx'
import { isStorm } from './group-state.ts'
import { ServiceGroups } from './service-groups.tsx'
import { LIST_GROUPS_MAX, useGroupList, useHeldRows } from './use-group-list.ts'

const NONE: readonly AlertGroup[] = []
const PANEL_WIDTH_MIN = 1100

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

export type FilterChange = (
  change: { readonly [K in keyof Filters]?: Filters[K] | undefined },
) => void

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

function GroupRows(props: {
  readonly groups: readonly AlertGroup[]
  readonly filters: Filters
  readonly change: FilterChange
  readonly setHeld: (held: boolean) => void
}) {
  const { groups, filters, change } = props
  const me = useMe()
  const act = useActOnGroups()
  const list = useRef<HTMLUListElement>(null)
  const [cursor, setCursor] = useState(0)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const current = Math.min(cursor, groups.length - 1)
  const chosen = useMemo(() => groups.filter((group) => selected.has(group.id)), [groups, selected])
  const whyNot = whyNotAllowed(me, 'responder')

  const select = (id: string, range: boolean) => {
    const ids = groups.map((group) => group.id)
    const from = range && anchor.current ? ids.indexOf(anchor.current) : -1
    const to = ids.indexOf(id)
    const next = new Set(selected)
    if (from >= 0)
      for (const item of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(item)
    else if (!next.delete(id)) next.add(id)
    anchor.current = id
    setSelected(next)
  }
  const latest = useRef({ select, change, groups })
  latest.current = { select, change, groups }
  const [stable] = useState(() => ({
    onSelect: (id: string, range: boolean) => {
      setCursor(latest.current.groups.findIndex((group) => group.id === id))
      latest.current.select(id, range)
    },
    onOpen: (number: number) => {
      setCursor(latest.current.groups.findIndex((group) => group.number === number))
      if (window.innerWidth < PANEL_WIDTH_MIN) return false
      latest.current.change({ open: number })
      return true
    },
  }))

  const move = (by: number) => {
    const next = Math.max(0, Math.min(groups.length - 1, current + by))
    setCursor(next)
    list.current?.querySelectorAll<HTMLElement>('.group-main')[next]?.focus()
    const number = groups[next]?.number
    if (filters.open !== undefined && number !== undefined) change({ open: number })
  }
  const subject = () => (chosen.length > 0 ? chosen : groups.slice(current, current + 1))
  const run = (verb: 'acknowledge' | 'resolve') => () => {
    if (whyNot) return announce(whyNot)
    act(verb, subject())
    setSelected(new Set())
  }
  useKeys([
    { keys: 'j', does: 'Next row', run: () => move(1) },
    { keys: 'k', does: 'Previous row', run: () => move(-1) },
    { keys: 'ArrowDown', does: 'Next row', run: () => move(1) },
    { keys: 'ArrowUp', does: 'Previous row', run: () => move(-1) },
    {
      keys: 'Enter',
      does: 'Open the row',
      run: () => void (groups[current] && stable.onOpen(groups[current].number)),
    },
    {
      keys: 'x',
      does: 'Select the row',
      run: () => void (groups[current] && select(groups[current].id, false)),
    },
    {
      keys: 'shift x',
      does: 'Select to the row',
      run: () => void (groups[current] && select(groups[current].id, true)),
    },
    { keys: 'a', does: 'Acknowledge selected or current', run: run('acknowledge') },
    { keys: 'r', does: 'Resolve selected or current', run: run('resolve') },
    {
      keys: 'Escape',
      does: 'Close the panel, or clear the selection',
      run: () => {
        if (filters.open === undefined) return setSelected(new Set())
        change({ open: undefined })
        list.current?.querySelectorAll<HTMLElement>('.group-main')[current]?.focus()
      },
    },
  ])
  return (
    <>
      {/* Pointing at the list, or being inside it, holds it still. */}
      <ul
        ref={list}
        className="group-list card"
        aria-label="Alert groups"
        onPointerEnter={() => props.setHeld(true)}
        onPointerLeave={() => props.setHeld(false)}
        onFocus={() => props.setHeld(true)}
        onBlur={(event) => props.setHeld(event.currentTarget.contains(event.relatedTarget))}
      >
        {groups.map((group, index) => (
          <GroupRow
            key={group.id}
            group={group}
            myId={me.id}
            isCurrent={index === current}
            isOpen={group.number === filters.open}
            isSelected={selected.has(group.id)}
            {...stable}
          />
        ))}
      </ul>
      <BulkBar chosen={chosen} whyNot={whyNot} clear={() => setSelected(new Set())} />
    </>
  )
}
