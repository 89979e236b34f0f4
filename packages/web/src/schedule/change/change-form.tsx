// The four steps of a change, on what is known about its line: the shifts ahead, who could do it, and
// the server's preview beside them. The shifts are read first: what the fields show hangs on them.

import { listShifts, SHIFTS_SPAN_DAYS_MAX } from '@evenwatch/api'
import { DAY_MS, HOUR_MS } from '@evenwatch/core'
import { useState } from 'react'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe } from '../../app/session.ts'
import { iso } from './change-draft.ts'
import { isAboutMe } from './change-start.ts'
import { WhatStep, WhenStep, WhoSteps } from './change-steps.tsx'
import { Done } from './done.tsx'
import { EffectCard } from './effect-card.tsx'
import { type FormProps, useChangeDraft } from './use-change-draft.ts'
import { useSending } from './use-sending.ts'
import { SHIFTS_AHEAD_DAYS } from './when-fields.tsx'

export function ChangeForm(props: Pick<FormProps, 'schedule' | 'search' | 'onChange'>) {
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
  const query = { from: iso(begun), until: iso(reach), role: search.role }
  const params = { schedule: schedule.name }
  const read = useRead(listShifts, { params, query }, { keep: true })
  return (
    <Reading of={read} what="The shifts" lines={6}>
      {(line) => <Steps {...props} line={line} away={away} isMine={isMine} />}
    </Reading>
  )
}

function Steps(props: FormProps) {
  const form = useChangeDraft(props)
  const sending = useSending(props.schedule, form)
  const { made, setMade, send, whyNot } = sending
  if (made) {
    return <Done made={made} schedule={props.schedule.name} onAgain={() => setMade(null)} />
  }
  return (
    <form
      className="change-layout"
      onSubmit={(event) => {
        event.preventDefault()
        if (whyNot === undefined) void send()
      }}
    >
      <div className="stack loose">
        <WhatStep {...props} form={form} />
        <WhenStep {...props} form={form} />
        <WhoSteps {...props} form={form} />
      </div>
      <EffectCard zone={props.schedule.spec.timeZone} form={form} sending={sending} />
    </form>
  )
}
