// What can be done with the selected rows, within the thumb's reach.

import type { AlertGroup } from '@evenwatch/api'
import { Button } from '../ui/button.tsx'
import { useActOnGroups } from './act-on-groups.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

export function BulkBar(props: {
  readonly chosen: readonly AlertGroup[]
  readonly whyNot: string | undefined
  readonly clear: () => void
}) {
  const { chosen, whyNot, clear } = props
  const act = useActOnGroups()
  if (chosen.length === 0) return null
  const run = (verb: 'acknowledge' | 'resolve') => () => {
    act(verb, chosen)
    clear()
  }
  return (
    <section className="bulk-bar" aria-label="Selected alerts">
      <strong className="nowrap">{chosen.length} selected</strong>
      <Button kind="primary" whyNot={whyNot} onClick={run('acknowledge')}>
        Acknowledge
      </Button>
      <SnoozeMenu
        whyNot={whyNot}
        onSnooze={(until) => {
          act('snooze', chosen, until)
          clear()
        }}
      />
      <Button whyNot={whyNot} onClick={run('resolve')}>
        Resolve
      </Button>
      <span className="grow" />
      <Button kind="quiet" onClick={clear}>
        Clear
      </Button>
    </section>
  )
}
