// The list's filters live in the address: reload, share and back reproduce the view.
// The filter box speaks `label:value`; unknown labels are words to search.

import { URGENCIES, type Urgency } from '@evenwatch/core'

export const TABS = ['open', 'triggered', 'acknowledged', 'snoozed', 'resolved'] as const
export type Tab = (typeof TABS)[number]
export const SCOPES = ['mine', 'teams', 'all'] as const
export type Scope = (typeof SCOPES)[number]

export type Filters = {
  readonly tab?: Tab
  readonly scope?: Scope
  readonly service?: string
  readonly team?: string
  readonly urgency?: Urgency
  readonly q?: string
  readonly by?: 'service' | 'none'
  /** Number of the alert in the side panel. */
  readonly open?: number
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((item) => item === value)
const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value)

export function parseFilters(search: Record<string, unknown>): Filters {
  const open = Number(search.open)
  const parsed = {
    tab: oneOf(TABS, search.tab),
    scope: oneOf(SCOPES, search.scope),
    service: text(search.service),
    team: text(search.team),
    urgency: oneOf(URGENCIES, search.urgency),
    q: text(search.q),
    by: oneOf(['service', 'none'] as const, search.by),
    open: Number.isSafeInteger(open) && open > 0 ? open : undefined,
  }
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined))
}

export const STATUS_OF: Record<Tab, string> = {
  open: 'triggered,acknowledged',
  triggered: 'triggered',
  acknowledged: 'acknowledged',
  snoozed: 'snoozed',
  resolved: 'resolved',
}

export function filterText({ service, team, urgency, q }: Filters): string {
  const parts = [
    service && `service:${service}`,
    team && `team:${team}`,
    urgency && `urgency:${urgency}`,
    q,
  ]
  return parts.filter(Boolean).join(' ')
}

export function readFilterText(line: string): Pick<Filters, 'service' | 'team' | 'urgency' | 'q'> {
  const words: string[] = []
  const found: { service?: string; team?: string; urgency?: Urgency } = {}
  for (const part of line.trim().split(/\s+/)) {
    const [label, ...rest] = part.split(':')
    const value = rest.join(':')
    const urgency = oneOf(URGENCIES, value)
    if (label === 'service' && value) found.service = value
    else if (label === 'team' && value) found.team = value
    else if (label === 'urgency' && urgency) found.urgency = urgency
    else if (part) words.push(part)
  }
  return words.length > 0 ? { ...found, q: words.join(' ') } : found
}

/** Undefined clears a filter. */
export type FilterChange = (
  change: { readonly [K in keyof Filters]?: Filters[K] | undefined },
) => void
