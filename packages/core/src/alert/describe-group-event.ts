// One sentence for every kind of entry on a group's timeline, the same on every surface.
//
// Pure and forgiving: entries outlive the code that wrote them, so a field that is missing leaves
// its words out, and a kind that is not known gets a plain sentence instead of none.

import { namesInWords } from '../paging/next-in-words.ts'
import type { JsonObject } from '../platform/json.ts'
import { formatInstant } from '../platform/time.ts'

export const GROUP_EVENT_KINDS = [
  'alert-opened',
  'alert-acknowledged',
  'alert-resolved',
  'urgency-raised',
  'group-acknowledged',
  'group-resolved',
  'group-reopened',
  'group-unacknowledged',
  'group-snoozed',
  'acknowledgement-lapsed',
  'snooze-ended',
  'escalated',
  'note',
  'run-started',
  'step-skipped',
  'paged',
  'policy-called',
  'last-resort',
  'paging-not-resumed',
  'nobody-reachable',
  'held',
  'round-ended',
  'exhausted',
  'handing-over',
  'delivery-sent',
  'delivery-failed',
  'delivery-unknown',
  'delivery-retried',
  'delivery-cancelled',
  'fallback',
  'link-opened',
  'acknowledged-elsewhere',
] as const
export type GroupEventKind = (typeof GROUP_EVENT_KINDS)[number]

export type EventNames = {
  /** Who did it, for reading: "Ana Soto", "prometheus". */
  readonly actor: string
  /** Display name of a person by id. */
  person(id: string): string
}

export function describeGroupEvent(kind: string, data: JsonObject, names: EventNames): string {
  const isKnown = GROUP_EVENT_KINDS.some((known) => known === kind)
  // The list above was just asked.
  if (isKnown) {
    return capital(SENTENCES[kind as GroupEventKind](new Facts(data, names), names.actor))
  }
  return `${names.actor}: ${kind.replaceAll('-', ' ')}.`
}

function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1)
}

const SENTENCES: {
  readonly [K in GroupEventKind]: (facts: Facts, actor: string) => string
} = {
  'alert-opened': (facts, actor) =>
    `${actor} opened an alert${facts.after(': ', 'summary', '')}${facts.inBrackets('severity')}.`,
  'alert-acknowledged': (facts, actor) =>
    `${actor} acknowledged an alert${facts.quoted('summary')}.`,
  'alert-resolved': (facts, actor) => `${actor} resolved an alert${facts.quoted('summary')}.`,
  'urgency-raised': (facts) => `Urgency rose to ${facts.text('to') ?? 'high'}.`,
  'group-acknowledged': (facts, actor) => `${actor} acknowledged${facts.via()}. Paging stopped.`,
  'group-resolved': (facts, actor) => `${actor} resolved${facts.via()}.`,
  'group-reopened': (_, actor) => `${actor} reopened it. Paging starts again.`,
  'group-unacknowledged': (_, actor) =>
    `${actor} took the acknowledgement back. Paging starts again.`,
  'group-snoozed': (facts, actor) => `${actor} snoozed it${facts.until()}.`,
  'acknowledgement-lapsed': () => 'The acknowledgement lapsed. Paging starts again.',
  'snooze-ended': () => 'The snooze ended. Paging starts again.',
  escalated: (facts, actor) => `${actor} passed it on to the next step${facts.via()}.`,
  note: (facts, actor) => `${actor} noted: ${facts.text('text') ?? '(empty)'}`,
  'run-started': (facts) => `Escalation${facts.after(' ', 'policy', '')} started${facts.cause()}.`,
  'step-skipped': (facts) => `${facts.step()} was skipped: it reaches nobody now.`,
  paged: (facts) => `${facts.people()} ${facts.verb()} paged (${facts.step().toLowerCase()}).`,
  'policy-called': (facts) => `${facts.step()} called another policy.`,
  'paging-not-resumed': () =>
    'Restored from a backup: paging was not resumed. Escalate by hand if somebody is still needed.',
  'last-resort': (facts) =>
    `Nobody of the round could be reached. ${facts.people()} ${facts.verb()} paged as the last resort.`,
  'nobody-reachable': () => 'Nobody at all could be paged.',
  held: () => 'Nobody is on call. Paging waits until somebody is.',
  'round-ended': (facts) => `Round ${(facts.number('round') ?? 0) + 1} ended unanswered.`,
  exhausted: () => 'The escalation ended: everybody was tried and nobody acknowledged.',
  'handing-over': (facts) => `The message to ${facts.people()} is handed over${facts.by()}.`,
  'delivery-sent': (facts) =>
    `The message to ${facts.people()} was sent${facts.by()}.${facts.late()}`,
  'delivery-failed': (facts) =>
    `The message to ${facts.people()} failed${facts.by()}${facts.why()}.${facts.again()}${facts.late()}`,
  'delivery-unknown': (facts) =>
    `It is not known whether the message to ${facts.people()} arrived${facts.by()}${facts.why()}.${facts.again()}${facts.late()}`,
  'delivery-retried': (facts) =>
    `The message to ${facts.people()} is tried again${facts.by()}${facts.why()}.`,
  'delivery-cancelled': (facts) =>
    `The message to ${facts.people()} was not sent any more${facts.by()}.`,
  fallback: (facts) => `${facts.people()} is tried another way${facts.by()}${facts.why()}.`,
  'link-opened': (facts) => `${facts.people()} opened the link of a message.`,
  'acknowledged-elsewhere': (facts, actor) =>
    `${actor} answered too late: ${facts.personAt('by') ?? 'somebody'} had already acknowledged.`,
}

const CAUSES: { readonly [cause: string]: string } = {
  opened: '',
  'urgency-raised': ': it became more urgent',
  repage: ': another alert joined',
  lapsed: ': the acknowledgement lapsed',
  reopened: ': it was reopened',
  manual: ' by hand',
  nested: ', called by another policy',
}

/** Reads the fields of an entry that may be of any age. */
class Facts {
  private readonly data: JsonObject
  private readonly names: EventNames

  constructor(data: JsonObject, names: EventNames) {
    this.data = data
    this.names = names
  }

  text(field: string): string | null {
    const value = this.data[field]
    return typeof value === 'string' && value !== '' ? value : null
  }

  number(field: string): number | null {
    const value = this.data[field]
    return typeof value === 'number' ? value : null
  }

  after(before: string, field: string, otherwise: string): string {
    const value = this.text(field)
    return value === null ? otherwise : `${before}${value}`
  }

  inBrackets(field: string): string {
    return this.after(' (', field, '') && `${this.after(' (', field, '')})`
  }

  quoted(field: string): string {
    const value = this.text(field)
    return value === null ? '' : `, “${value}”`
  }

  step(): string {
    const step = this.number('step')
    if (step === null) return 'A step'
    return step < 0 ? 'The last resort' : `Step ${step + 1}`
  }

  people(): string {
    return namesInWords(this.userIds().map((id) => this.names.person(id))) ?? 'somebody'
  }

  verb(): string {
    return this.userIds().length > 1 ? 'were' : 'was'
  }

  personAt(field: string): string | null {
    const value = this.text(field)
    return value === null ? null : this.names.person(value.replace(/^user:/, ''))
  }

  by(): string {
    return this.after(' by ', 'channel', '')
  }

  via(): string {
    return this.after(' by ', 'via', '')
  }

  why(): string {
    // Carriers' words may bring their own full stop.
    return this.after(': ', 'error', this.after(': ', 'detail', '')).replace(/\.$/, '')
  }

  again(): string {
    return this.text('retryAt') === null ? '' : ' It is tried again.'
  }

  late(): string {
    return this.data.afterAnswer === true ? ' It was on its way when somebody answered.' : ''
  }

  cause(): string {
    return CAUSES[this.text('cause') ?? ''] ?? ''
  }

  until(): string {
    const value = this.data.until
    if (typeof value === 'number') return ` until ${formatInstant(value)}`
    return typeof value === 'string' ? ` until ${value}` : ''
  }

  private userIds(): readonly string[] {
    const { userIds, userId } = this.data
    if (Array.isArray(userIds)) return userIds.filter((id): id is string => typeof id === 'string')
    return typeof userId === 'string' ? [userId] : []
  }
}
