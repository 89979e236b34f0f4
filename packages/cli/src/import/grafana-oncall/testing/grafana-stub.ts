// Grafana OnCall's API as strict as its documentation: it wants the key, knows its lists and their
// parameters, gives pages of fifty, and names the next page by an address that is not the asked one.

import { type StrictStub, type StubReply, startStrictStub } from '../../testing/strict-stub.ts'
import { GRAFANA_ONCALL_COLLECTIONS } from '../grafana-oncall-source.ts'

export const STUB_KEY = 'grafana-key-of-the-tests'
const PAGE = 50
const FINAL_SHIFTS = /^\/api\/v1\/schedules\/([^/]+)\/final_shifts$/

/** By path behind `/api/v1/`; null: this installation is older than the list. */
export type GrafanaLists = { readonly [path: string]: readonly unknown[] | null }

export function startGrafanaStub(lists: GrafanaLists, throttleEvery: number): Promise<StrictStub> {
  const headers = { authorization: STUB_KEY }
  return startStrictStub({ headers, throttleEvery, answer: (url) => replyTo(lists, url) })
}

function replyTo(lists: GrafanaLists, url: URL): StubReply {
  const { pathname, searchParams } = url
  const known = GRAFANA_ONCALL_COLLECTIONS.some((name) => pathname === `/api/v1/${name}/`)
  const dated = FINAL_SHIFTS.test(pathname)
  const parameters = dated ? ['page', 'start_date', 'end_date'] : ['page']
  const unknown = [...searchParams.keys()].filter((name) => !parameters.includes(name))
  const whatIsWrong = unknown[0] ?? (dated ? wrongDates(searchParams) : null)
  const list = lists[pathname.replace('/api/v1/', '')]
  if (list === null) return { status: 404, body: '' }
  if ((list === undefined && !known) || whatIsWrong !== null) {
    return { status: 400, body: '', offence: `${whatIsWrong ?? 'no list'}: ${pathname}` }
  }
  return { status: 200, body: pageOf(list ?? [], url) }
}

/** Whole days, at most a year of them. */
function wrongDates(parameters: URLSearchParams): string | null {
  const [start, end] = [parameters.get('start_date') ?? '', parameters.get('end_date') ?? '']
  const day = /^\d{4}-\d{2}-\d{2}$/
  return day.test(start) && day.test(end) && start < end ? null : 'dates'
}

function pageOf(list: readonly unknown[], url: URL): object {
  const page = Number(url.searchParams.get('page') ?? 1)
  const next = new URL(url)
  next.searchParams.set('page', String(page + 1))
  // The installation knows itself by another name than its proxy does.
  next.host = 'oncall-engine.internal'
  return {
    count: list.length,
    next: page * PAGE < list.length ? next.href : null,
    previous: null,
    results: list.slice((page - 1) * PAGE, page * PAGE),
    current_page_number: page,
    page_size: PAGE,
    total_pages: Math.ceil(list.length / PAGE),
  }
}
