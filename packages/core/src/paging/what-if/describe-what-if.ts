// A story in sentences, the same on every surface. Moments stay out of the sentences: each surface
// shows them in its own zone beside the words.

import type { Directory } from '../../catalog/directory.ts'
import { formatDuration } from '../../platform/duration.ts'
import { namesInWords } from '../next-in-words.ts'
import type {
  WhatIfEntry,
  WhatIfFinding,
  WhatIfMessage,
  WhatIfReason,
  WhatIfStory,
  WhatIfUnreachable,
} from './what-if.ts'

/** "Step 2 of payments pages Ana and Ben." */
export function whatIfEntryInWords(directory: Directory, entry: WhatIfEntry): string {
  const names = namesOf(directory)
  const policy = names.policy(entry.policyPath.at(-1) ?? null)
  const step = `Step ${(entry.step ?? 0) + 1} of ${policy}`
  const people = namesInWords(entry.people.map(({ userId }) => names.person(userId))) ?? 'nobody'
  const round = `Round ${entry.round + 1} of ${policy}`
  switch (entry.kind) {
    case 'started':
      return `The event opens an alert; ${policy} starts.`
    case 'paged': {
      const isDrawn = entry.people.some(({ chosen }) => chosen === 'random')
      return isDrawn ? `${step} pages one of ${people}.` : `${step} pages ${people}.`
    }
    case 'step-skipped':
      return `${step} reaches nobody and is skipped at once.`
    case 'condition-false':
      return `${step} is passed over: its condition does not hold.`
    case 'policy-called':
      return `${step} starts the policy ${names.policy(entry.calledPolicyId)}.`
    case 'policy-not-called':
      return `${step} names the policy ${names.policy(entry.calledPolicyId)}, which does not start.`
    case 'last-resort':
      return `A whole round reached nobody: ${people} ${isOrAre(entry.people.length)} paged as the last resort.`
    case 'nobody-reachable':
      return 'A whole round reached nobody, and neither a lead nor an administrator can be reached.'
    case 'held':
      return `Nobody is on call: ${policy} waits until somebody is.`
    case 'round-ended':
      return `${round} ends.`
    case 'exhausted':
      return `${policy} is exhausted: it pages nobody any more.`
    case 'acknowledged':
      return `${names.somebody(entry.byUserId)} acknowledges. What was not sent yet is cancelled.`
    case 'resolved':
      return `${names.somebody(entry.byUserId)} resolves the alert. It is over.`
    case 'lapsed':
      return `The acknowledgement ends; ${policy} starts again.`
  }
}

/** "on call in payments-primary, layer weekly" */
export function whatIfReasonInWords(directory: Directory, reason: WhatIfReason): string {
  const names = namesOf(directory)
  switch (reason.kind) {
    case 'named':
      return 'named in the step'
    case 'team':
      return `${reason.as} of the team ${names.team(reason.teamId)}`
    case 'on-call': {
      const schedule = `on call in ${names.schedule(reason.scheduleId)}`
      const layer = reason.layerName === null ? '' : `, layer ${reason.layerName}`
      return reason.overrideId === null ? `${schedule}${layer}` : `${schedule}, by an override`
    }
    case 'rotation': {
      const which = reason.which === 'next' ? 'next' : 'previous'
      return `the ${which} person in the rotation of ${names.schedule(reason.scheduleId)}`
    }
    case 'last-resort':
      return reason.teamId === null
        ? 'administrator, as the last resort'
        : `lead of the team ${names.team(reason.teamId)}, as the last resort`
  }
}

/** "at once", "after 2m", "after 10s, together with 1 other page" */
export function whatIfMessageInWords(message: WhatIfMessage, pagedAt: number): string {
  const waitMs = message.dueAt - pagedAt
  const when = waitMs <= 0 ? 'at once' : `after ${formatDuration(waitMs)}`
  switch (message.state) {
    case 'sent':
      return message.pages > 1
        ? `${when}, together with ${message.pages - 1} other page${message.pages > 2 ? 's' : ''}`
        : when
    case 'cancelled':
      return `${when}: not sent, somebody answered before`
    case 'later':
      return `${when}: beyond what was looked at`
  }
}

export function whatIfUnreachableInWords(directory: Directory, one: WhatIfUnreachable): string {
  const person = namesOf(directory).person(one.userId)
  return one.why === 'deactivated'
    ? `${person} is named and was deactivated.`
    : `${person} is named and has no contact method that works.`
}

export function whatIfFindingInWords(directory: Directory, finding: WhatIfFinding): string {
  const names = namesOf(directory)
  const policy = names.policy(finding.policyId)
  const step = `step ${(finding.step ?? 0) + 1} of ${policy}`
  switch (finding.code) {
    case 'nobody-paged':
      return 'Nobody at all is paged.'
    case 'nobody-reachable':
      return `A round of ${policy} reaches nobody, not even the last resort.`
    case 'gap':
      return `Nobody is on call in ${names.schedule(finding.scheduleId)} when ${step} asks.`
    case 'loop':
      return `The policy ${policy} calls itself, directly or through others.`
    case 'too-deep':
      return `The policy ${policy} is not started: it is gone, or too many policies call each other.`
    case 'round-reached-nobody':
      return `A round of ${policy} reaches nobody, and the policy asks for no last resort.`
    case 'person-unreachable': {
      const why = finding.detail === 'deactivated' ? 'deactivated' : 'no-contact-method'
      return whatIfUnreachableInWords(directory, { userId: finding.userId ?? '', why })
    }
    case 'condition-unreadable':
      return `The condition of ${step} cannot be read, so it counts as holding: ${finding.detail}`
    case 'never-covered':
      return `${policy} waits for somebody to be on call, and no schedule of it says when that is.`
    case 'ends-unanswered':
      return `If nobody answers, ${policy} ends, and nobody is paged any more.`
    case 'drawn-at-random':
      return `One of several is drawn at random at ${step}; all of them are shown.`
    case 'looked-at-in-part':
      return 'Too much happens to be shown whole: the rest was left out.'
  }
}

export function whatIfEndInWords(end: WhatIfStory['end']): string {
  switch (end) {
    case 'acknowledged':
      return 'Acknowledged: nobody else is paged.'
    case 'resolved':
      return 'Resolved.'
    case 'exhausted':
    case 'superseded':
      return 'Unanswered to the end.'
    case 'held':
      return 'Still waiting for somebody to be on call.'
    case 'going-on':
      return 'Still going on after the time that was looked at.'
  }
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}

function namesOf({ people, policies, schedules, teams }: Directory) {
  return {
    person: (id: string) => people.get(id)?.displayName ?? 'somebody who is gone',
    somebody: (id: string | null) =>
      id === null ? 'Somebody' : (people.get(id)?.displayName ?? 'Somebody'),
    policy: (id: string | null) => policies.get(id ?? '')?.name ?? 'a policy that is gone',
    schedule: (id: string | null) => schedules.get(id ?? '')?.schedule.name ?? 'a deleted schedule',
    team: (id: string | null) => teams.get(id ?? '')?.name ?? 'a deleted team',
  }
}
