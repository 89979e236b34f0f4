// The map of the client. Shell, home and alerts load first; every other room when it is entered.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { AlertsPage } from '../alert/alerts-page.tsx'
import { parseFilters } from '../alert/filters.ts'
import { HomePage } from '../paging/home-page.tsx'
import { parseWhatIfSearch } from '../paging/what-if-search.ts'
import { parseWhoSearch } from '../paging/who-search.ts'
import { FaultPage, LostPage, NotFoundPage } from './fault-page.tsx'
import { paths } from './paths.ts'
import { queryClient } from './query.ts'
import { sessionQuery } from './session.ts'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: LostPage,
  errorComponent: FaultPage,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../people/sign-in-page.tsx'), 'SignInPage'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search) => ({ token: String(search.token ?? '') }),
  component: lazyRouteComponent(() => import('./first-run/setup-page.tsx'), 'SetupPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (session.user) return
    if (session.needsSetup) throw redirect({ to: paths.setup() })
    throw redirect({ to: paths.signIn(), search: { next: location.href } })
  },
  component: Shell,
  errorComponent: FaultPage,
  notFoundComponent: NotFoundPage,
})

const inShell = <P extends string>(path: P) => ({ getParentRoute: () => shell, path }) as const

/** The pages that stand side by side under "Schedules". */
const onCallRoom = createRoute({
  getParentRoute: () => shell,
  id: 'on-call',
  component: lazyRouteComponent(() => import('./on-call-room.tsx'), 'OnCallRoom'),
})
const inOnCall = <P extends string>(path: P) =>
  ({ getParentRoute: () => onCallRoom, path }) as const

const onCallPages = [
  createRoute({
    ...inOnCall('/schedules'),
    component: lazyRouteComponent(() => import('../schedule/schedules-page.tsx'), 'SchedulesPage'),
  }),
  createRoute({
    ...inOnCall('/schedules/calendar'),
    component: lazyRouteComponent(
      () => import('../schedule/org-calendar/org-calendar-page.tsx'),
      'OrgCalendarPage',
    ),
  }),
  createRoute({
    ...inOnCall('/schedules/feeds'),
    component: lazyRouteComponent(() => import('../schedule/feeds/feeds-page.tsx'), 'FeedsPage'),
  }),
  createRoute({
    ...inOnCall('/areas'),
    component: lazyRouteComponent(() => import('../catalog/areas-page.tsx'), 'AreasPage'),
  }),
  createRoute({
    ...inOnCall('/what-if'),
    validateSearch: parseWhatIfSearch,
    component: lazyRouteComponent(() => import('../paging/what-if-page.tsx'), 'WhatIfPage'),
  }),
  createRoute({
    ...inOnCall('/who'),
    validateSearch: parseWhoSearch,
    component: lazyRouteComponent(() => import('../paging/who-page.tsx'), 'WhoPage'),
  }),
  createRoute({
    ...inOnCall('/load'),
    component: lazyRouteComponent(() => import('../insight/load/load-page.tsx'), 'LoadPage'),
  }),
]

const pages = [
  createRoute({ ...inShell('/'), component: HomePage }),
  createRoute({ ...inShell('/alerts'), validateSearch: parseFilters, component: AlertsPage }),
  createRoute({
    ...inShell('/alerts/$number'),
    component: lazyRouteComponent(() => import('../alert/alert-page.tsx'), 'AlertPage'),
  }),
  createRoute({
    ...inShell('/schedules/$schedule'),
    component: lazyRouteComponent(() => import('../schedule/schedule-page.tsx'), 'SchedulePage'),
  }),
  createRoute({
    ...inShell('/schedules/$schedule/change'),
    component: lazyRouteComponent(() => import('../schedule/change/change-page.tsx'), 'ChangePage'),
  }),
  createRoute({
    ...inShell('/cover/$request'),
    component: lazyRouteComponent(() => import('../schedule/change/cover-page.tsx'), 'CoverPage'),
  }),
  createRoute({
    ...inShell('/services'),
    component: lazyRouteComponent(() => import('../catalog/services-page.tsx'), 'ServicesPage'),
  }),
  createRoute({
    ...inShell('/services/$service'),
    component: lazyRouteComponent(() => import('../catalog/service-page.tsx'), 'ServicePage'),
  }),
  createRoute({
    ...inShell('/people'),
    component: lazyRouteComponent(() => import('../people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...inShell('/people/$person'),
    component: lazyRouteComponent(() => import('../people/person-page.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...inShell('/profile'),
    component: lazyRouteComponent(() => import('../people/profile-page.tsx'), 'ProfilePage'),
  }),
  createRoute({
    ...inShell('/inbox'),
    component: lazyRouteComponent(() => import('../paging/inbox-page.tsx'), 'InboxPage'),
  }),
  createRoute({
    ...inShell('/settings'),
    beforeLoad: () => {
      throw redirect({ to: paths.settingsTokens() })
    },
  }),
  createRoute({
    ...inShell('/settings/tokens'),
    component: lazyRouteComponent(() => import('../people/tokens-page.tsx'), 'TokensPage'),
  }),
  createRoute({
    ...inShell('/settings/audit'),
    component: lazyRouteComponent(() => import('../people/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    ...inShell('/settings/health'),
    component: lazyRouteComponent(() => import('./health-page.tsx'), 'HealthPage'),
  }),
  createRoute({
    ...inShell('/first-run'),
    component: lazyRouteComponent(() => import('./first-run/first-run-page.tsx'), 'FirstRunPage'),
  }),
]

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    shell.addChildren([...pages, onCallRoom.addChildren(onCallPages)]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})
