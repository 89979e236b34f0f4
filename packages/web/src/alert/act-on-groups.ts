// Acts on groups: the screen changes at once, the server confirms or the change is taken back, every
// row gets its result, and what can be undone offers it for eight seconds.

import {
  type AlertGroup,
  acknowledgeGroup,
  actOnGroups,
  BULK_GROUPS_MAX,
  getAlertGroup,
  getGroupEscalation,
  getGroupTimeline,
  getOnCallOverview,
  listAlertGroups,
  listAlertsOfGroup,
  listInbox,
  type Session,
} from '@evenwatch/api'
import { call, codeOf, explain } from '../app/client.ts'
import { queryClient, readAgain } from '../app/query.ts'
import { sessionQuery } from '../app/session.ts'
import { relativeInWords } from '../ui/format-time.ts'
import { announce } from '../ui/live-region.tsx'
import { toast } from '../ui/toast.tsx'
import { resultsInWords } from './group-state.ts'

export type GroupVerb = 'acknowledge' | 'resolve' | 'snooze' | 'reopen'
const DID = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  snooze: 'snoozed',
  reopen: 'reopened',
} as const satisfies Record<GroupVerb, string>
const CONCERNED = [
  listAlertGroups,
  getAlertGroup,
  getGroupTimeline,
  getGroupEscalation,
  listAlertsOfGroup,
  listInbox,
  getOnCallOverview,
]

function isGroup(value: unknown): value is AlertGroup {
  return typeof value === 'object' && value !== null && 'openedAt' in value && 'number' in value
}

/** Changes groups wherever a list or a page holds them, and keeps counts of mine right. */
function patchData(
  data: unknown,
  ids: ReadonlySet<string>,
  patch: (group: AlertGroup) => AlertGroup,
): unknown {
  if (isGroup(data)) return ids.has(data.id) ? patch(data) : data
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items))
    return data
  const items = data.items.map((item: unknown) =>
    isGroup(item) && ids.has(item.id) ? patch(item) : item,
  )
  return { ...data, items }
}

function optimistic(verb: GroupVerb, until: string | undefined, session: Session | undefined) {
  const at = new Date().toISOString()
  const me = session?.user
  const actor = me ? { kind: 'user' as const, id: me.id, name: me.displayName } : null
  return (group: AlertGroup): AlertGroup => {
    switch (verb) {
      case 'acknowledge':
      case 'snooze':
        return {
          ...group,
          status: 'acknowledged',
          acknowledgedAt: at,
          acknowledgedBy: actor,
          snoozedUntil: until ?? null,
          triggeredCount: 0,
          paged: [],
          next: null,
        }
      case 'resolve':
        return {
          ...group,
          status: 'resolved',
          resolvedAt: at,
          resolvedBy: actor,
          triggeredCount: 0,
          openCount: 0,
          paged: [],
          next: null,
        }
      case 'reopen':
        return {
          ...group,
          status: 'triggered',
          resolvedAt: null,
          resolvedBy: null,
          acknowledgedAt: null,
          acknowledgedBy: null,
          snoozedUntil: null,
          next: null,
        }
    }
  }
}

type Target = Pick<AlertGroup, 'id' | 'number' | 'title'>

async function act(verb: GroupVerb, groups: readonly Target[], until?: string): Promise<void> {
  if (groups.length === 0) return
  const ids = new Set(groups.map((group) => group.id))
  const routeIds = new Set<unknown>([listAlertGroups.id, getAlertGroup.id])
  const filter = {
    predicate: (query: { queryKey: readonly unknown[] }) => routeIds.has(query.queryKey[0]),
  }
  void queryClient.cancelQueries(filter)
  const before = queryClient.getQueriesData(filter)
  const patch = optimistic(verb, until, queryClient.getQueryData(sessionQuery.queryKey))
  queryClient.setQueriesData(filter, (data: unknown) => patchData(data, ids, patch))
  try {
    const said =
      groups.length === 1 && verb === 'acknowledge'
        ? await acknowledgeOne(groups)
        : await actOnMany(verb, groups, until)
    announce(said)
    const undo = verb === 'reopen' ? undefined : () => void act('reopen', groups)
    toast(said, { undo })
  } catch (fault) {
    for (const [key, data] of before) queryClient.setQueryData(key, data)
    const conflict = codeOf(fault) === 'already-done' ? await whoWasFaster(groups) : null
    toast(conflict ?? `Not ${DID[verb]}. ${explain(fault)}`, { tone: 'fault' })
  } finally {
    void readAgain(...CONCERNED)
  }
}

async function acknowledgeOne(groups: readonly Target[]): Promise<string> {
  const [target] = groups
  if (!target) return ''
  await call(acknowledgeGroup, { params: { group: target.id }, body: {} })
  return `You have it: ${target.title}. Paging stopped.`
}

async function actOnMany(
  verb: GroupVerb,
  groups: readonly Target[],
  until?: string,
): Promise<string> {
  const results: { outcome: 'done' | 'already-done' | 'not-found' | 'state-conflict' }[] = []
  for (let start = 0; start < groups.length; start += BULK_GROUPS_MAX) {
    const part = groups.slice(start, start + BULK_GROUPS_MAX).map((group) => group.id)
    const body =
      until === undefined ? { action: verb, groups: part } : { action: verb, groups: part, until }
    results.push(...(await call(actOnGroups, { body })).results)
  }
  return resultsInWords(DID[verb], results)
}

/** “Ben acknowledged this 4 s ago.” No error tone: the work is taken care of. */
async function whoWasFaster(groups: readonly Target[]): Promise<string | null> {
  const [target] = groups
  if (!target) return null
  const group = await call(getAlertGroup, { params: { group: target.id } }).catch(() => null)
  const done = group?.resolvedAt
    ? { by: group.resolvedBy, at: group.resolvedAt, verb: 'resolved' }
    : { by: group?.acknowledgedBy, at: group?.acknowledgedAt, verb: 'acknowledged' }
  if (!done.at) return null
  return `${done.by?.name ?? 'Somebody'} ${done.verb} this ${relativeInWords(Date.parse(done.at), Date.now())}.`
}

export function useActOnGroups() {
  return (verb: GroupVerb, groups: readonly Target[], until?: string) =>
    void act(verb, groups, until)
}
