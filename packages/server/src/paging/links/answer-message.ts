// What a person does through an act link or a mail reply, from the token to the changed groups.
//
// The rules are `decideAnswer`'s; the acting is the alert room's, handed in. Order matters:
// acknowledging is idempotent, so it happens first and the link is used up after it, and a process
// that dies in between leaves a link that merely shows "You have it". Escalating twice would pass
// over a person, so there the link is used up first and given back when the action failed.

import {
  type AnswerKind,
  type AnswerRefusal,
  type AnswerState,
  type Directory,
  decideAnswer,
  type GroupAction,
  type GroupOutcome,
  type Instant,
  type Person,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor } from '../../platform/http/principal.ts'
import { type LoadedMessage, loadMessage, markAnswered } from './load-message.ts'
import type { MessageToken } from './message-token.ts'

/** The alert room's operation. */
export type ActOnGroups = (
  context: ServerContext,
  groupIds: string[],
  action: GroupAction,
  actor: string,
) => Promise<GroupOutcome[]>

export type Answer =
  | { readonly kind: Exclude<AnswerKind, 'snooze'> }
  | { readonly kind: 'snooze'; readonly forMs: number }

/** A message as its person may see it. */
export type MessageView = {
  readonly message: LoadedMessage
  readonly state: AnswerState
  readonly person: Person
  readonly directory: Directory
}

export type AnswerResult =
  | { readonly kind: 'done'; readonly view: MessageView }
  /** Nothing changed and nothing is wrong: a second tap, or somebody was faster. */
  | { readonly kind: 'unchanged'; readonly view: MessageView }
  | { readonly kind: 'refused'; readonly reason: AnswerRefusal; readonly view: MessageView }
  | { readonly kind: 'gone' }

/** Null when the message or its person does not exist any more. */
export async function viewMessage(
  context: ServerContext,
  token: MessageToken,
): Promise<MessageView | null> {
  const message = await loadMessage(context.pool, token.messageId)
  if (message === null) return null
  const directory = await context.directory.atLeast(message.revision)
  const person = directory.people.get(message.userId)
  if (person === undefined) return null
  const state: AnswerState = {
    actor: formatActor({ kind: 'user', id: message.userId }),
    isActive: person.isActive,
    expiresAt: token.expiresAt,
    answeredAt: message.answeredAt,
    groups: message.groups,
  }
  return { message, state, person, directory }
}

export async function answerMessage(
  context: ServerContext,
  actOnGroups: ActOnGroups,
  token: MessageToken,
  answer: Answer,
): Promise<AnswerResult> {
  const before = await viewMessage(context, token)
  if (before === null) return { kind: 'gone' }
  const now = context.clock.now()
  const decision = decideAnswer(before.state, answer.kind, now)
  if (decision.kind === 'refuse') {
    return { kind: 'refused', reason: decision.reason, view: before }
  }
  if (decision.kind === 'show') return { kind: 'unchanged', view: before }

  const act = () =>
    actOnGroups(context, [...decision.groupIds], toAction(answer, now), before.state.actor)
  const outcomes =
    decision.first && answer.kind === 'escalate'
      ? await usedUpFirst(context, token.messageId, act)
      : await act()
  const done = outcomes.some((outcome) => outcome.outcome === 'done')
  if (done && decision.first && answer.kind !== 'escalate') {
    await markAnswered(context.pool, token.messageId, context.clock.now(), 'unanswered')
  }
  const after = await viewMessage(context, token)
  if (after === null) return { kind: 'gone' }
  return { kind: done ? 'done' : 'unchanged', view: after }
}

async function usedUpFirst(
  context: ServerContext,
  messageId: string,
  act: () => Promise<GroupOutcome[]>,
): Promise<GroupOutcome[]> {
  const isFirst = await markAnswered(context.pool, messageId, context.clock.now(), 'unanswered')
  if (!isFirst) return []
  let outcomes: GroupOutcome[] = []
  try {
    outcomes = await act()
  } finally {
    if (!outcomes.some((outcome) => outcome.outcome === 'done')) {
      await markAnswered(context.pool, messageId, null, 'answered')
    }
  }
  return outcomes
}

function toAction(answer: Answer, now: Instant): GroupAction {
  return answer.kind === 'snooze'
    ? { kind: 'snooze', until: now + answer.forMs }
    : { kind: answer.kind }
}

/** The name behind an actor column: a person's, or the word for what acted. */
export function actorName(directory: Directory, actor: string | null): string {
  if (actor === null) return 'Somebody'
  const [kind = '', id = ''] = actor.split(':')
  if (kind === 'user') return directory.people.get(id)?.displayName ?? 'Somebody'
  return kind === 'integration' ? 'The sender' : 'Evenwatch'
}
