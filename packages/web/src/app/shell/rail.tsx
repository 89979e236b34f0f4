// The way between rooms: a rail that folds to icons, and five places at the bottom on a phone.

import { Link, useRouterState } from '@tanstack/react-router'
import { Glyph, type GlyphName, Mark, Wordmark } from '../../ui/glyphs.tsx'
import { paths } from '../paths.ts'
import { prefer, usePreferences } from '../preferences.ts'
import { useMine } from './use-mine.ts'

type Room = {
  readonly to: string
  readonly name: string
  readonly glyph: GlyphName
  readonly keys: string
  /** Pages of the room whose address does not begin with the room's. */
  readonly also?: readonly string[]
}

const ROOMS: readonly Room[] = [
  { to: paths.home(), name: 'Home', glyph: 'home', keys: 'g h' },
  { to: paths.alerts(), name: 'Alerts', glyph: 'bell', keys: 'g a' },
  {
    to: paths.schedules(),
    name: 'Schedules',
    glyph: 'calendar',
    keys: 'g s',
    also: [paths.who(), paths.whatIf(), paths.areas()],
  },
  { to: paths.services(), name: 'Services', glyph: 'box', keys: 'g v' },
  { to: paths.people(), name: 'People', glyph: 'people', keys: 'g p' },
]
const SETTINGS: Room = { to: paths.settings(), name: 'Settings', glyph: 'gear', keys: '' }

export function Rail() {
  const { railOpen } = usePreferences()
  return (
    <nav className={railOpen ? 'rail' : 'rail folded'} aria-label="Rooms">
      <Link to={paths.home()} className="rail-brand plain" aria-label="Evenwatch, home">
        {railOpen ? <Wordmark /> : <Mark size={22} />}
      </Link>
      {ROOMS.map((room) => (
        <RoomLink key={room.to} room={room} />
      ))}
      <span className="grow" />
      <RoomLink room={SETTINGS} />
      <button
        type="button"
        className="rail-link rail-fold"
        aria-expanded={railOpen}
        onClick={() => prefer({ railOpen: !railOpen })}
      >
        <Glyph name="panel" size={17} />
        <span className="rail-name">{railOpen ? 'Fold' : 'Unfold'}</span>
      </button>
    </nav>
  )
}

export function BottomBar() {
  return (
    <nav className="bottom-bar" aria-label="Rooms, short">
      {ROOMS.map((room) => (
        <RoomLink key={room.to} room={room} />
      ))}
    </nav>
  )
}

function RoomLink({ room }: { readonly room: Room }) {
  const mine = useMine()
  const isInside = useRouterState({
    select: (state) => room.also?.includes(state.location.pathname) ?? false,
  })
  const count = room.to === paths.alerts() ? mine.count : 0
  return (
    <Link
      to={room.to}
      className={isInside ? 'rail-link plain active' : 'rail-link plain'}
      {...(isInside && { 'aria-current': true })}
      activeOptions={{ exact: room.to === paths.home() }}
      title={room.keys ? `${room.name} (${room.keys})` : room.name}
    >
      <Glyph name={room.glyph} size={17} />
      <span className="rail-name">{room.name}</span>
      {count > 0 && (
        <span className="rail-count">
          {count}
          <span className="hidden-visually"> triggered for you</span>
        </span>
      )}
    </Link>
  )
}
