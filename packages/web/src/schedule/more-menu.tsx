// What is done to a plan less often than looking at it.

import type { ScheduleView } from '@evenwatch/api'
import { useNavigate } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { Dropdown, MenuItem } from '../ui/dropdown.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import type { Panel } from './schedule-search.ts'

export function MoreMenu(props: {
  readonly schedule: ScheduleView
  readonly onPanel: (panel: Panel) => void
}) {
  const { schedule, onPanel } = props
  const navigate = useNavigate()
  const search = { for: `schedule:${schedule.name}`, in: schedule.spec.timeZone }
  const load = schedule.spec.team === undefined ? {} : { team: schedule.spec.team }
  return (
    <Dropdown
      kind="menu"
      label="The plan"
      align="end"
      trigger={(trigger) => (
        <button type="button" className="btn" {...trigger}>
          Plan
          <Glyph name="chevronDown" size={12} />
        </button>
      )}
    >
      {(close) => {
        const item = (words: string, run: () => void) => (
          <MenuItem
            onClick={() => {
              close()
              run()
            }}
          >
            {words}
          </MenuItem>
        )
        return (
          <>
            {item('Edit rotation…', () => onPanel('rotation'))}
            {item('Plan a period…', () => onPanel('plan'))}
            {item('Versions…', () => onPanel('history'))}
            {item('Quality…', () => onPanel('quality'))}
            {item('Concerns…', () => onPanel('concerns'))}
            {item('Add to my calendar…', () => onPanel('subscribe'))}
            {item('Load of its shifts', () => void navigate({ to: paths.load(), search: load }))}
            {item('Does this still hold?', () => void navigate({ to: paths.whatIf(), search }))}
          </>
        )
      }}
    </Dropdown>
  )
}
