// The question of "what would happen if" as it stands in the address, so that it can be shared, and
// the call's body made of it.

import type { askWhatIf, CallInput } from '@evenwatch/api'
import {
  EVENT_LIMITS,
  parseDuration,
  SEVERITIES,
  type Severity,
  URGENCIES,
  type Urgency,
} from '@evenwatch/core'
import { isZone } from '../ui/zone.ts'

const WHAT_IF_TARGETS = ['service', 'policy', 'schedule', 'team', 'user'] as const

export type WhatIfSearch = {
  /** `service:checkout-api` */
  readonly for?: string
  readonly severity?: Severity
  readonly urgency?: Urgency
  /** `env=prod, region=eu-1` */
  readonly labels?: string
  /** An instant; absent: now. */
  readonly at?: string
  /** The zone in which the moment is written and the track is shown. */
  readonly in?: string
  /** `7m`: somebody acknowledges then; absent: nobody answers. */
  readonly ack?: string
  readonly view?: 'table'
}

const SEARCH_TEXT_CHARS_MAX = 500

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((item) => item === value)

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value.trim().slice(0, SEARCH_TEXT_CHARS_MAX)
    : undefined

export function parseWhatIfSearch(search: Record<string, unknown>): WhatIfSearch {
  const target = text(search.for)
  const at = text(search.at)
  const zone = text(search.in)
  const ack = text(search.ack)
  const parsed = {
    for: target !== undefined && targetOf(target) ? target : undefined,
    severity: oneOf(SEVERITIES, search.severity),
    urgency: oneOf(URGENCIES, search.urgency),
    labels: text(search.labels),
    at: at !== undefined && !Number.isNaN(Date.parse(at)) ? isoOf(Date.parse(at)) : undefined,
    in: zone !== undefined && isZone(zone) ? zone : undefined,
    ack: ack !== undefined && parseDuration(ack) !== null ? ack : undefined,
    view: oneOf(['table'] as const, search.view),
  }
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined))
}

type Body = CallInput<typeof askWhatIf>['body']

export function targetOf(value: string): Body['target'] | null {
  const [kind, name] = value.split(/:(.*)/s)
  if (!name) return null
  switch (oneOf(WHAT_IF_TARGETS, kind)) {
    case 'service':
      return { service: name }
    case 'policy':
      return { policy: name }
    case 'schedule':
      return { schedule: name }
    case 'team':
      return { team: name }
    case 'user':
      return { user: name }
    case undefined:
      return null
  }
}

/** Null: nothing was chosen yet. */
export function bodyOf(search: WhatIfSearch): Body | null {
  const target = search.for === undefined ? null : targetOf(search.for)
  if (target === null) return null
  const isService = 'service' in target
  return {
    target,
    labels: labelsOf(search.labels ?? ''),
    ...(isService && search.severity && { severity: search.severity }),
    ...(!isService && search.urgency && { urgency: search.urgency }),
    ...(search.at && { at: search.at }),
    ...(search.ack && { answers: [{ after: search.ack }] }),
  }
}

/** What is no `name=value` is left out. */
export function labelsOf(line: string): Record<string, string> {
  const pairs = line.split(',').flatMap((part): [string, string][] => {
    const [name = '', ...rest] = part.split('=')
    return name.trim() !== '' && rest.length > 0 ? [[name.trim(), rest.join('=').trim()]] : []
  })
  return Object.fromEntries(pairs.slice(0, EVENT_LIMITS.labelCount))
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
