// The room "Schedules": its pages side by side, so that who, what if and areas are found without
// knowing their names. A tab is only a link; the page below says the rest.

import './on-call-room.css'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { paths } from './paths.ts'

const TABS: readonly { readonly to: string; readonly name: string }[] = [
  { to: paths.schedules(), name: 'Schedules' },
  { to: paths.orgCalendar(), name: 'All teams' },
  { to: paths.who(), name: 'Who is on call' },
  { to: paths.whatIf(), name: 'What if' },
  { to: paths.areas(), name: 'Areas' },
  { to: paths.load(), name: 'Load' },
  { to: paths.calendarFeeds(), name: 'Calendars read' },
]

export function OnCallRoom() {
  return (
    <>
      <OnCallTabs />
      <Outlet />
    </>
  )
}

function OnCallTabs() {
  const nav = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  // A phone shows some of the tabs; the present one is always among them.
  useEffect(() => {
    const tab = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (!nav.current || !tab) return
    nav.current.scrollLeft = tab.offsetLeft - (nav.current.clientWidth - tab.offsetWidth) / 2
  }, [pathname])
  return (
    <nav className="tabs on-call-tabs" aria-label="Schedules and on-call" ref={nav}>
      {TABS.map((tab) => (
        <Link key={tab.to} to={tab.to} activeOptions={{ exact: true, includeSearch: false }}>
          {tab.name}
        </Link>
      ))}
    </nav>
  )
}
