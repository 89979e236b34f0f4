// Page someone: whom, how urgent, what to say, and what will happen.

import {
  listEscalationPolicies,
  listSchedules,
  listTeams,
  listUsers,
  pageSomeone,
} from '@evenwatch/api'
import type { Urgency } from '@evenwatch/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call, explain } from '../app/client.ts'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField, TextArea } from '../ui/fields.tsx'
import { namesInWords } from '../ui/person.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Notice } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'

const MESSAGE_CHARS_MAX = 1_024
type Target = { user: string } | { team: string } | { schedule: string } | { policy: string }

function targetOf(value: string): Target | null {
  const [kind, name] = value.split(/:(.*)/s)
  if (!name) return null
  if (kind === 'user') return { user: name }
  if (kind === 'team') return { team: name }
  if (kind === 'schedule') return { schedule: name }
  return kind === 'policy' ? { policy: name } : null
}

export function PageDialog(props: {
  readonly onClose: () => void
  /** Chosen from the start: `schedule:payments-primary`. */
  readonly whom?: string
}) {
  const { onClose } = props
  const me = useMe()
  const navigate = useNavigate()
  const [whom, setWhom] = useState(props.whom ?? '')
  const [urgency, setUrgency] = useState<Urgency>('high')
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const groups = useTargets()
  const chosen = groups.flatMap((group) => group.items).find((item) => item.value === whom)
  const target = targetOf(whom)
  const whyNot =
    whyNotAllowed(me, 'responder') ??
    (target ? undefined : 'Choose whom to page.') ??
    (message.trim() ? undefined : 'Say what it is about.')

  const send = async () => {
    if (!target) return
    setBusy(true)
    setFault(null)
    try {
      const result = await call(pageSomeone, { body: { target, message: message.trim(), urgency } })
      toast(`Paging ${namesInWords(result.willPage)}.`)
      onClose()
      await navigate({ to: paths.alert(result.group.number) })
    } catch (error) {
      setFault(explain(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title="Page someone" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (whyNot === undefined) void send()
        }}
      >
        <SelectField
          data-autofocus
          label="Whom"
          value={whom}
          onChange={(event) => setWhom(event.currentTarget.value)}
          data={[{ value: '', label: 'Choose…' }, ...groups]}
        />
        <div className="stack tight">
          <span className="small strong">Urgency</span>
          <Segmented
            label="Urgency"
            value={urgency}
            options={[
              { value: 'high', label: 'High: wakes people' },
              { value: 'low', label: 'Low: working hours' },
            ]}
            onChange={setUrgency}
          />
        </div>
        <TextArea
          label="Message"
          description="The first line is what they read at night: what is wrong, and what you need."
          rows={3}
          maxLength={MESSAGE_CHARS_MAX}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        {chosen && (
          <Notice>
            {whom.startsWith('user:') || whom.startsWith('team:')
              ? `${chosen.label} is paged at once, by the ${urgency}-urgency rules of each person.`
              : `Whoever ${chosen.label} names now is paged at once, by the ${urgency}-urgency rules of each person.`}{' '}
            An alert is opened that they can acknowledge.
          </Notice>
        )}
        {fault && <Notice tone="warn">Nobody was paged. {fault}</Notice>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" type="submit" busy={busy} whyNot={whyNot}>
            {chosen ? `Page ${chosen.label}` : 'Page'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function useTargets() {
  const query = { query: { limit: 200 } }
  const named = (
    kind: string,
    items: readonly { readonly name: string; readonly displayName: string }[] = [],
  ) => items.map((item) => ({ value: `${kind}:${item.name}`, label: item.displayName }))
  const users = useRead(listUsers, query).data?.items
  const teams = useRead(listTeams, query).data?.items
  const schedules = useRead(listSchedules, query).data?.items
  const policies = useRead(listEscalationPolicies, query).data?.items
  return [
    { group: 'On call in a schedule', items: named('schedule', schedules) },
    { group: 'Escalation policy', items: named('policy', policies) },
    { group: 'Everyone in a team', items: named('team', teams) },
    { group: 'Person', items: named('user', users) },
  ].filter((group) => group.items.length > 0)
}
