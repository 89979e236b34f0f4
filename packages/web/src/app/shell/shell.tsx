// The frame of every screen: rail, top bar, what is triggered for me, what keeps us from paging.

import '../shell/shell.css'
import { Navigate, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { announce, LiveRegions } from '../../ui/live-region.tsx'
import { Toasts, undoLatest } from '../../ui/toast.tsx'
import { listenForKeys, pauseKeys, useKeys } from '../keys.ts'
import { paths } from '../paths.ts'
import { useSession } from '../session.ts'
import { useStream } from '../stream.ts'
import { useTypedAhead } from '../use-typed-ahead.ts'
import { ShellDialogs } from './dialogs.ts'
import { HealthStrip } from './health-strip.tsx'
import { MineBanner } from './mine-banner.tsx'
import { BottomBar, Rail } from './rail.tsx'
import { StaleStrip } from './stale-strip.tsx'
import { TopBar } from './top-bar.tsx'

const loadCommandMenu = () => import('../command-menu.tsx')
const CommandMenu = lazy(() =>
  loadCommandMenu().then((module) => ({ default: module.CommandMenu })),
)
const KeysHelp = lazy(() =>
  import('../keys-help.tsx').then((module) => ({ default: module.KeysHelp })),
)
const PageDialog = lazy(() =>
  import('../../paging/page-dialog.tsx').then((module) => ({ default: module.PageDialog })),
)

/** After the first screen stands, what opens at a keystroke is fetched. */
const PRELOAD_AFTER_MS = 3_000

export function Shell() {
  const session = useSession()
  if (session && !session.user) {
    const next = location.pathname + location.search
    return <Navigate to={paths.signIn()} search={{ next, ended: 'reading' }} />
  }
  return <Frame />
}

function Frame() {
  const [dialog, setDialog] = useState<'commands' | 'keys' | 'page' | null>(null)
  const main = useRef<HTMLElement>(null)
  useStream(true)
  useEffect(listenForKeys, [])
  useEffect(() => pauseKeys(dialog !== null), [dialog])
  useEffect(() => {
    const timer = setTimeout(() => void loadCommandMenu(), PRELOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  useCommandKey(() => setDialog('commands'))
  useGoKeys(() => setDialog('keys'))
  useRouteAnnouncement(main)
  const close = () => setDialog(null)
  const takeTyped = useTypedAhead(dialog === 'commands', close)
  return (
    <ShellDialogs value={setDialog}>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="shell">
        <Rail />
        <div className="shell-body">
          <TopBar />
          <HealthStrip />
          <StaleStrip />
          <MineBanner />
          <main id="main" ref={main} tabIndex={-1}>
            <Outlet />
          </main>
        </div>
        <BottomBar />
      </div>
      <Toasts />
      <LiveRegions />
      <Suspense fallback={null}>
        {dialog === 'commands' && (
          <CommandMenu onClose={close} open={setDialog} takeTyped={takeTyped} />
        )}
        {dialog === 'keys' && <KeysHelp onClose={close} />}
        {dialog === 'page' && <PageDialog onClose={close} />}
      </Suspense>
    </ShellDialogs>
  )
}

/** Works in text fields too, unlike the single keys. */
function useCommandKey(open: () => void) {
  const latest = useRef(open)
  latest.current = open
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function useGoKeys(help: () => void) {
  const navigate = useNavigate()
  const go = (to: string) => () => void navigate({ to })
  useKeys([
    { keys: 'g h', does: 'Go home', run: go(paths.home()) },
    { keys: 'g a', does: 'Go to alerts', run: go(paths.alerts()) },
    { keys: 'g s', does: 'Go to schedules', run: go(paths.schedules()) },
    { keys: 'g w', does: 'Go to who is on call', run: go(paths.who()) },
    { keys: 'g v', does: 'Go to services', run: go(paths.services()) },
    { keys: 'g p', does: 'Go to people', run: go(paths.people()) },
    { keys: 'g b', does: 'Go to my inbox', run: go(paths.inbox()) },
    {
      keys: 'u',
      does: 'Undo the last action while its notice shows',
      run: () => void undoLatest(),
    },
    { keys: '?', does: 'Show all keys', run: help },
  ])
}

/** A new page is announced by its heading, once that is read, and reading goes on there. */
function useRouteAnnouncement(main: React.RefObject<HTMLElement | null>) {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(pathname)
  useEffect(() => {
    const page = main.current
    const isNew = before.current !== undefined && before.current !== pathname
    before.current = pathname
    document.title = 'Evenwatch'
    if (!page) return
    const tell = () => {
      const heading = page.querySelector('h1')?.textContent
      if (!heading) return
      watch.disconnect()
      document.title = `${heading} · Evenwatch`
      if (isNew) announce(heading)
    }
    const watch = new MutationObserver(tell)
    watch.observe(page, { childList: true, subtree: true })
    tell()
    if (isNew) page.focus({ preventScroll: true })
    return () => watch.disconnect()
  }, [pathname, main])
}
