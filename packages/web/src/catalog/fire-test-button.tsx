// Sends one test event the whole way, and leads to where it can be watched.

import { fireTestAlert, listAlertGroups } from '@evenwatch/api'
import { useNavigate } from '@tanstack/react-router'
import { call, explain } from '../app/client.ts'
import { paths } from '../app/paths.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'

export function FireTestButton(props: {
  readonly service: string
  readonly whyNot: string | undefined
}) {
  const change = useChange()
  const navigate = useNavigate()
  const fire = async () => {
    try {
      const { groupNumber } = await call(fireTestAlert, { params: { service: props.service } })
      await change.run(async () => undefined, [listAlertGroups])
      toast('Test alert fired. Whoever is on call is paged.')
      await navigate({ to: paths.alert(groupNumber) })
    } catch (fault) {
      toast(`No test alert was fired. ${explain(fault)}`, { tone: 'fault' })
    }
  }
  return (
    <Button glyph="bell" busy={change.busy} whyNot={props.whyNot} onClick={() => void fire()}>
      Fire a test alert
    </Button>
  )
}
