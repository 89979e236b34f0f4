// Search and commands, my state, the zone of times, my inbox, me.

import { getOnCallOverview, listInbox, signOut } from '@evenwatch/api'
import { Link, useNavigate } from '@tanstack/react-router'
import { useNotices } from '../../people/notices.tsx'
import { Dropdown, MenuItem } from '../../ui/dropdown.tsx'
import { Glyph, Mark } from '../../ui/glyphs.tsx'
import { Avatar } from '../../ui/person.tsx'
import { Time } from '../../ui/time.tsx'
import { call } from '../client.ts'
import { paths } from '../paths.ts'
import { prefer, THEMES, usePreferences } from '../preferences.ts'
import { POLL_MS, useRead } from '../query.ts'
import { useMe } from '../session.ts'
import { useShellDialog } from './dialogs.ts'
import { ZoneChip } from './zone-chip.tsx'

export function TopBar() {
  const open = useShellDialog()
  return (
    <header className="top-bar">
      <Link to={paths.home()} className="top-mark plain" aria-label="Evenwatch, home">
        <Mark size={22} />
      </Link>
      <button
        type="button"
        className="search-button"
        aria-label="Search or act"
        aria-keyshortcuts="Control+K"
        onClick={() => open('commands')}
      >
        <Glyph name="search" size={15} />
        <span className="grow">Search or act</span>
        <span className="kbd" data-keys={navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K'} />
      </button>
      <span className="grow" />
      <StatusChip />
      <ZoneChip />
      <InboxButton />
      <ProfileMenu />
    </header>
  )
}

/** `On call · Payments primary · until Mon 09:00`, or `Off · next Thu 09:00`. */
function StatusChip() {
  const overview = useRead(
    getOnCallOverview,
    { query: { scope: 'mine' } },
    { everyMs: POLL_MS * 4 },
  )
  const me = overview.data?.me
  if (!me) return null
  const now = me.onCall[0]
  return (
    <Link to={paths.home()} className={now ? 'status-chip plain on' : 'status-chip plain'}>
      <span className="status-dot" aria-hidden="true" />
      {now ? (
        <>
          <strong>On call</strong>
          <span className="status-more"> · {now.displayName}</span>
          {now.until && (
            <span className="status-more">
              {' '}
              · until <Time at={now.until} as="short" inert />
            </span>
          )}
        </>
      ) : (
        <>
          <strong>Off</strong>
          {me.next && (
            <span className="status-more">
              {' '}
              · next <Time at={me.next.startsAt} as="short" inert />
            </span>
          )}
        </>
      )}
    </Link>
  )
}

function InboxButton() {
  const inbox = useRead(listInbox, { query: { limit: 20 } }, { everyMs: POLL_MS * 2 })
  const notices = useNotices()
  const open = inbox.data?.items.filter((item) => item.group?.status === 'triggered').length ?? 0
  const unread = notices.data?.unreadCount ?? 0
  const words = [
    ...(open > 0 ? [`${open} unanswered`] : []),
    ...(unread > 0 ? [`${unread} new ${unread === 1 ? 'notice' : 'notices'}`] : []),
  ]
  return (
    <Link
      to={paths.inbox()}
      className="icon-btn plain"
      aria-label={['Inbox', ...words].join(', ')}
      title="Inbox"
    >
      <Glyph name="inbox" />
      {words.length > 0 && <span className="dot" />}
    </Link>
  )
}

function ProfileMenu() {
  const me = useMe()
  const { theme } = usePreferences()
  const navigate = useNavigate()
  const leave = async () => {
    await call(signOut, {})
    // A whole new page, so that nothing of this person stays in memory.
    location.assign(paths.signIn())
  }
  return (
    <Dropdown
      kind="menu"
      label="Profile and theme"
      align="end"
      width={220}
      trigger={(trigger) => (
        <button
          type="button"
          className="icon-btn"
          aria-label="Profile and theme"
          title={me.displayName}
          {...trigger}
        >
          <Avatar name={me.name} displayName={me.displayName} />
        </button>
      )}
    >
      {(close) => (
        <>
          <MenuItem
            onClick={() => {
              close()
              void navigate({ to: paths.profile() })
            }}
          >
            <strong>{me.displayName}</strong>
            <br />
            <span className="tiny muted">Profile and notifications</span>
          </MenuItem>
          <hr className="menu-line" />
          {THEMES.map((name) => (
            <MenuItem
              key={name}
              checked={theme === name}
              onClick={() => prefer({ theme: name })}
              hint={theme === name ? <Glyph name="check" size={14} /> : undefined}
            >
              {
                { system: 'Theme of the system', light: 'Light', dark: 'Dark', night: 'Night' }[
                  name
                ]
              }
            </MenuItem>
          ))}
          <hr className="menu-line" />
          <MenuItem onClick={() => void navigate({ to: paths.settings() })}>Settings</MenuItem>
          <MenuItem onClick={() => void leave()}>Sign out</MenuItem>
        </>
      )}
    </Dropdown>
  )
}
