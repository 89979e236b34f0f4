// One press, and whoever presses is on call from now on: for the shift of somebody else that runs.

import type { ShiftRole } from '@evenwatch/core'
import { useMe, whyNotAllowed } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/states.tsx'
import { CHANGED, takeOver } from './make-change.ts'
import { tellMade } from './tell-made.ts'

export function TakeOverButton(props: {
  readonly schedule: string
  readonly role: ShiftRole
  readonly onDone: () => void
}) {
  const change = useChange()
  const me = useMe()
  const run = () =>
    change.run(async () => {
      tellMade(await takeOver(props.schedule, props.role))
    }, CHANGED)
  return (
    <>
      <Button
        busy={change.busy}
        whyNot={whyNotAllowed(me, 'responder')}
        onClick={() => void run().then((worked) => worked && props.onDone())}
      >
        Take over now
      </Button>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </>
  )
}
