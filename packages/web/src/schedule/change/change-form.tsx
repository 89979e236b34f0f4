// The four steps of a change, on what is known about its line: the shifts ahead, who could do it, and
// the server's preview beside them.

import {
  getOnCall,
  listCoverCandidates,
  listShifts,
  type ScheduleView,
  SHIFTS_SPAN_DAYS_MAX,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, MINUTE_MS, SHIFT_ROLES } from '@evenwatch/core'
import { useEffect, useMemo, useState } from 'react'
import { codeOf, explain } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea } from '../../ui/fields.tsx'
import { announce } from '../../ui/live-region.tsx'
import { useNow } from '../../ui/now.ts'
import { Notice } from '../../ui/states.tsx'
import type { Window } from '../schedule-search.ts'
import { type PersonRef, ROLE_WORDS, type Shift } from '../shifts.ts'
import { useEverybody } from '../use-schedule-data.ts'
import { isRefused } from './candidates.tsx'
import {
  type ChangeDraft,
  type CheckCode,
  type Counterpart,
  iso,
  previewInput,
  primaryWords,
  type TemporaryShift,
  whyNotYet,
} from './change-draft.ts'
import type { ChangeSearch } from './change-search.ts'
import { isAboutMe, shiftMeant, spanAtFirst } from './change-start.ts'
import { Done } from './done.tsx'
import { Effect } from './effect.tsx'
import { KindChoice } from './kind-choice.tsx'
import { CHANGED, type Made, makeChange } from './make-change.ts'
import { Overrule } from './overrule.tsx'
import { Step } from './step.tsx'
import { SwapFields } from './swap-fields.tsx'
import { tellMade } from './tell-made.ts'
import { TemporaryFields } from './temporary-fields.tsx'
import { usePreview } from './use-preview.ts'
import { NoShift, SHIFTS_AHEAD_DAYS, WhenFields, Whose } from './when-fields.tsx'
import { WhoFields } from './who-fields.tsx'

type FormProps = {
  readonly schedule: ScheduleView
  readonly search: ChangeSearch
  readonly onChange: (next: Partial<ChangeSearch>) => void
}

/** Reads the shifts first: what the fields show at first hangs on them. */
export function ChangeForm(props: FormProps) {
  const { schedule, search } = props
  const me = useMe()
  const [begun] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS)
  const ahead = begun + SHIFTS_AHEAD_DAYS * DAY_MS
  const reach = Math.min(
    Math.max(ahead, search.until ? Date.parse(search.until) + DAY_MS : 0),
    begun + (SHIFTS_SPAN_DAYS_MAX - 1) * DAY_MS,
  )
  const isMine = isAboutMe(search, me)
  const away = isMine ? me.name : (search.away ?? null)
  const read = useRead(
    listShifts,
    {
      params: { schedule: schedule.name },
      query: {
        from: iso(begun),
        until: iso(reach),
        role: search.role,
      },
    },
    { keep: true },
  )
  return (
    <Reading of={read} what="The shifts" lines={6}>
      {(line) => <Steps {...props} line={line} away={away} isMine={isMine} />}
    </Reading>
  )
}

type Line = { readonly shifts: readonly Shift[]; readonly roles: readonly string[] }

function Steps(
  props: FormProps & {
    readonly line: Line
    readonly away: string | null
    readonly isMine: boolean
  },
) {
  const { schedule, search, line, isMine } = props
  const { kind, role } = search
  const me = useMe()
  const now = useNow(60_000)
  const zone = schedule.spec.timeZone
  const everybody = useEverybody() ?? []
  const [openedAt] = useState(() => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS)
  const [typed, setSpan] = useState<Window | null>(null)
  const first = useMemo(
    () => spanAtFirst(search, line.shifts, props.away, openedAt),
    [search, line.shifts, props.away, openedAt],
  )
  const span = typed ?? first
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const [other, setOther] = useState<PersonRef | null>(null)
  const [counterpart, setCounterpart] = useState<Counterpart | null>(null)
  const [shifts, setShifts] = useState<readonly TemporaryShift[] | null>(null)
  const [reason, setReason] = useState('')
  const [despite, setDespite] = useState<readonly CheckCode[]>([])
  const [ifYes, setIfYes] = useState<string | null>(null)
  const [insteadOf, setInsteadOf] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const [idle, setIdle] = useState<{ readonly words: string; readonly draft: string } | null>(null)
  const change = useChange()
  const leadless = whyNotLead(me, schedule.spec.team)
  // Asked of the server, because the span may lie beyond the shifts that were read.
  const asksHolder = props.away === null && span !== null
  const onCall = useRead(
    getOnCall,
    {
      params: { schedule: schedule.name },
      query: { at: iso(span?.startsAt ?? openedAt), role },
    },
    { enabled: asksHolder },
  )
  const holders = asksHolder ? (onCall.data?.users ?? []) : []
  const holderKnown = !asksHolder || onCall.data !== undefined
  const away =
    props.away !== null
      ? ([me, ...everybody].find(({ name, id }) => name === props.away || id === props.away) ??
        null)
      : (holders.find(({ id }) => id === insteadOf) ?? holders[0] ?? null)
  const several = kind === 'cover'
  const asksWho = kind !== 'swap' && kind !== 'remove' && kind !== 'temporary'
  const candidates = useRead(
    listCoverCandidates,
    {
      params: { schedule: schedule.name },
      query: {
        role,
        from: iso(span?.startsAt ?? 0),
        until: iso(span?.endsAt ?? 1),
        ...(away && { away: away.name }),
      },
    },
    { enabled: span !== null && asksWho && kind !== 'take-over', keep: true },
  )
  const items = candidates.data?.items ?? []
  const picked =
    chosen ??
    (several
      ? new Set(items.filter((item) => !isRefused(item)).map(({ user }) => user.id))
      : new Set())
  const who = [
    ...items.filter((item) => picked.has(item.user.id)).map(({ user }) => user),
    ...(other && (several || picked.size === 0) ? [other] : []),
  ]
  const draft: ChangeDraft = {
    kind,
    role,
    span,
    away,
    isMine,
    who,
    asksEveryone: several && other === null && items.length > 0 && who.length === items.length,
    counterpart,
    shifts: shifts ?? (span ? [{ ...span, users: [] }] : []),
    despite,
    reason,
  }
  const looked = who.find(({ id }) => id === ifYes) ?? who[0] ?? null
  const preview = usePreview(
    schedule.name,
    holderKnown ? previewInput(draft, several ? looked : null) : null,
  )
  const data = preview.isFresh ? preview.read.data : undefined
  const yetTo = holderKnown ? whyNotYet(draft) : 'Finding out who is on call then.'
  const stands =
    data && !data.isAllowed && kind !== 'cover' && kind !== 'swap'
      ? data.mayOverrule
        ? 'A limit speaks against it: overrule it with a reason, or choose somebody else.'
        : 'A limit speaks against it: choose somebody else, or ask a lead of the team.'
      : undefined
  const send = async (confirm = false) => {
    let done: Made | null = null
    setIdle(null)
    const worked = await change.run(async () => {
      try {
        done = await makeChange(schedule.name, draft, confirm)
      } catch (fault) {
        // It would change nobody: the reader decides, and only about what is filled in now.
        if (codeOf(fault) !== 'override-without-effect') throw fault
        setIdle({ words: explain(fault), draft: JSON.stringify(draft) })
      }
    }, CHANGED)
    if (!worked || done === null) return
    setMade(done)
    tellMade(done, () => setMade(null))
  }
  useEffect(() => {
    if (change.fault) announce(change.fault)
  }, [change.fault])
  if (made) return <Done made={made} schedule={schedule.name} onAgain={() => setMade(null)} />
  const shift = span && shiftMeant(line.shifts, away?.name ?? null, span, now)
  return (
    <form
      className="change-layout"
      onSubmit={(event) => {
        event.preventDefault()
        if (yetTo === undefined && stands === undefined) void send()
      }}
    >
      <div className="stack loose">
        <Step number={1} title="What">
          <KindChoice
            kind={kind}
            whyNotLead={leadless}
            onChange={(next) => {
              setChosen(null)
              setOther(null)
              setDespite([])
              props.onChange({ kind: next })
            }}
          />
          {line.roles.length > 1 && (
            <SelectField
              label="Role"
              value={role}
              onChange={(event) => {
                const next = SHIFT_ROLES.find((one) => one === event.currentTarget.value)
                if (next) props.onChange({ role: next })
              }}
              data={SHIFT_ROLES.filter((one) => line.roles.includes(one)).map((value) => ({
                value,
                label: ROLE_WORDS[value],
              }))}
            />
          )}
        </Step>
        {kind !== 'take-over' && (
          <Step number={2} title="When">
            {holderKnown && <Whose away={away} isMine={isMine} kind={kind} />}
            {holders.length > 1 && (kind === 'override' || kind === 'remove') && (
              <SelectField
                label="Several are on call then: whom it is about"
                value={away?.id ?? ''}
                onChange={(event) => setInsteadOf(event.currentTarget.value)}
                data={holders.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              />
            )}
            {span === null ? (
              <NoShift onSpan={setSpan} now={now} />
            ) : (
              <WhenFields {...{ span, zone, now, shift }} onChange={setSpan} />
            )}
          </Step>
        )}
        {span && kind === 'swap' && (
          <Step number={3} title="In return">
            <SwapFields
              schedule={schedule.name}
              role={role}
              away={away}
              now={now}
              value={counterpart}
              onChange={setCounterpart}
            />
          </Step>
        )}
        {span && kind === 'temporary' && (
          <Step number={3} title="Who">
            <TemporaryFields
              span={span}
              zone={zone}
              people={everybody}
              shifts={draft.shifts}
              onChange={setShifts}
            />
          </Step>
        )}
        {span && asksWho && kind !== 'take-over' && (
          <Step number={3} title="Who">
            <Reading of={candidates} what="Who could" lines={5}>
              {() => (
                <WhoFields
                  {...{ items, several, span, now, everybody, other }}
                  away={away}
                  chosen={picked as ReadonlySet<string>}
                  onChoose={(ids) => {
                    setChosen(ids)
                    if (!several) setOther(null)
                  }}
                  onOther={(person) => {
                    setOther(person)
                    if (!several) setChosen(new Set())
                  }}
                />
              )}
            </Reading>
          </Step>
        )}
      </div>
      <section className="card change-effect" aria-labelledby="effect-heading">
        <div className="card-head">
          <h2 id="effect-heading">What it would do</h2>
          {preview.asked && !preview.isFresh && <span className="small muted">Checking</span>}
        </div>
        <div className="card-body stack" aria-busy={preview.asked && !preview.isFresh}>
          {several && who.length > 1 && (
            <SelectField
              label="If this person says yes"
              value={looked?.id ?? ''}
              onChange={(event) => setIfYes(event.currentTarget.value)}
              data={who.map(({ id, displayName }) => ({ value: id, label: displayName }))}
            />
          )}
          {preview.asked ? (
            <Reading of={preview.read} what="The effect" lines={4}>
              {(found) => (
                <>
                  <Effect preview={found} zone={zone} now={now} />
                  <Overrule
                    preview={found}
                    decides={kind === 'override' || kind === 'add' || kind === 'remove'}
                    isAsked={several || kind === 'swap'}
                    despite={despite}
                    onChange={setDespite}
                  />
                </>
              )}
            </Reading>
          ) : (
            <p className="muted">{yetTo ?? 'Choose who, and the effect shows here.'}</p>
          )}
          <TextArea
            label={kind === 'cover' || kind === 'swap' ? 'Note to them' : 'Reason'}
            required={kind === 'arranged' || despite.length > 0}
            rows={2}
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {change.fault && <Notice tone="warn">{change.fault}</Notice>}
          {idle && idle.draft === JSON.stringify(draft) && (
            <Notice tone="warn">
              <p>{idle.words}</p>
              <Button size="small" busy={change.busy} onClick={() => void send(true)}>
                Make it nevertheless
              </Button>
            </Notice>
          )}
          <Button
            kind="primary"
            size="tall"
            wide
            type="submit"
            busy={change.busy}
            whyNot={
              yetTo ??
              (despite.length > 0 && reason.trim() === '' ? 'Overruling needs a reason.' : stands)
            }
          >
            {primaryWords(draft)}
          </Button>
        </div>
      </section>
    </form>
  )
}
