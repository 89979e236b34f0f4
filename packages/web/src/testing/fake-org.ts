// What surrounds schedules in the fake server: the calendar over all teams by core's own rules,
// business events, concerns, calendar links and calendars that are read.

import * as api from '@evenwatch/api'
import { calendarDays, DAY_MS } from '@evenwatch/core'
import { createFakePlans } from './fake-plans.ts'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, newId, type World } from './world.ts'

const HOUR = 3_600_000
const WEEKS_IN_A_ROW_MAX = 2

export function handleOrg(router: ReturnType<typeof createFakeRouter>, world: World) {
  const plans = createFakePlans(world)
  const now = world.startedAt
  const [ana, ben, chen] = world.users
  const by = { kind: 'user' as const, id: ana?.id ?? null, name: ana?.displayName ?? 'Ana Soto' }
  const refOf = (user: api.User | undefined) => ({
    id: user?.id ?? newId(),
    name: user?.name ?? 'ana',
    displayName: user?.displayName ?? 'Ana Soto',
  })
  const awayFrom = Math.floor(now / DAY_MS) * DAY_MS + 3 * DAY_MS
  const absences = [ben, chen].flatMap((user, index) =>
    user
      ? [
          {
            userId: user.id,
            startsAt: awayFrom + index * 2 * DAY_MS,
            endsAt: awayFrom + (index * 2 + 3) * DAY_MS,
          },
        ]
      : [],
  )
  let events: api.BusinessEventView[] =
    world.users.length === 0
      ? []
      : [
          {
            id: newId(),
            name: 'Autumn sale',
            team: 'payments',
            startsAt: iso(awayFrom - 4 * DAY_MS),
            endsAt: iso(awayFrom - DAY_MS),
            wantsDouble: true,
            note: 'Three times the usual orders.',
            createdBy: by,
            createdAt: iso(now - 9 * DAY_MS),
          },
        ]
  router.handle(api.getScheduleCalendar, ({ query }) => {
    const span = { startsAt: Date.parse(query.from), endsAt: Date.parse(query.until) }
    const shown = world.schedules.filter(
      ({ spec }) => query.team === undefined || spec.team === query.team,
    )
    const days = calendarDays({
      span,
      schedules: shown.map(({ name }) => {
        const plan = plans.planOf(name)
        return { schedule: plan.schedule, plan, weeksInARowMax: WEEKS_IN_A_ROW_MAX }
      }),
      others: [],
      teams: new Map(),
      absences,
    })
    return {
      from: query.from,
      until: query.until,
      people: world.users.map(refOf),
      events: events.filter(({ team }) => !query.team || team === null || team === query.team),
      schedules: shown.map((schedule, index) => {
        const team = world.teams.find(({ name }) => name === schedule.spec.team)
        return {
          schedule: schedule.name,
          displayName: schedule.displayName,
          team: team ? { name: team.name, displayName: team.displayName } : null,
          timeZone: schedule.spec.timeZone,
          openAlertGroups: team?.name === 'payments' ? 4 : 2,
          days: (days[index] ?? []).map((day) => ({
            date: day.date,
            cover:
              day.gapMs === 0
                ? ('covered' as const)
                : day.gapMs === day.endsAt - day.startsAt
                  ? ('nobody' as const)
                  : ('partly' as const),
            gapMinutes: day.gapMs / 60_000,
            users: [...day.userIds],
            policies: day.policyIds.map(plans.policyRefOf),
            away: day.away.map(({ userId, isOnCall }) => ({ user: userId, isOnCall })),
            overload: day.overload.map(({ userId, why }) => ({ user: userId, why })),
          })),
        }
      }),
    }
  })
  router.handle(api.listBusinessEvents, () => ({ items: events }))
  router.handle(api.createBusinessEvent, ({ body }) => {
    if (body.endsAt <= body.startsAt) {
      const fields = [{ field: 'endsAt', rule: 'Later than `startsAt`.' }]
      throw new Refused('invalid-request', { fields })
    }
    const made = { id: newId(), ...body, createdBy: by, createdAt: iso(Date.now()) }
    events = [...events, made]
    return made
  })
  router.handle(api.cancelBusinessEvent, ({ params }) => {
    events = events.filter(({ id }) => id !== params.event)
    return {}
  })
  handleConcerns(router, world, refOf, by)
  handleCalendars(router, world, by)
}

type Actor = api.BusinessEventView['createdBy']

function handleConcerns(
  router: ReturnType<typeof createFakeRouter>,
  world: World,
  refOf: (user: api.User | undefined) => NonNullable<api.ConcernView['author']>,
  by: Actor,
) {
  const [ana, ben] = world.users
  const now = world.startedAt
  const concerns: api.ConcernView[] = [
    {
      id: newId(),
      concern: 'Two weekends in a row are too many while we are three.',
      author: null,
      owner: refOf(ana),
      answerBy: iso(now + 4 * DAY_MS),
      isOverdue: false,
      createdAt: iso(Math.floor(now / DAY_MS) * DAY_MS - 3 * DAY_MS),
      answer: null,
    },
    {
      id: newId(),
      concern: 'The handoff at 09:00 falls into my school run.',
      author: refOf(ben),
      owner: refOf(ana),
      answerBy: iso(now - 20 * DAY_MS),
      isOverdue: false,
      createdAt: iso(now - 27 * DAY_MS),
      answer: { text: 'Moved to 10:00 from next month.', by, at: iso(now - 25 * DAY_MS) },
    },
  ]
  router.handle(api.listConcerns, ({ params }) => ({
    items: params.schedule === 'payments-primary' ? concerns : [],
  }))
  router.handle(api.fileConcern, ({ body }) => {
    const made: api.ConcernView = {
      id: newId(),
      concern: body.concern,
      author: body.anonymous ? null : refOf(ana),
      owner: refOf(ana),
      answerBy: iso(Date.now() + body.answerInDays * DAY_MS),
      isOverdue: false,
      createdAt: iso(Date.now()),
      answer: null,
    }
    concerns.unshift(made)
    return made
  })
  router.handle(api.answerConcern, ({ params, body }) => {
    const found = concerns.find(({ id }) => id === params.concern)
    if (!found) throw new Refused('not-found')
    return Object.assign(found, { answer: { text: body.answer, by, at: iso(Date.now()) } })
  })
}

function handleCalendars(router: ReturnType<typeof createFakeRouter>, world: World, by: Actor) {
  const now = world.startedAt
  const [ana] = world.users
  let links: api.CalendarLinkView[] = []
  let serial = 0
  const urlOf = (link: api.CalendarLinkView) => {
    serial += 1
    return { ...link, url: `https://evenwatch.example.org/calendar/${link.hint}${serial}xk2m.ics` }
  }
  router.handle(api.listCalendarLinks, () => ({ items: links, nextCursor: null }))
  router.handle(api.createCalendarLink, ({ body }) => {
    const { id, name, displayName } =
      body.kind === 'person'
        ? (ana ?? { id: newId(), name: 'ana', displayName: 'Ana Soto' })
        : body.kind === 'schedule'
          ? { displayName: body.of, ...world.schedules.find((one) => one.id === body.of) }
          : { id: newId(), name: body.of, displayName: body.of }
    const link = {
      id: newId(),
      subject: { kind: body.kind, id: id ?? newId(), name: name ?? body.of, displayName },
      hint: 'q7d2',
      owner: 'ana',
      createdBy: by,
      createdAt: iso(Date.now()),
      rotatedAt: null,
      lastFetchedAt: null,
    }
    links = [link, ...links]
    return urlOf(link)
  })
  const linkOf = (id: string) => {
    const found = links.find((one) => one.id === id)
    if (!found) throw new Refused('not-found')
    return found
  }
  router.handle(api.rotateCalendarLink, ({ params }) => urlOf(linkOf(params.link)))
  router.handle(api.revokeCalendarLink, ({ params }) => {
    const found = linkOf(params.link)
    links = links.filter((one) => one !== found)
    return found
  })

  const feed = (name: string, more: Partial<api.CalendarFeedView>): api.CalendarFeedView => ({
    id: newId(),
    name,
    urlHint: 'calendar.google.com',
    purpose: 'absences',
    team: null,
    schedule: null,
    role: null,
    matching: null,
    timeZone: 'Europe/Vienna',
    lastFetchedAt: iso(now - 4 * 60_000),
    lastSuccessAt: iso(now - 4 * 60_000),
    lastError: null,
    eventCount: 0,
    unmatched: [],
    createdBy: by,
    createdAt: iso(now - 30 * DAY_MS),
    version: 1,
    ...more,
  })
  let feeds: api.CalendarFeedView[] =
    world.users.length === 0
      ? []
      : [
          feed('vacations', {
            eventCount: 14,
            unmatched: [
              {
                uid: 'a1',
                summary: 'Offsite of the whole company',
                startsAt: iso(now + 12 * DAY_MS),
                why: 'It names nobody who is known here.',
              },
            ],
          }),
          feed('leave-of-personnel', {
            urlHint: 'hr.example.org',
            lastError: 'The server answered 503.',
            lastSuccessAt: iso(now - 31 * HOUR),
            eventCount: 6,
          }),
        ]
  const feedOf = (ref: string) => {
    const found = feeds.find(({ id, name }) => id === ref || name === ref)
    if (!found) throw new Refused('not-found')
    return found
  }
  router.handle(api.listCalendarFeeds, () => ({ items: feeds, nextCursor: null }))
  router.handle(api.createCalendarFeed, ({ body }) => {
    const schedule = world.schedules.find(({ name }) => name === body.schedule) ?? null
    const team = world.teams.find(({ name }) => name === body.team) ?? null
    const made = feed(body.name, {
      urlHint: URL.parse(body.url)?.host ?? 'example.org',
      purpose: body.purpose,
      schedule,
      team,
      matching: body.matching,
      timeZone: body.timeZone,
      eventCount: 3,
    })
    feeds = [...feeds, made]
    return made
  })
  router.handle(api.updateCalendarFeed, ({ params, body }) => {
    const found = feedOf(params.feed)
    const { name = found.name, matching = found.matching, timeZone = found.timeZone } = body
    return Object.assign(found, { name, matching, timeZone })
  })
  router.handle(api.fetchCalendarFeed, ({ params }) =>
    Object.assign(feedOf(params.feed), { lastFetchedAt: iso(Date.now()) }),
  )
  router.handle(api.deleteCalendarFeed, ({ params }) => {
    feeds = feeds.filter((one) => one !== feedOf(params.feed))
    return {}
  })
}
