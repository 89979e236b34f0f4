// One cover request or swap: what is asked, how it stands, and what its reader may do with it. The
// same on its page and on Home.

import {
  acceptCoverRequest,
  type CoverRequestView,
  cancelCoverRequest,
  declineCoverRequest,
  getCoverRequest,
  undoCoverAcceptance,
} from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call, codeOf, explain } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { queryClient, readAgain, reading } from '../../app/query.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { lengthInWords } from '../../ui/format-time.ts'
import { announce } from '../../ui/live-region.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Window } from '../schedule-search.ts'
import { ROLE_WORDS } from '../shifts.ts'
import { isoSpan } from './change-draft.ts'
import { CHANGED } from './make-change.ts'
import { isOpen, stateInWords, takenInWords } from './request-in-words.ts'
import { SpanFields } from './span-fields.tsx'

type Half = Pick<CoverRequestView, 'schedule' | 'role' | 'startsAt' | 'endsAt'>

export function SpanOf({ half }: { readonly half: Half }) {
  const { schedule, role, startsAt, endsAt } = half
  return (
    <span>
      <Link to={paths.schedule(schedule.name)}>{schedule.displayName}</Link>
      {role !== 'primary' && `, ${ROLE_WORDS[role].toLowerCase()}`}:{' '}
      <Time at={startsAt} as="short" zone={schedule.timeZone} /> –{' '}
      <Time at={endsAt} as="short" zone={schedule.timeZone} />{' '}
      <span className="muted">({lengthInWords(Date.parse(endsAt) - Date.parse(startsAt))})</span>
    </span>
  )
}

/** What is asked; of a swap both halves. */
export function Asked({ request }: { readonly request: CoverRequestView }) {
  const { counterpart, owner, you } = request
  if (!counterpart) return <SpanOf half={request} />
  const name = (mine: boolean, displayName: string) => (mine ? 'you' : displayName)
  const other = you.isOwner ? counterpart.user.displayName : 'you'
  return (
    <div className="halves">
      <div className="half stack tight">
        <strong className="small">
          From {name(you.isOwner, owner.displayName)} to {other}
        </strong>
        <SpanOf half={request} />
      </div>
      <div className="half stack tight">
        <strong className="small">
          In return, from {other} to {name(you.isOwner, owner.displayName)}
        </strong>
        <SpanOf half={counterpart} />
      </div>
    </div>
  )
}

export function Answering({ request }: { readonly request: CoverRequestView }) {
  const change = useChange()
  const [taken, setTaken] = useState<string | null>(null)
  const [way, setWay] = useState<'part' | 'decline' | null>(null)
  const params = { request: request.id }
  const act = async (work: () => Promise<CoverRequestView>, words: string, undo?: () => void) => {
    setTaken(null)
    await change.run(async () => {
      try {
        queryClient.setQueryData(reading(getCoverRequest, { params }).queryKey, await work())
      } catch (fault) {
        if (codeOf(fault) !== 'taken') throw fault
        await readAgain(...CHANGED)
        const now = await queryClient.fetchQuery(reading(getCoverRequest, { params }))
        const said = takenInWords(now, explain(fault))
        setTaken(said)
        announce(said)
        return
      }
      setWay(null)
      toast(words, { undo })
    }, CHANGED)
  }
  const undo = () =>
    void act(() => call(undoCoverAcceptance, { params, body: {} }), 'You are not on call for it.')
  const accept = (part: Window | null) =>
    act(
      () => call(acceptCoverRequest, { params, body: part ? isoSpan(part) : {} }),
      request.kind === 'swap' ? 'The swap is agreed.' : 'You are on call for it.',
      undo,
    )
  const { you } = request
  return (
    <div className="stack tight">
      {taken && <Notice>{taken}</Notice>}
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div className="row wrap">
        {you.mayAnswer && (
          <>
            <Button kind="primary" busy={change.busy} onClick={() => void accept(null)}>
              {request.kind === 'swap'
                ? 'Accept the swap'
                : request.state === 'partly-covered'
                  ? 'Accept the rest'
                  : 'Accept all'}
            </Button>
            {request.kind === 'cover' && (
              <Button
                aria-expanded={way === 'part'}
                onClick={() => setWay(way === 'part' ? null : 'part')}
              >
                Accept a part…
              </Button>
            )}
            <Button
              kind="quiet"
              aria-expanded={way === 'decline'}
              onClick={() => setWay(way === 'decline' ? null : 'decline')}
            >
              Decline…
            </Button>
          </>
        )}
        {you.mayCancel && (
          <Button
            kind="quiet"
            busy={change.busy}
            onClick={() =>
              void act(
                () => call(cancelCoverRequest, { params, body: {} }),
                'The request is withdrawn.',
              )
            }
          >
            Withdraw
          </Button>
        )}
      </div>
      {way === 'part' && (
        <PartForm request={request} busy={change.busy} onAccept={(part) => void accept(part)} />
      )}
      {way === 'decline' && (
        <DeclineForm
          busy={change.busy}
          onDecline={(reason) =>
            void act(
              () => call(declineCoverRequest, { params, body: { reason } }),
              'You said no. That is all right.',
            )
          }
        />
      )}
    </div>
  )
}

function PartForm(props: {
  readonly request: CoverRequestView
  readonly busy: boolean
  readonly onAccept: (part: Window) => void
}) {
  const { request } = props
  const [first] = request.open
  const [part, setPart] = useState<Window>({
    startsAt: Math.max(Date.parse(first?.startsAt ?? request.startsAt), wholeMinute(Date.now())),
    endsAt: Date.parse(first?.endsAt ?? request.endsAt),
  })
  const [isLoose, setLoose] = useState(false)
  return (
    <form
      className="stack tight half"
      aria-label="The part to accept"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isLoose) props.onAccept(part)
      }}
    >
      <SpanFields
        span={part}
        zone={request.schedule.timeZone}
        onChange={(next) => {
          setLoose(next === null)
          if (next) setPart(next)
        }}
      />
      <p className="small muted">The rest stays with {request.owner.displayName}.</p>
      <div>
        <Button
          kind="primary"
          type="submit"
          busy={props.busy}
          whyNot={isLoose ? 'Choose from when until when, the end after the begin.' : undefined}
        >
          Accept this part
        </Button>
      </div>
    </form>
  )
}

/** Upwards: a begin that has passed by seconds would be read as in the past. */
const wholeMinute = (at: number) => Math.ceil(at / 60_000) * 60_000

function DeclineForm(props: {
  readonly busy: boolean
  readonly onDecline: (reason: string) => void
}) {
  const [reason, setReason] = useState('')
  return (
    <form
      className="stack tight half"
      aria-label="Decline"
      onSubmit={(event) => {
        event.preventDefault()
        props.onDecline(reason)
      }}
    >
      <TextField
        label="Reason, if you like"
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" busy={props.busy}>
          Decline
        </Button>
      </div>
    </form>
  )
}

export function RequestState({ request }: { readonly request: CoverRequestView }) {
  return (
    <p className={isOpen(request) ? 'strong' : 'strong muted'} role="status">
      {stateInWords(request)}.
    </p>
  )
}
