// Enters a stage at an instant. What was planned for later stages falls away: the stage lasts until
// somebody enters another one.

import { type ScheduleView, scheduleSpecOf } from '@evenwatch/api'
import { stageAt } from '@evenwatch/core'
import type { ServerContext } from '../platform/context.ts'
import { rewriteDefinition } from '../platform/definitions/definition-room.ts'
import type { Principal } from '../platform/http/principal.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { scheduleRoom } from './schedule-room.ts'

export function switchStage(
  context: ServerContext,
  principal: Principal,
  ref: string,
  { stage, at: atText }: { readonly stage: string; readonly at?: string | undefined },
): Promise<ScheduleView | Refusal> {
  return rewriteDefinition(
    context,
    scheduleRoom,
    principal,
    ref,
    null,
    async (stored, { now }, { nameOf }) => {
      const { name, document } = stored
      const at = atText === undefined ? now : Date.parse(atText)
      if (at < now) {
        return refuse('invalid-request', {
          fields: [{ field: 'at', rule: 'Now or later: the past stays.' }],
        })
      }
      if (!document.layers.some(({ stages }) => stages?.includes(stage))) {
        const known = [...new Set(document.layers.flatMap(({ stages }) => stages ?? []))]
        const rule = `A stage that a layer names${known.length > 0 ? `: ${known.join(', ')}` : ''}.`
        return refuse('invalid-request', { fields: [{ field: 'stage', rule }] })
      }
      const kept = document.stages.filter(({ from }) => from === null || from < at)
      const isCurrent = stageAt(kept, at)?.name === stage
      const stages = isCurrent ? kept : [...kept, { name: stage, from: at }]
      const next = { ...document, stages }
      return { name, document: next, spec: scheduleSpecOf(next, nameOf) }
    },
  )
}
