// The actions on one group. Each says its effect; one that is not possible says why.

import { type AlertGroup, escalateGroup, getService } from '@evenwatch/api'
import { call, explain } from '../app/client.ts'
import { useKeys } from '../app/keys.ts'
import { readAgain, useRead } from '../app/query.ts'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import { useActOnGroups } from './act-on-groups.ts'
import { durationInWords, GROUP_READS } from './action-reads.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

export function AlertActions({ group }: { readonly group: AlertGroup }) {
  const me = useMe()
  const act = useActOnGroups()
  const service = useRead(getService, { params: { service: group.service.name } })
  const lapse = service.data?.spec.acknowledgementLapses
  const whyNot = whyNotAllowed(me, 'responder')
  const resolved = group.status === 'resolved'
  const whyNotOpen = whyNot ?? (resolved ? 'It is resolved; reopen it first.' : undefined)
  const whyNotAck =
    whyNotOpen ??
    (group.status === 'acknowledged'
      ? `${group.acknowledgedBy?.name ?? 'Somebody'} has it already.`
      : undefined)

  const escalate = async () => {
    try {
      await call(escalateGroup, { params: { group: group.id }, body: {} })
      toast('Passed on: the next step runs now.')
    } catch (fault) {
      toast(`Not passed on. ${explain(fault)}`, { tone: 'fault' })
    } finally {
      void readAgain(...GROUP_READS)
    }
  }
  const when = (reason: string | undefined, run: () => void) => () =>
    reason === undefined ? run() : toast(reason)
  useKeys([
    {
      keys: 'a',
      does: 'Acknowledge this alert',
      run: when(whyNotAck, () => act('acknowledge', [group])),
    },
    { keys: 'r', does: 'Resolve this alert', run: when(whyNotOpen, () => act('resolve', [group])) },
    { keys: 'e', does: 'Escalate now', run: when(whyNotOpen, () => void escalate()) },
  ])
  return (
    <>
      <div className="alert-actions">
        <div className="row wrap">
          {group.status !== 'acknowledged' && !resolved && (
            <Button kind="primary" whyNot={whyNotAck} onClick={() => act('acknowledge', [group])}>
              Acknowledge
            </Button>
          )}
          {resolved ? (
            <Button whyNot={whyNot} onClick={() => act('reopen', [group])}>
              Reopen
            </Button>
          ) : (
            <>
              <Button
                kind={group.status === 'acknowledged' ? 'primary' : 'quiet'}
                whyNot={whyNotOpen}
                onClick={() => act('resolve', [group])}
              >
                Resolve
              </Button>
              <SnoozeMenu
                withKey
                whyNot={whyNotOpen}
                onSnooze={(until) => act('snooze', [group], until)}
              />
              <Button whyNot={whyNotOpen} onClick={() => void escalate()}>
                Escalate now
              </Button>
              {group.status === 'acknowledged' && (
                <Button kind="quiet" whyNot={whyNot} onClick={() => act('reopen', [group])}>
                  Give it back
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      {!resolved && group.status === 'triggered' && service.data && (
        <p className="small muted">
          Acknowledging stops paging
          {lapse
            ? ` for ${durationInWords(lapse)}, then it starts again.`
            : ' until the alert is resolved.'}
        </p>
      )}
    </>
  )
}
