// Shown only where a concern waits for its answer.

import { listConcerns, type ScheduleView } from '@evenwatch/api'
import { useRead } from '../../app/query.ts'
import { Shape } from '../../ui/glyphs.tsx'

export function ConcernsButton(props: {
  readonly schedule: ScheduleView
  readonly onOpen: () => void
}) {
  const { data } = useRead(listConcerns, { params: { schedule: props.schedule.name } })
  const open = (data?.items ?? []).filter(({ answer }) => answer === null)
  if (open.length === 0) return null
  const isOverdue = open.some((one) => one.isOverdue)
  return (
    <button type="button" className="btn" onClick={props.onOpen}>
      <Shape name={isOverdue ? 'triangle' : 'diamond'} />
      {open.length === 1 ? '1 concern' : `${open.length} concerns`}
      {isOverdue && ', overdue'}
    </button>
  )
}
