// From the draft to the made change: whether it may be sent, what the server says it would do, and what
// came of sending it.

import { alreadyAskedSchema, CallRefused, type ScheduleView } from '@evenwatch/api'
import { useEffect, useState } from 'react'
import { codeOf, explain } from '../../app/client.ts'
import { useChange } from '../../app/use-change.ts'
import { announce } from '../../ui/live-region.tsx'
import { previewInput, whyNotYet } from './change-draft.ts'
import { CHANGED, type Made, makeChange } from './make-change.ts'
import { tellMade } from './tell-made.ts'
import type { ChangeFormState } from './use-change-draft.ts'
import { usePreview } from './use-preview.ts'

export type Sending = ReturnType<typeof useSending>

export function useSending(schedule: ScheduleView, form: ChangeFormState) {
  const { draft, holderKnown } = form
  const { kind, who, despite, reason } = draft
  const change = useChange()
  const [made, setMade] = useState<Made | null>(null)
  const [earlier, setEarlier] = useState<string | null>(null)
  const [idle, setIdle] = useState<{ readonly words: string; readonly draft: string } | null>(null)
  /** Of several who are asked, the one whose yes is looked at. */
  const [ifYes, setIfYes] = useState<string | null>(null)
  const looked = who.find(({ id }) => id === ifYes) ?? who[0] ?? null
  const input = holderKnown ? previewInput(draft, kind === 'cover' ? looked : null) : null
  const preview = usePreview(schedule.name, input)
  const data = preview.isFresh ? preview.read.data : undefined
  const yetTo = holderKnown ? whyNotYet(draft) : 'Finding out who is on call then.'
  const isAsked = kind === 'cover' || kind === 'swap'
  const stands =
    data && !data.isAllowed && !isAsked
      ? data.mayOverrule
        ? 'A limit speaks against it: overrule it with a reason, or choose somebody else.'
        : 'A limit speaks against it: choose somebody else, or ask a lead of the team.'
      : undefined
  const unsaid =
    despite.length > 0 && reason.trim() === '' ? 'Overruling needs a reason.' : undefined
  const send = async (confirm = false) => {
    let done: Made | null = null
    setEarlier(null)
    setIdle(null)
    const worked = await change.run(async () => {
      try {
        done = await makeChange(schedule.name, draft, confirm)
      } catch (fault) {
        // It would change nobody: the reader decides, and only about what is filled in now.
        if (codeOf(fault) === 'override-without-effect') {
          setIdle({ words: explain(fault), draft: JSON.stringify(draft) })
          return
        }
        setEarlier(earlierRequest(fault))
        throw fault
      }
    }, CHANGED)
    if (!worked || done === null) return
    setMade(done)
    tellMade(done, () => setMade(null))
  }
  useEffect(() => {
    if (change.fault) announce(change.fault)
  }, [change.fault])
  return {
    preview,
    looked,
    setIfYes,
    yetTo,
    whyNot: yetTo ?? unsaid ?? stands,
    change,
    /** The address of the request that stands already, when that is why. */
    earlier,
    /** Why the change would change nobody, when the reader has to say that it is meant. */
    idle: idle?.draft === JSON.stringify(draft) ? idle.words : null,
    send,
    made,
    setMade,
  }
}

function earlierRequest(fault: unknown): string | null {
  if (!(fault instanceof CallRefused) || fault.problem.code !== 'already-asked') return null
  const current = alreadyAskedSchema.safeParse(fault.problem.current)
  return current.success ? current.data.request.href : null
}
