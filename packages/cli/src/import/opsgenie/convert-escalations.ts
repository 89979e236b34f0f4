// Escalations as escalation policies: delays count from the alert there, and so they do here.
//
// Rules are put in the order of their delays. What a rule says about whom of its recipient to page
// (`notifyType`) becomes the step's mode; where there is no equal, the step says the people by name.

import type { ConfigurationDocument } from '@evenwatch/api'
import {
  formatDuration,
  type JsonObject,
  MINUTE_MS,
  POLICY_LIMITS,
  type StepMode,
} from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { type DocumentInput, makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import { numberOf, objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import {
  type Conversion,
  findTeam,
  found,
  nameField,
  peopleOfTeam,
  sourceObject,
} from './conversion.ts'
import { durationMsOf } from './convert-users.ts'

type PolicyInput = Extract<DocumentInput, { kind: 'EscalationPolicy' }>
type StepInput = PolicyInput['spec']['steps'][number]
type Whom = Pick<StepInput, 'notify' | 'mode'>

export function convertEscalations(conversion: Conversion): ConfigurationDocument[] {
  return conversion.source.escalations.flatMap((escalation) => {
    const object = sourceObject('escalation', escalation)
    const name = conversion.escalations.nameOf(escalation) ?? ''
    const team = conversion.teams.nameOf(objectOrNull(escalation.ownerTeam))
    const steps = objectsOf(escalation.rules)
      .map((rule) => ({ rule, afterMs: durationMsOf(objectOrNull(rule.delay)) ?? 0 }))
      .sort((one, other) => one.afterMs - other.afterMs)
      .flatMap(({ rule, afterMs }) => convertRule(conversion, rule, afterMs, object))
    const kept = steps.slice(0, POLICY_LIMITS.steps)
    if (kept.length < steps.length) {
      const detail = `Only the first ${POLICY_LIMITS.steps} steps came over.`
      found(conversion, 'changed', 'escalation-rule-not-expressible', object, detail)
    }
    if (kept.length === 0) {
      const detail = 'None of its steps can be said here, so it is left out.'
      found(conversion, 'cannot', 'escalation-rule-not-expressible', object, detail)
      return []
    }
    return [
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'EscalationPolicy',
        metadata: namedMetadata(name, nameField(escalation)),
        spec: {
          ...(team !== null && { team }),
          delaysFrom: 'alertStart',
          repeat: repeatOf(conversion, objectOrNull(escalation.repeat), object),
          whenNobody: 'lastResort',
          steps: kept,
        },
      }),
    ]
  })
}

function convertRule(
  conversion: Conversion,
  rule: JsonObject,
  afterMs: number,
  object: SourceObject,
): StepInput[] {
  const cannot = (detail: string) => {
    found(conversion, 'cannot', 'escalation-rule-not-expressible', object, detail)
    return []
  }
  const after = formatDuration(afterMs)
  if (afterMs > POLICY_LIMITS.delayMsMax) {
    return cannot(`The step after ${after} is later than steps may be.`)
  }
  const recipient = objectOrNull(rule.recipient)
  const whom = recipient && whomOf(conversion, rule, recipient, `The step after ${after}`, object)
  if (whom === null) {
    const named = recipient === null ? 'nobody' : nameField(recipient)
    return cannot(`The step after ${after} pages ${named}, whom we cannot page; it is left out.`)
  }
  const when = textOf(rule.condition) === 'if-not-closed' ? 'unresolved' : 'unacknowledged'
  return [{ after, ...whom, when }]
}

function whomOf(
  conversion: Conversion,
  rule: JsonObject,
  recipient: JsonObject,
  step: string,
  object: SourceObject,
): Whom | null {
  const notifyType = textOf(rule.notifyType) ?? 'default'
  const changed = (detail: string) =>
    found(conversion, 'changed', 'escalation-rule-changed', object, `${step} ${detail}`)
  switch (textOf(recipient.type)) {
    case 'user': {
      const user = conversion.users.nameOf(recipient)
      return user === null ? null : { notify: [{ user }], mode: 'everyone' }
    }
    case 'schedule': {
      const schedule = conversion.schedules.nameOf(recipient)
      if (schedule === null) return null
      const mode = SCHEDULE_MODES[notifyType]
      if (mode === undefined) changed(`paged ${notifyType} of a schedule; here, who is on call.`)
      return { notify: [{ schedule }], mode: mode ?? 'everyone' }
    }
    case 'team':
      return whomOfTeam(conversion, recipient, notifyType, changed)
    default:
      return null
  }
}

const SCHEDULE_MODES: { readonly [notifyType: string]: StepMode | undefined } = {
  default: 'everyone',
  next: 'next',
  previous: 'previous',
  random: 'random',
}

function whomOfTeam(
  conversion: Conversion,
  recipient: JsonObject,
  notifyType: string,
  changed: (detail: string) => void,
): Whom | null {
  const team = conversion.teams.nameOf(recipient)
  if (team === null) return null
  if (notifyType === 'all') return { notify: [{ team }], mode: 'everyone' }
  if (notifyType === 'random') return { notify: [{ team }], mode: 'random' }
  const { leads, members } = peopleOfTeam(conversion, findTeam(conversion, recipient))
  if (notifyType === 'admins' || notifyType === 'users') {
    const named = (notifyType === 'admins' ? leads : members).slice(0, POLICY_LIMITS.targetsPerStep)
    if (named.length === 0) return null
    changed(`pages the present ${notifyType} of ${team} by name; whoever joins is not added.`)
    return { notify: named.map((user) => ({ user })), mode: 'everyone' }
  }
  changed(`followed the routing of ${team}; here it pages all of its people.`)
  return { notify: [{ team }], mode: 'everyone' }
}

function repeatOf(conversion: Conversion, repeat: JsonObject | null, object: SourceObject) {
  const wait = repeat === null ? 0 : (numberOf(repeat.waitInterval) ?? 0)
  if (repeat === null || wait <= 0) return { times: 0, after: '5m' }
  const wanted = numberOf(repeat.count) ?? 1
  const times = Math.max(0, Math.min(Math.trunc(wanted), POLICY_LIMITS.repeatTimes))
  const afterMs = Math.min(wait * MINUTE_MS, POLICY_LIMITS.delayMsMax)
  const lost = [
    ...(times < wanted ? [`${wanted} repeats were cut to ${times}`] : []),
    ...(afterMs < wait * MINUTE_MS ? ['the wait was cut to seven days'] : []),
    ...(repeat.resetRecipientStates === true ? ['who acknowledged is not paged again'] : []),
    ...(repeat.closeAlertAfterAll === true ? ['the alert stays open at the end'] : []),
  ]
  if (lost.length > 0) {
    const detail = `Of its repeating: ${lost.join(', ')}.`
    found(conversion, 'changed', 'escalation-repeat-changed', object, detail)
  }
  return { times, after: formatDuration(afterMs) }
}
