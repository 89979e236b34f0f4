// Tabs with counts, whose alerts, and the filter box.

import { listServices } from '@evenwatch/api'
import { useEffect, useId, useRef, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { useRead } from '../app/query.ts'
import { Segmented } from '../ui/segmented.tsx'
import {
  type FilterChange,
  type Filters,
  filterText,
  readFilterText,
  type Scope,
  type Tab,
} from './filters.ts'

type Counts = {
  readonly triggered: number
  readonly acknowledged: number
  readonly snoozed: number
}

export function FilterBar(props: {
  readonly filters: Filters
  readonly scope: Scope
  readonly counts: Counts | undefined
  readonly byService: boolean
  readonly change: FilterChange
}) {
  const { filters, scope, counts, change } = props
  const tab = filters.tab ?? 'open'
  const tabs: readonly (readonly [Tab, string, number | undefined])[] = [
    ['open', 'Open', counts && counts.triggered + counts.acknowledged],
    ['triggered', 'Triggered', counts?.triggered],
    ['acknowledged', 'Acknowledged', counts?.acknowledged],
    ['snoozed', 'Snoozed', counts?.snoozed],
    // The list goes back as far as the record does; a day's count beside it would mislead.
    ['resolved', 'Resolved', undefined],
  ]
  return (
    <div className="filter-bar">
      <fieldset className="tabs">
        <legend className="hidden-visually">State</legend>
        {tabs.map(([name, word, count]) => (
          <button
            type="button"
            key={name}
            className={name === tab ? 'active' : ''}
            aria-pressed={name === tab}
            onClick={() => change({ tab: name === 'open' ? undefined : name, open: undefined })}
          >
            {word}
            {count !== undefined && <span className="count">{count}</span>}
          </button>
        ))}
      </fieldset>
      <div className="filter-tools">
        <Segmented
          label="Whose alerts"
          value={scope}
          options={[
            { value: 'mine', label: 'Mine' },
            { value: 'teams', label: 'My teams' },
            { value: 'all', label: 'All' },
          ]}
          onChange={(next) => change({ scope: next })}
        />
        <FilterBox filters={filters} change={change} />
        <button
          type="button"
          className="btn small"
          onClick={() => change({ by: props.byService ? 'none' : 'service' })}
        >
          {props.byService ? 'Show as one list' : 'Group by service'}
        </button>
      </div>
    </div>
  )
}

const TYPING_PAUSE_MS = 250

function FilterBox({
  filters,
  change,
}: {
  readonly filters: Filters
  readonly change: FilterChange
}) {
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const services = useRead(listServices, { query: { limit: 200 } })
  const shown = filterText(filters)
  const [draft, setDraft] = useState<string | null>(null)
  const latest = useRef(change)
  latest.current = change
  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => {
      latest.current({
        service: undefined,
        team: undefined,
        urgency: undefined,
        q: undefined,
        ...readFilterText(draft),
      })
    }, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useKeys([{ keys: '/', does: 'Filter the list', run: () => input.current?.focus() }])
  const options = [
    'urgency:high',
    'urgency:low',
    ...(services.data?.items ?? []).map((item) => `service:${item.name}`),
  ]
  return (
    <>
      <input
        ref={input}
        type="search"
        className="filter-box"
        aria-label="Filter alerts by words, service:name, team:name or urgency:high"
        placeholder="Filter   service:checkout urgency:high"
        list={listId}
        value={draft ?? shown}
        spellCheck={false}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <datalist id={listId}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  )
}
