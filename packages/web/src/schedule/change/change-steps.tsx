// The steps on the left of the form: what, when, and who, each shown when its kind of change needs it.

import { SHIFT_ROLES } from '@evenwatch/core'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotLead } from '../../app/session.ts'
import { SelectField } from '../../ui/fields.tsx'
import { useNow } from '../../ui/now.ts'
import { ROLE_WORDS } from '../shifts.ts'
import { shiftMeant } from './change-start.ts'
import { KindChoice } from './kind-choice.tsx'
import { Step } from './step.tsx'
import { SwapFields } from './swap-fields.tsx'
import { TemporaryFields } from './temporary-fields.tsx'
import type { ChangeFormState, FormProps } from './use-change-draft.ts'
import { NoShift, WhenFields, Whose } from './when-fields.tsx'
import { WhoFields } from './who-fields.tsx'

type StepProps = FormProps & { readonly form: ChangeFormState }

export function WhatStep({ schedule, search, line, onChange, form }: StepProps) {
  const me = useMe()
  return (
    <Step number={1} title="What">
      <KindChoice
        kind={search.kind}
        whyNotLead={whyNotLead(me, schedule.spec.team)}
        onChange={(kind) => {
          form.choose({ chosen: null, other: null, despite: [], split: false, looseOver: null })
          onChange({ kind })
        }}
      />
      {line.roles.length > 1 && (
        <SelectField
          label="Role"
          value={search.role}
          onChange={(event) => {
            const next = SHIFT_ROLES.find((one) => one === event.currentTarget.value)
            if (next) onChange({ role: next })
          }}
          data={SHIFT_ROLES.filter((one) => line.roles.includes(one)).map((value) => ({
            value,
            label: ROLE_WORDS[value],
          }))}
        />
      )}
    </Step>
  )
}

export function WhenStep({ schedule, line, isMine, form }: StepProps) {
  const now = useNow(60_000)
  const { draft, span, holders, holderKnown, choose } = form
  const { kind, away } = draft
  if (kind === 'take-over') return null
  const shift = span && shiftMeant(line.shifts, away?.name ?? null, span, now)
  return (
    <Step number={2} title="When">
      {holderKnown && <Whose away={away} isMine={isMine} kind={kind} />}
      {holders.length > 1 && (kind === 'override' || kind === 'remove') && (
        <SelectField
          label="Several are on call then: whom it is about"
          value={away?.id ?? ''}
          onChange={(event) => choose({ insteadOf: event.currentTarget.value })}
          data={holders.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        />
      )}
      {span === null ? (
        <NoShift onSpan={(next) => choose({ span: next })} now={now} />
      ) : (
        <WhenFields
          key={kind}
          {...{ span, now, shift }}
          zone={schedule.spec.timeZone}
          onChange={(next) =>
            choose(
              next
                ? { span: next, looseOver: null, split: false }
                : { looseOver: span, split: false },
            )
          }
        />
      )}
    </Step>
  )
}

/** Who, or what in return; of a temporary schedule, its shifts. */
export function WhoSteps({ schedule, form }: StepProps) {
  const now = useNow(60_000)
  const { draft, span, choice, choose, everybody, candidates } = form
  const { items, picked, several, asksWho } = form
  const { kind, role, away } = draft
  if (span === null) return null
  if (kind === 'swap') {
    return (
      <Step number={3} title="In return">
        <SwapFields
          {...{ schedule: schedule.name, role, away, now, value: draft.counterpart }}
          onChange={(counterpart) => choose({ counterpart })}
        />
      </Step>
    )
  }
  if (kind === 'temporary') {
    return (
      <Step number={3} title="Who">
        <TemporaryFields
          {...{ span, zone: schedule.spec.timeZone, people: everybody, shifts: draft.shifts }}
          onChange={(shifts) => choose({ shifts })}
        />
      </Step>
    )
  }
  if (!asksWho) return null
  return (
    <Step number={3} title="Who">
      <Reading of={candidates} what="Who could" lines={5}>
        {() => (
          <WhoFields
            {...{ items, several, span, now, everybody, away, chosen: picked, other: choice.other }}
            onChoose={(chosen) => choose({ chosen, ...(!several && { other: null }) })}
            onOther={(other) => choose({ other, ...(!several && { chosen: new Set<string>() }) })}
          />
        )}
      </Reading>
    </Step>
  )
}
