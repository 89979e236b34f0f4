// What one mail to a reply address does, and what is answered.
//
// The address is the authority, not the sender's name, which anybody can write. The answer goes to
// the person's own contact method, never to whoever sent the mail, so it cannot be turned against
// a third party. Machines' mails never act and are never answered.

import {
  isAutomaticMail,
  type MailMarks,
  overallStanding,
  REPLY_WORDS_HELP,
  readReply,
  spanInWords,
  standingOf,
  wallTime,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import {
  type ActOnGroups,
  type AnswerResult,
  actorName,
  answerMessage,
  type MessageView,
  viewMessage,
} from '../links/answer-message.ts'
import type { MessageToken } from '../links/message-token.ts'

export type IncomingMail = MailMarks & { readonly text: string }

/** Null: nothing is answered. `view` tells whom to answer. */
export type MailReply = { readonly view: MessageView; readonly words: string } | null

export async function answerMail(
  context: ServerContext,
  actOnGroups: ActOnGroups,
  token: MessageToken,
  mail: IncomingMail,
): Promise<MailReply> {
  if (isAutomaticMail(mail)) return null
  const reply = readReply(mail.text)
  if (reply.kind !== 'command') {
    const view = await viewMessage(context, token)
    if (view === null || !view.state.isActive) return null
    const problem =
      reply.kind === 'empty' ? 'Your reply was empty.' : 'Your reply was not understood.'
    return { view, words: `${problem} Nothing was changed.\n\n${REPLY_WORDS_HELP}` }
  }
  const result = await answerMessage(context, actOnGroups, token, reply.command)
  if (result.kind === 'gone') return null
  if (result.kind === 'refused' && result.reason === 'deactivated') return null
  return { view: result.view, words: wordsFor(context, result, reply.command.kind) }
}

function wordsFor(
  context: ServerContext,
  result: Exclude<AnswerResult, { kind: 'gone' }>,
  asked: 'acknowledge' | 'escalate' | 'resolve' | 'snooze',
): string {
  const { view } = result
  if (result.kind === 'refused') {
    const why =
      result.reason === 'expired'
        ? 'This page is too old to be answered by mail.'
        : 'This mail was answered before, or the alert was paged again since.'
    return `${why} Nothing was changed. Sign in to act: ${context.config.publicUrl}/`
  }
  const now = context.clock.now()
  const standing = overallStanding(view.state)
  const taken = view.message.groups.find((group) => standingOf(view.state, group) === 'taken')
  switch (standing) {
    case 'resolved':
      return asked === 'resolve' && result.kind === 'done' ? 'Resolved.' : 'It is resolved already.'
    case 'taken': {
      const by = actorName(view.directory, taken?.acknowledgedBy ?? null)
      const ago = taken?.acknowledgedAt == null ? '' : ` ${spanInWords(now - taken.acknowledgedAt)}`
      return `${by} was faster: took it${ago === '' ? '' : `${ago} ago`}. Go back to sleep.`
    }
    case 'mine': {
      if (result.kind === 'done' && asked === 'escalate') return 'Help is being paged.'
      const until = view.message.groups.find(
        (group) => group.snoozedUntil !== null && group.snoozedUntil > now,
      )?.snoozedUntil
      if (asked === 'snooze' && until != null) {
        return `Snoozed until ${wallTime(until, view.person.timeZone)}.`
      }
      return 'You have it. Paging stopped.'
    }
    case 'passed-on':
      return 'You passed it on. The next person is being paged.'
    case 'open':
    case 'superseded':
      return `Nothing was changed. Sign in to see it: ${context.config.publicUrl}/`
  }
}
