// Alert groups in the fake server: lists, actions, and test alerts that run through a short track.

import * as api from '@evenwatch/api'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { type FakeGroup, group, iso, newId, type World } from './world.ts'

type Router = ReturnType<typeof createFakeRouter>

const rank = { triggered: 0, acknowledged: 1, resolved: 2 } as const

function stateOf(item: FakeGroup): string {
  return item.status === 'acknowledged' && item.snoozedUntil !== null ? 'snoozed' : item.status
}

export function handleAlerts(
  router: Router,
  world: World,
  tell: (kind: string, id: string | null) => void,
) {
  const find = (ref: string) => {
    const found = world.groups.find((item) => item.id === ref || String(item.number) === ref)
    if (!found) throw new Refused('not-found', { detail: `There is no alert ${ref}.` })
    return found
  }
  const me = () => world.users.find((item) => item.name === world.me)
  const actor = () => ({
    kind: 'user' as const,
    id: me()?.id ?? null,
    name: me()?.displayName ?? '',
  })
  const isMine = (item: FakeGroup) => item.paged.some((person) => person.name === world.me)
  const note = (item: FakeGroup, kind: string, text: string) =>
    item.timeline.push({
      id: newId(),
      at: iso(Date.now()),
      kind,
      version: 1,
      actor: actor(),
      reason: null,
      text,
      data: {},
    })

  function act(item: FakeGroup, action: string, until?: string) {
    const at = iso(Date.now())
    if (action === 'acknowledge' || action === 'snooze') {
      if (item.status === 'acknowledged' && action === 'acknowledge') {
        throw new Refused('already-done', {
          detail: `${item.acknowledgedBy?.name} acknowledged this 4 s ago.`,
        })
      }
      if (item.status === 'resolved')
        throw new Refused('state-conflict', { detail: 'It is resolved.' })
      Object.assign(item, {
        status: 'acknowledged',
        acknowledgedAt: at,
        acknowledgedBy: actor(),
        triggeredCount: 0,
        paged: [],
        snoozedUntil: until ?? null,
        next: { at: until ?? iso(Date.now() + 3_600_000), users: [], what: 'lapse' },
      })
    } else if (action === 'resolve') {
      if (item.status === 'resolved')
        throw new Refused('already-done', { detail: 'It is resolved already.' })
      Object.assign(item, {
        status: 'resolved',
        resolvedAt: at,
        resolvedBy: actor(),
        openCount: 0,
        triggeredCount: 0,
        paged: [],
        next: null,
      })
    } else if (action === 'reopen') {
      const mine = me()
      Object.assign(item, {
        status: 'triggered',
        resolvedAt: null,
        resolvedBy: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
        snoozedUntil: null,
        openCount: item.alertCount,
        triggeredCount: item.alertCount,
        paged: mine ? [{ id: mine.id, name: mine.name, displayName: mine.displayName }] : [],
        next: { at: iso(Date.now() + 300_000), users: [], what: 'step' },
      })
    } else if (action === 'escalate') {
      item.next = { at: iso(Date.now() + 600_000), users: [], what: 'step' }
    }
    item.version += 1
    note(item, `alert-group.${action}d`, `${actor().name}: ${action}`)
    tell('alert-group', item.id)
  }

  router.handle(api.listAlertGroups, ({ query }) => {
    const wanted = query.status.split(',')
    const inScope = world.groups.filter(
      (item) =>
        (query.scope !== 'mine' || isMine(item) || item.acknowledgedBy?.id === me()?.id) &&
        (!query.service || item.service.name === query.service) &&
        (!query.team || item.service.team === query.team) &&
        (!query.urgency || item.urgency === query.urgency) &&
        (!query.q || item.title.toLowerCase().includes(query.q.toLowerCase())),
    )
    const items = inScope
      .filter((item) => wanted.includes(stateOf(item)))
      .sort((a, b) => rank[a.status] - rank[b.status] || a.openedAt.localeCompare(b.openedAt))
    const offset = Number(query.cursor ?? 0)
    const count = (state: string) => inScope.filter((item) => stateOf(item) === state).length
    return {
      items: items.slice(offset, offset + query.limit),
      nextCursor: offset + query.limit < items.length ? String(offset + query.limit) : null,
      counts: {
        triggered: count('triggered'),
        acknowledged: count('acknowledged'),
        snoozed: count('snoozed'),
        resolved: count('resolved'),
        mine: world.groups.filter((item) => item.status === 'triggered' && isMine(item)).length,
      },
      lastPage: { at: iso(world.startedAt - 3 * 86_400_000), user: 'Ana Soto' },
    }
  })
  router.handle(api.getAlertGroup, ({ params }) => {
    const item = find(params.group)
    return {
      ...item,
      sharedLabels: { alertname: item.title, cluster: 'eu-west-1' },
      differingLabels: item.alertCount > 1 ? ['instance', 'zone'] : [],
      similar: world.groups
        .filter((other) => other.status === 'resolved' && other !== item)
        .slice(0, 3),
    }
  })
  router.handle(api.listAlertsOfGroup, ({ params }) => ({
    items: find(params.group).alerts,
    nextCursor: null,
  }))
  router.handle(api.getGroupTimeline, ({ params }) => ({
    items: find(params.group).timeline,
    nextCursor: null,
  }))
  router.handle(api.getGroupEscalation, ({ params }) => {
    const item = find(params.group)
    const runId = newId()
    const step = (
      number: number,
      state: 'done' | 'current' | 'planned' | 'skipped',
      name: string,
      displayName: string,
      at: string | null,
    ) => ({
      runId,
      cause: 'opened',
      policy: 'payments',
      round: 1,
      step: number,
      state,
      at,
      people: [
        {
          user: name,
          displayName,
          deliveries:
            state === 'current' || state === 'done'
              ? [
                  { channel: 'inbox', state: 'delivered', at: item.openedAt, error: null },
                  { channel: 'email', state: 'sent', at: item.openedAt, error: null },
                ]
              : [],
        },
      ],
    })
    return {
      steps:
        item.status === 'resolved'
          ? [step(0, 'done', 'ana', 'Ana Soto', item.openedAt)]
          : [
              step(
                0,
                item.status === 'triggered' ? 'current' : 'done',
                'ana',
                'Ana Soto',
                item.openedAt,
              ),
              step(
                1,
                'planned',
                'chen',
                'Chen Wei',
                item.status === 'triggered' ? (item.next?.at ?? null) : null,
              ),
              step(2, 'planned', 'ben', 'Ben Huaman', null),
            ],
      next: item.next,
    }
  })
  for (const [route, action] of [
    [api.acknowledgeGroup, 'acknowledge'],
    [api.resolveGroup, 'resolve'],
    [api.reopenGroup, 'reopen'],
    [api.escalateGroup, 'escalate'],
  ] as const) {
    router.handle(route, ({ params }) => {
      const item = find(params.group)
      act(item, action)
      return { group: item }
    })
  }
  router.handle(api.snoozeGroup, ({ params, body }) => {
    const item = find(params.group)
    act(item, 'snooze', body.until)
    return { group: item }
  })
  router.handle(api.addNote, ({ params, body }) => {
    const item = find(params.group)
    note(item, 'alert-group.note', body.text)
    tell('alert-group', item.id)
    return { group: item }
  })
  router.handle(api.actOnGroups, ({ body }) => ({
    results: body.groups.map((id) => {
      try {
        act(find(id), body.action, body.until)
        return { group: id, outcome: 'done' as const }
      } catch (fault) {
        return {
          group: id,
          outcome:
            fault instanceof Refused && fault.problem.code === 'already-done'
              ? ('already-done' as const)
              : ('state-conflict' as const),
        }
      }
    }),
  }))
  const open = (title: string, service = world.services[0], isTest = false) => {
    const mine = me()
    if (!service || !mine) throw new Refused('not-found')
    const made = group(world, { title, service, ageMs: 100, paged: mine, nextIn: 300_000, isTest })
    world.inbox.unshift({
      id: newId(),
      at: iso(Date.now()),
      subject: `High: ${service.displayName}, ${title}`,
      body: 'Acknowledge to stop paging.',
      groupId: made.id,
      answeredAt: null,
    })
    tell('alert-group', made.id)
    tell('inbox', null)
    return made
  }
  router.handle(api.fireTestAlert, ({ params }) => {
    const made = open(
      'Test alert',
      world.services.find((item) => item.name === params.service),
      true,
    )
    return { groupId: made.id, groupNumber: made.number }
  })
  router.handle(api.pageSomeone, ({ body }) => {
    const made = open(body.message)
    return { group: made, willPage: made.paged }
  })
  router.handle(api.listNotices, () => ({ items: [], nextCursor: null, unreadCount: 0 }))
  router.handle(api.listMyHandoffNotes, () => ({ items: [] }))
  router.handle(api.listWrittenHandoffNotes, () => ({ items: [] }))
  router.handle(api.getNoticeSettings, () => ({ reminders: ['1d', '1h'], byMail: true }))
  router.handle(api.listInbox, () => ({
    items: world.inbox.map(({ groupId, ...item }) => {
      const about = world.groups.find((other) => other.id === groupId)
      return {
        ...item,
        answeredAt:
          about && about.status !== 'triggered'
            ? (about.acknowledgedAt ?? about.resolvedAt)
            : item.answeredAt,
        group: about
          ? { id: about.id, number: about.number, status: about.status, urgency: about.urgency }
          : null,
      }
    }),
    nextCursor: null,
  }))
}
