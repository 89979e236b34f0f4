// Snooze: acknowledged until then, and paging starts again by itself.

import { Menu } from '@mantine/core'
import { useContext, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { Button } from '../ui/button.tsx'
import { shortTime } from '../ui/format-time.ts'
import { DisplayZone } from '../ui/time.tsx'
import { instantOf, wallOf } from '../ui/zone.ts'

const MINUTE = 60_000

export function snoozeChoices(now: number, zone: string): readonly { readonly words: string; readonly until: number }[] {
  const wall = wallOf(now, zone)
  const tomorrow = instantOf({ ...wall, day: wall.day + 1, hour: 9, minute: 0 }, zone)
  return [
    { words: '30 min', until: now + 30 * MINUTE },
    { words: '1 h', until: now + 60 * MINUTE },
    { words: '4 h', until: now + 240 * MINUTE },
    { words: 'Tomorrow 09:00', until: tomorrow },
  ]
}

export function SnoozeMenu(props: {
  readonly whyNot: string | undefined
  readonly onSnooze: (until: string) => void
  readonly withKey?: boolean
}) {
  const zone = useContext(DisplayZone)
  const [opened, setOpened] = useState(false)
  useKeys(props.withKey ? [{ keys: 'z', does: 'Snooze…', run: () => setOpened(true) }] : [])
  const now = Date.now()
  return (
    <Menu opened={opened} onChange={setOpened} width={240} position="bottom-start" returnFocus>
      <Menu.Target>
        <Button whyNot={props.whyNot} aria-haspopup="menu" aria-expanded={opened}>
          Snooze…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Paging stops, then starts again</Menu.Label>
        {snoozeChoices(now, zone).map((choice) => (
          <Menu.Item
            key={choice.words}
            onClick={() => props.onSnooze(new Date(choice.until).toISOString())}
            rightSection={<span className="tiny muted">{shortTime(choice.until, now, zone)}</span>}
          >
            {choice.words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
