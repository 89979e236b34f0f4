// For a lead, of a request that nobody takes: those who could, the person with the least load first, and
// Assign beside each. The second step says what speaks against it, asks why, and does it.

import {
  acceptCoverRequest,
  type CoverCandidate,
  type CoverRequestView,
  listCoverCandidates,
  undoCoverAcceptance,
} from '@evenwatch/api'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useNow } from '../../ui/now.ts'
import { Avatar } from '../../ui/person.tsx'
import { Notice } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { CandidateWords } from './candidates.tsx'
import { type CheckCode, refusalsOf } from './change-draft.ts'
import { CHANGED } from './make-change.ts'
import { OverruleBoxes } from './overrule.tsx'

/** Further down the list are those with the most load; all of them stand behind one press. */
const SHOWN_FIRST = 3

export function AssignForm({ request }: { readonly request: CoverRequestView }) {
  const now = useNow(60_000)
  const { schedule, role, owner } = request
  const [open] = request.open
  const span = {
    from: open?.startsAt ?? request.startsAt,
    until: request.open.at(-1)?.endsAt ?? request.endsAt,
  }
  const [chosen, setChosen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const candidates = useRead(listCoverCandidates, {
    params: { schedule: schedule.name },
    query: { role, ...span, away: owner.name },
  })
  const window = { startsAt: Date.parse(span.from), endsAt: Date.parse(span.until) }
  return (
    <Reading of={candidates} what="Who could" lines={3}>
      {({ items }) => {
        const one = items.find(({ user }) => user.id === chosen)
        if (one) return <Confirm {...{ request, one }} onBack={() => setChosen(null)} />
        if (items.length === 0) return <p className="muted">The team has nobody else.</p>
        return (
          <>
            <ul className="candidates">
              {(all ? items : items.slice(0, SHOWN_FIRST)).map((item) => (
                <li key={item.user.id} className="candidate">
                  <Avatar {...item.user} />
                  <CandidateWords item={item} span={window} now={now} />
                  <Button size="small" onClick={() => setChosen(item.user.id)}>
                    Assign<span className="hidden-visually"> {item.user.displayName}</span>
                  </Button>
                </li>
              ))}
            </ul>
            {!all && items.length > SHOWN_FIRST && (
              <div>
                <Button size="small" kind="quiet" onClick={() => setAll(true)}>
                  All {items.length} people
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Reading>
  )
}

function Confirm(props: {
  readonly request: CoverRequestView
  readonly one: CoverCandidate
  readonly onBack: () => void
}) {
  const { request, one, onBack } = props
  const { user, checks } = one
  const change = useChange()
  const [despite, setDespite] = useState<readonly CheckCode[]>([])
  const [reason, setReason] = useState('')
  // The button that was pressed is gone; the focus goes to what it asked.
  const heading = useRef<HTMLParagraphElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const refusals = refusalsOf(checks)
  const standing = refusals.filter((code) => !despite.includes(code))
  const whyNot =
    standing.length > 0
      ? 'A limit speaks against it: overrule it with a reason, or choose somebody else.'
      : despite.length > 0 && reason.trim() === ''
        ? 'Overruling needs a reason.'
        : undefined
  const params = { request: request.id }
  const assign = async () => {
    const body = { for: user.name, despite: [...despite], reason }
    const done = await change.run(() => call(acceptCoverRequest, { params, body }), CHANGED)
    if (!done) return
    const undo = () => void change.run(() => call(undoCoverAcceptance, { params }), CHANGED)
    toast(`${user.displayName} is on call for ${request.owner.displayName}.`, { undo })
  }
  return (
    <form
      className="stack tight half"
      aria-label={`Assign ${user.displayName}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (whyNot === undefined) void assign()
      }}
    >
      <p ref={heading} tabIndex={-1}>
        <strong>{user.displayName}</strong> will be on call for {request.owner.displayName}. Both
        are told.
      </p>
      {checks.map(({ code, sentence, startsAt }) => (
        <p key={code + startsAt} className="small">
          {sentence}
        </p>
      ))}
      <OverruleBoxes refusals={refusals} despite={despite} onChange={setDespite} />
      <TextField
        label={refusals.length > 0 ? 'Reason, which both will read' : 'Reason, if you like'}
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={change.busy} whyNot={whyNot}>
          Put {user.displayName} on call
        </Button>
        <Button kind="quiet" onClick={onBack}>
          Somebody else
        </Button>
      </div>
    </form>
  )
}
