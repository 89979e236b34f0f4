// How good the plan is, in one number and one word; opens the report.

import { getScheduleQuality, type ScheduleView } from '@evenwatch/api'
import { useRead } from '../../app/query.ts'
import { Shape } from '../../ui/glyphs.tsx'

const FRESH_MS = 10 * 60_000

export function QualityButton(props: {
  readonly schedule: ScheduleView
  readonly onOpen: () => void
}) {
  const { schedule, onOpen } = props
  const params = { schedule: schedule.name }
  const { data } = useRead(getScheduleQuality, { params, query: {} }, { everyMs: FRESH_MS })
  if (!data) return null
  const gaps = data.gaps.length
  const words = gaps === 0 ? 'no gap' : gaps === 1 ? '1 gap' : `${gaps} gaps`
  const bad = data.findings.some((one) => one.severity === 'critical')
  return (
    <button type="button" className="btn" onClick={onOpen}>
      <Shape name={bad ? 'triangle' : data.findings.length > 0 ? 'diamond' : 'check'} />
      Quality {data.score} · {words}
    </button>
  )
}
