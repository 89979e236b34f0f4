// Reads what somebody asks: the policy that would page, at which urgency, about what. An event of a
// service is routed as ingest routes it; anything else is paged as a page by hand is.

import { type askWhatIf as contract, escalationPolicyDocumentOf } from '@evenwatch/api'
import {
  type AboutEvent,
  askAboutEvent,
  assert,
  type Directory,
  type EscalationPolicy,
  findByRef,
  type Instant,
  parseDuration,
  urgencyOf,
  WHAT_IF_LIMITS,
  type WhatIfAnswer,
} from '@evenwatch/core'
import type { z } from 'zod'
import { namesOfDirectory } from '../../platform/definitions/names.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import {
  DIRECT_PAGES,
  type DirectTarget as DirectTargetFound,
  findDirectTarget,
} from '../by-hand/direct-target.ts'

export type WhatIfBody = z.output<typeof contract.body>

export type Asked = {
  readonly about: AboutEvent
  readonly target: {
    readonly kind: 'service' | 'policy' | 'schedule' | 'team' | 'user'
    readonly name: string
    readonly displayName: string
  }
  /** With the policy that a page by hand would make, where there is none yet. */
  readonly directory: Directory
}

export function readTarget(directory: Directory, body: WhatIfBody): Asked | Refusal {
  const { target, severity = 'critical', labels, summary } = body
  if (!('service' in target)) return readDirect(directory, body, target)
  const service = findByRef(directory.services, target.service)
  if (!service) return refuse('not-found', { detail: `There is no service ${target.service}.` })
  if (body.urgency !== undefined) {
    const rule = 'The service makes the urgency of the severity; leave it out.'
    return refuse('invalid-request', { fields: [{ field: 'urgency', rule }] })
  }
  const { name, displayName } = service
  const about = askAboutEvent(directory, service, { severity, labels, summary, source: 'what-if' })
  return { about, target: { kind: 'service', name, displayName }, directory }
}

type DirectTarget = Exclude<WhatIfBody['target'], { readonly service: string }>

function readDirect(directory: Directory, body: WhatIfBody, wanted: DirectTarget): Asked | Refusal {
  const found = findDirectTarget(directory, wanted)
  if (isRefusal(found)) return found
  const known = findByRef(directory.policies, found.policyName)
  const policy = known ?? imaginedPolicy(directory, found)
  const severity = body.severity ?? null
  const urgency = body.urgency ?? urgencyOf(severity)
  const service = findByRef(directory.services, DIRECT_PAGES)
  const { labels, summary } = body
  return {
    about: {
      policy,
      urgency,
      severity,
      facts: {
        severity,
        urgency,
        summary,
        source: 'what-if',
        labels,
        details: {},
        service: DIRECT_PAGES,
      },
      acknowledgementLapsesMs: service?.acknowledgementLapsesMs ?? null,
      warnings: [],
    },
    target: { ...nameOf(directory, wanted), displayName: found.displayName },
    directory: known
      ? directory
      : { ...directory, policies: new Map([...directory.policies, [policy.id, policy]]) },
  }
}

/** As it would be made by the first page by hand. */
function imaginedPolicy(
  directory: Directory,
  { policy: document, policyName }: DirectTargetFound,
): EscalationPolicy {
  assert(document?.kind === 'EscalationPolicy', 'what is paged by hand has a policy or gets one')
  const { idOf } = namesOfDirectory(directory)
  const read = escalationPolicyDocumentOf(document.metadata, document.spec, idOf)
  assert(read.ok, 'our own policy can be read')
  return { ...read.document, id: policyName, name: policyName, version: 0 }
}

function nameOf(
  directory: Directory,
  target: DirectTarget,
): { readonly kind: 'policy' | 'schedule' | 'team' | 'user'; readonly name: string } {
  const named = (ref: string, all: ReadonlyMap<string, { readonly name: string }>) =>
    findByRef(all, ref)?.name ?? ref
  if ('policy' in target) return { kind: 'policy', name: named(target.policy, directory.policies) }
  if ('team' in target) return { kind: 'team', name: named(target.team, directory.teams) }
  if ('user' in target) return { kind: 'user', name: named(target.user, directory.people) }
  const name = directory.schedules.get(target.schedule)?.schedule.name ?? target.schedule
  return { kind: 'schedule', name }
}

/** How far to look, and what people do meanwhile. */
export function readCourse(
  directory: Directory,
  body: WhatIfBody,
  startsAt: Instant,
): { readonly horizonMs: number; readonly answers: readonly WhatIfAnswer[] } | Refusal {
  const horizonMs =
    body.lookAhead === undefined
      ? WHAT_IF_LIMITS.horizonMsDefault
      : (parseDuration(body.lookAhead) ?? 0)
  if (horizonMs > WHAT_IF_LIMITS.horizonMsMax) {
    return refuse('invalid-request', {
      fields: [{ field: 'lookAhead', rule: 'At most seven days.', example: '7d' }],
    })
  }
  const answers: WhatIfAnswer[] = []
  for (const [index, answer] of body.answers.entries()) {
    const person = answer.by === undefined ? null : findByRef(directory.people, answer.by)
    if (answer.by !== undefined && !person?.isActive) {
      const rule = `There is no active person ${answer.by}.`
      return refuse('invalid-request', { fields: [{ field: `answers[${index}].by`, rule }] })
    }
    const at = startsAt + (parseDuration(answer.after) ?? 0)
    answers.push({ at, kind: answer.kind, userId: person?.id ?? null })
  }
  return { horizonMs, answers }
}
