// An escalation policy between its two forms: names in files, ids in the stored document.

import { type EscalationPolicy, formatDuration, POLICY_LIMITS, type Target } from '@evenwatch/core'
import type { EscalationPolicySpec, Kind } from '../kinds.ts'
import {
  Conversion,
  type Converted,
  type DocumentHead,
  headOf,
  type IdLookup,
  type Metadata,
  type NameLookup,
} from './conversion.ts'

export type EscalationPolicyDocument = DocumentHead &
  Omit<EscalationPolicy, 'id' | 'name' | 'version'>

type TargetSpec = EscalationPolicySpec['steps'][number]['notify'][number]

const TARGET_KINDS = {
  user: 'User',
  team: 'Team',
  schedule: 'Schedule',
  policy: 'EscalationPolicy',
} as const satisfies Record<Target['kind'], Kind>

export function escalationPolicyDocumentOf(
  metadata: Metadata,
  spec: EscalationPolicySpec,
  lookup: NameLookup,
): Converted<EscalationPolicyDocument> {
  const read = new Conversion(lookup)
  const { delayMsMax } = POLICY_LIMITS
  const steps = spec.steps.map((step, i) => {
    const at = ['spec', 'steps', i]
    return {
      afterMs: read.durationMs(step.after, [...at, 'after'], delayMsMax),
      notify: step.notify.map((target, k) => readTarget(read, target, [...at, 'notify', k])),
      mode: step.mode,
      when: step.when,
      condition: read.condition(step.if, [...at, 'if']),
    }
  })
  const repeatAfter = read.durationMs(spec.repeat.after, ['spec', 'repeat', 'after'], delayMsMax)
  return read.finish({
    ...headOf(metadata),
    teamId: spec.team === undefined ? null : read.id('Team', spec.team, ['spec', 'team']),
    delaysFrom: spec.delaysFrom,
    repeat: { times: spec.repeat.times, afterMs: repeatAfter },
    whenNobody: spec.whenNobody,
    steps,
  })
}

function readTarget(read: Conversion, target: TargetSpec, at: (string | number)[]): Target {
  if ('user' in target) return readNamed(read, 'user', target.user, at)
  if ('team' in target) return readNamed(read, 'team', target.team, at)
  if ('schedule' in target) {
    const id = read.id('Schedule', target.schedule, [...at, 'schedule'])
    return { kind: 'schedule', id, ...(target.role !== undefined && { role: target.role }) }
  }
  return readNamed(read, 'policy', target.policy, at)
}

function readNamed(
  read: Conversion,
  kind: Exclude<Target['kind'], 'schedule'>,
  name: string,
  at: (string | number)[],
): Target {
  return { kind, id: read.id(TARGET_KINDS[kind], name, [...at, kind]) }
}

export function targetSpecOf(target: Target, nameOf: IdLookup): TargetSpec {
  const name = nameOf(TARGET_KINDS[target.kind], target.id)
  switch (target.kind) {
    case 'user':
      return { user: name }
    case 'team':
      return { team: name }
    case 'schedule':
      return { schedule: name, ...(target.role !== undefined && { role: target.role }) }
    case 'policy':
      return { policy: name }
  }
}

export function escalationPolicySpecOf(
  document: EscalationPolicyDocument,
  nameOf: IdLookup,
): EscalationPolicySpec {
  return {
    ...(document.teamId !== null && { team: nameOf('Team', document.teamId) }),
    delaysFrom: document.delaysFrom,
    repeat: { times: document.repeat.times, after: formatDuration(document.repeat.afterMs) },
    whenNobody: document.whenNobody,
    steps: document.steps.map((step) => ({
      after: formatDuration(step.afterMs),
      notify: step.notify.map((target) => targetSpecOf(target, nameOf)),
      mode: step.mode,
      when: step.when,
      ...(step.condition !== null && { if: step.condition }),
    })),
  }
}
