// Everything that the command menu offers: what the present screen can do, places, views, objects.

import { listAlertGroups, listSchedules, listServices, listUsers } from '@evenwatch/api'
import { useNavigate } from '@tanstack/react-router'
import type { GlyphName } from '../ui/glyphs.tsx'
import { registeredKeys } from './keys.ts'
import { paths } from './paths.ts'
import { prefer, THEMES } from './preferences.ts'
import { useRead } from './query.ts'
import type { ShellDialog } from './shell/dialogs.ts'

export type Command = {
  readonly id: string
  readonly words: string
  readonly kind: string
  readonly glyph: GlyphName
  readonly keys?: string | undefined
  readonly run: () => void
}

export function useCommands(open: (dialog: ShellDialog) => void): readonly Command[] {
  const navigate = useNavigate()
  const go = (to: string, search?: { kind: 'override' }) => () =>
    void navigate({ to, ...(search && { search }) })
  const query = { query: { limit: 200 } }
  const alerts = useRead(listAlertGroups, query).data?.items ?? []
  const schedules = useRead(listSchedules, query).data?.items ?? []
  const services = useRead(listServices, query).data?.items ?? []
  const users = useRead(listUsers, query).data?.items ?? []
  const here = registeredKeys()
    .filter((binding) => !binding.keys.startsWith('g ') && /^(shift )?[a-z/]$/.test(binding.keys))
    .filter((binding) => !['j', 'k', 'x', 'shift x', 'u'].includes(binding.keys))
  const latest = [...new Map(here.map((binding) => [binding.keys, binding])).values()]
  return [
    ...latest.map(
      (binding): Command => ({
        id: `key-${binding.keys}`,
        words: binding.does,
        kind: 'Here',
        glyph: 'turn',
        keys: binding.keys,
        run: binding.run,
      }),
    ),
    ...schedules.map(
      (item): Command => ({
        id: `override-${item.id}`,
        words: `Create override in ${item.displayName}…`,
        kind: 'Act',
        glyph: 'calendar',
        run: go(paths.scheduleChange(item.name), { kind: 'override' }),
      }),
    ),
    { id: 'page', words: 'Page someone…', kind: 'Act', glyph: 'bell', run: () => open('page') },
    {
      id: 'who',
      words: 'Who is on call for…',
      kind: 'Go to',
      glyph: 'search',
      keys: 'g w',
      run: go(paths.who()),
    },
    {
      id: 'what-if',
      words: 'What would happen if…',
      kind: 'Go to',
      glyph: 'clock',
      run: go(paths.whatIf()),
    },
    { id: 'home', words: 'Home', kind: 'Go to', glyph: 'home', keys: 'g h', run: go(paths.home()) },
    {
      id: 'alerts',
      words: 'Alerts',
      kind: 'Go to',
      glyph: 'bell',
      keys: 'g a',
      run: go(paths.alerts()),
    },
    {
      id: 'schedules',
      words: 'Schedules',
      kind: 'Go to',
      glyph: 'calendar',
      keys: 'g s',
      run: go(paths.schedules()),
    },
    {
      id: 'org-calendar',
      words: 'Calendar of all teams: who is thin',
      kind: 'Go to',
      glyph: 'calendar',
      run: go(paths.orgCalendar()),
    },
    {
      id: 'my-calendar',
      words: 'Add my shifts to my calendar',
      kind: 'Go to',
      glyph: 'calendar',
      run: () => void navigate({ to: paths.profile(), hash: 'calendar' }),
    },
    {
      id: 'calendar-feeds',
      words: 'Calendars that are read: vacations, shifts',
      kind: 'Go to',
      glyph: 'calendar',
      run: go(paths.calendarFeeds()),
    },
    {
      id: 'services',
      words: 'Services',
      kind: 'Go to',
      glyph: 'box',
      keys: 'g v',
      run: go(paths.services()),
    },
    {
      id: 'load',
      words: 'Load: what pages cost people',
      kind: 'Go to',
      glyph: 'moon',
      run: go(paths.load()),
    },
    {
      id: 'areas',
      words: 'Areas: who can take what',
      kind: 'Go to',
      glyph: 'book',
      run: go(paths.areas()),
    },
    {
      id: 'people',
      words: 'People',
      kind: 'Go to',
      glyph: 'people',
      keys: 'g p',
      run: go(paths.people()),
    },
    {
      id: 'inbox',
      words: 'My inbox',
      kind: 'Go to',
      glyph: 'inbox',
      keys: 'g b',
      run: go(paths.inbox()),
    },
    {
      id: 'profile',
      words: 'My profile and notifications',
      kind: 'Go to',
      glyph: 'gear',
      run: go(paths.profile()),
    },
    {
      id: 'first-run',
      words: 'Setup: prove that pages arrive',
      kind: 'Go to',
      glyph: 'check',
      run: go(paths.firstRun()),
    },
    {
      id: 'tokens',
      words: 'API tokens',
      kind: 'Settings',
      glyph: 'gear',
      run: go(paths.settingsTokens()),
    },
    {
      id: 'audit',
      words: 'Audit log',
      kind: 'Settings',
      glyph: 'gear',
      run: go(paths.settingsAudit()),
    },
    {
      id: 'health',
      words: 'Health of paging',
      kind: 'Settings',
      glyph: 'gear',
      run: go(paths.settingsHealth()),
    },
    {
      id: 'keys',
      words: 'All keys',
      kind: 'Help',
      glyph: 'book',
      keys: '?',
      run: () => open('keys'),
    },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme-${theme}`,
        words: `Theme: ${theme}`,
        kind: 'View',
        glyph: 'moon',
        run: () => prefer({ theme }),
      }),
    ),
    {
      id: 'compact',
      words: 'Density: compact',
      kind: 'View',
      glyph: 'panel',
      run: () => prefer({ density: 'compact' }),
    },
    {
      id: 'comfortable',
      words: 'Density: comfortable',
      kind: 'View',
      glyph: 'panel',
      run: () => prefer({ density: 'comfortable' }),
    },
    ...alerts.map(
      (item): Command => ({
        id: `alert-${item.id}`,
        words: `${item.number} ${item.title}`,
        kind: item.service.displayName,
        glyph: 'bell',
        run: go(paths.alert(item.number)),
      }),
    ),
    ...schedules.map(
      (item): Command => ({
        id: `schedule-${item.id}`,
        words: item.displayName,
        kind: 'Schedule',
        glyph: 'calendar',
        run: go(paths.schedule(item.name)),
      }),
    ),
    ...services.map(
      (item): Command => ({
        id: `service-${item.id}`,
        words: item.displayName,
        kind: 'Service',
        glyph: 'box',
        run: go(paths.service(item.name)),
      }),
    ),
    ...users.map(
      (item): Command => ({
        id: `user-${item.id}`,
        words: item.displayName,
        kind: 'Person',
        glyph: 'people',
        run: go(paths.person(item.name)),
      }),
    ),
  ]
}

/** Whatever was typed may be the name of something that somebody is on call for. */
export function useWhoCommand(text: string): Command | null {
  const navigate = useNavigate()
  const q = text.replace(/^\s*who( is)?( on call)?( for)?\s+/i, '').trim()
  if (q === '') return null
  return {
    id: 'who-for',
    words: `Who is on call for “${q}”?`,
    kind: 'Ask',
    glyph: 'search',
    run: () => void navigate({ to: paths.who(), search: { q } }),
  }
}
