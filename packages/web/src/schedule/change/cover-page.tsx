// One cover request or swap at its own address, which is what is handed on: what is asked, who has
// answered what, and what the reader may do.

import './change.css'
import {
  type CoverRequestView,
  getCoverRequest,
  previewShiftChange,
  undoCoverAcceptance,
} from '@evenwatch/api'
import { Link, useParams } from '@tanstack/react-router'
import { Fragment } from 'react'
import { call } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { POLL_MS, useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { useNow } from '../../ui/now.ts'
import { namesInWords, Person } from '../../ui/person.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { AssignForm } from './assign-form.tsx'
import { Answering, Asked, RequestState } from './cover-request.tsx'
import { Effect } from './effect.tsx'
import { CHANGED } from './make-change.ts'
import { leavesSome, titleOf } from './request-in-words.ts'

export function CoverPage() {
  const { request: id = '' } = useParams({ strict: false })
  const params = { request: String(id) }
  const read = useRead(getCoverRequest, { params }, { everyMs: POLL_MS })
  return (
    <div className="page narrow stack loose">
      <Reading of={read} what="The request" lines={6} asPage>
        {(request) => <Body request={request} />}
      </Reading>
    </div>
  )
}

function Body({ request }: { readonly request: CoverRequestView }) {
  const { owner, note, you, schedule, answers } = request
  return (
    <>
      <div>
        <p className="small crumbs">
          <Link to={paths.schedule(schedule.name)}>{schedule.displayName}</Link>
        </p>
        <div className="page-head" style={{ marginBottom: 0 }}>
          <h1>{titleOf(request)}</h1>
        </div>
      </div>
      <section className="card" aria-label="What is asked">
        <div className="card-body stack">
          <Asked request={request} />
          {note && <p className="said lines">“{note}”</p>}
          <RequestState request={request} />
          <Answering request={request} />
        </div>
      </section>
      {you.mayAnswer && <IfYes request={request} />}
      {you.mayAssign && (
        <section className="card" aria-labelledby="assign-heading">
          <div className="card-head">
            <h2 id="assign-heading">Assign somebody</h2>
          </div>
          <div className="card-body stack tight">
            <AssignForm request={request} />
          </div>
        </section>
      )}
      <section className="card" aria-labelledby="answers-heading">
        <div className="card-head">
          <h2 id="answers-heading">Answers</h2>
        </div>
        <div className="card-body stack tight">
          <p className="small muted">
            {request.askedEveryone ? 'Everybody was asked: ' : 'Asked: '}
            {namesInWords(request.asked, 8)}, <Time at={request.createdAt} />
            {request.createdBy.id !== owner.id && ` by ${request.createdBy.name}`}.
          </p>
          {answers.length === 0 ? (
            <p className="muted">Nobody has answered yet.</p>
          ) : (
            <ul className="answers">
              {answers.map((answer) => (
                <AnswerRow key={answer.id} request={request} answer={answer} />
              ))}
            </ul>
          )}
        </div>
      </section>
      <section className="stack tight" aria-label="Share">
        <p className="small muted">A link to hand on; only those who were asked can accept.</p>
        <CopyField label="link to share" text={location.origin + paths.cover(request.id)} />
      </section>
    </>
  )
}

/** What the reader's yes would do: the whole of it, or of what is still open. */
function IfYes({ request }: { readonly request: CoverRequestView }) {
  const me = useMe()
  const now = useNow(60_000)
  const { role, owner, counterpart, schedule } = request
  const [open] = request.open
  const line = {
    role,
    from: open?.startsAt ?? request.startsAt,
    until: open?.endsAt ?? request.endsAt,
    owner: owner.name,
  }
  const theirs = counterpart && {
    user: counterpart.user.name,
    schedule: counterpart.schedule.name,
    role: counterpart.role,
    from: counterpart.startsAt,
    until: counterpart.endsAt,
  }
  const read = useRead(previewShiftChange, {
    params: { schedule: schedule.name },
    body: theirs
      ? { kind: 'swap', ...line, with: theirs }
      : { kind: 'cover', ...line, cover: me.name },
  })
  return (
    <section className="card" aria-labelledby="if-yes-heading">
      <div className="card-head">
        <h2 id="if-yes-heading">If you say yes</h2>
      </div>
      <div className="card-body">
        <Reading of={read} what="What it would do" lines={3}>
          {(preview) => <Effect preview={preview} zone={schedule.timeZone} now={now} />}
        </Reading>
      </div>
    </section>
  )
}

function AnswerRow(props: {
  readonly request: CoverRequestView
  readonly answer: CoverRequestView['answers'][number]
}) {
  const { request, answer } = props
  const change = useChange()
  const zone = request.schedule.timeZone
  const undo = async () => {
    const body = { answer: answer.id }
    const input = { params: { request: request.id }, body }
    const done = await change.run(() => call(undoCoverAcceptance, input), CHANGED)
    if (done) toast('The acceptance is taken back.')
  }
  return (
    <li className="stack tight">
      <div className="row wrap">
        <Person {...answer.user} />
        <span className="said">
          {answer.assignedBy
            ? `was assigned by ${answer.assignedBy.name}`
            : answer.kind === 'accepted'
              ? 'accepted'
              : 'cannot'}
          {answer.covered.map(({ startsAt, endsAt }, i) => (
            <Fragment key={startsAt}>
              {i === 0 ? ' ' : ', '}
              <Time at={startsAt} as="short" zone={zone} /> –{' '}
              <Time at={endsAt} as="short" zone={zone} />
            </Fragment>
          ))}
          {leavesSome(answer) && <span className="muted"> (other overrides decide the rest)</span>}
          {answer.reason && <span className="muted">: {answer.reason}</span>}
          {answer.undoneAt && <span className="muted"> (taken back)</span>}
        </span>
        <span className="small muted">
          <Time at={answer.answeredAt} />
        </span>
        <span className="grow" />
        {request.you.mayUndo.includes(answer.id) && (
          <Button size="small" busy={change.busy} onClick={() => void undo()}>
            Take back
            <span className="hidden-visually"> the acceptance of {answer.user.displayName}</span>
          </Button>
        )}
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </li>
  )
}
