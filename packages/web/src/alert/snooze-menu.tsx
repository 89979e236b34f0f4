// Snooze: acknowledged until then, and paging starts again by itself.

import { useContext, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { Button } from '../ui/button.tsx'
import { Dropdown, MenuItem } from '../ui/dropdown.tsx'
import { shortTime } from '../ui/format-time.ts'
import { DisplayZone } from '../ui/time.tsx'
import { instantOf, wallOf } from '../ui/zone.ts'

const MINUTE = 60_000

export function snoozeChoices(
  now: number,
  zone: string,
): readonly { readonly words: string; readonly until: number }[] {
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
    <Dropdown
      kind="menu"
      label="Snooze until"
      width={250}
      opened={opened}
      onChange={setOpened}
      trigger={(trigger) => (
        <Button whyNot={props.whyNot} {...trigger}>
          Snooze…
        </Button>
      )}
    >
      {(close) => (
        <>
          <p className="menu-label">Paging stops, and starts again by itself:</p>
          {snoozeChoices(now, zone).map((choice) => (
            <MenuItem
              key={choice.words}
              hint={shortTime(choice.until, now, zone)}
              onClick={() => {
                close()
                props.onSnooze(new Date(choice.until).toISOString())
              }}
            >
              {choice.words}
            </MenuItem>
          ))}
        </>
      )}
    </Dropdown>
  )
}
