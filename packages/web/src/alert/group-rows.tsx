// The rows with their keys: moving, selecting, opening, acting on what is chosen.

import type { AlertGroup } from '@evenwatch/api'
import { useMemo, useRef, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { announce } from '../ui/live-region.tsx'
import { useActOnGroups } from './act-on-groups.ts'
import { BulkBar } from './bulk-bar.tsx'
import type { FilterChange, Filters } from './filters.ts'
import { GroupRow } from './group-row.tsx'

/** Narrower screens open an alert as a page. */
const PANEL_WIDTH_MIN = 1100
/** Rows that are drawn whole before anybody scrolls. */
const FIRST_ROWS = 30

export function GroupRows(props: {
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
            isFirst={index < FIRST_ROWS}
            {...stable}
          />
        ))}
      </ul>
      <BulkBar chosen={chosen} whyNot={whyNot} clear={() => setSelected(new Set())} />
    </>
  )
}
