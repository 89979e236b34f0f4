// A message as a mail: one subject line, a plain part and an HTML part that say the same.
//
// Read at 3 am on a phone: the link that acts comes first, then what it is about, the runbook,
// what happens otherwise, and how to answer by mail. The HTML part is built from the same blocks
// as the plain part, so the two cannot differ; it has no images, no styles from outside, no script.

import { formatInstant, type Instant } from '../../platform/time.ts'
import type { PageContent, PagedGroup } from '../page-content.ts'
import { escapeHtml, safeHref } from './escape-html.ts'
import type { MessageBody } from './message-body.ts'
import {
  countOf,
  dayAndTime,
  groupLine,
  oneLine,
  pageHeadline,
  SUBJECT_CHARS_MAX,
} from './words.ts'

export type RenderedEmail = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Groups spelled out in one mail; the rest are counted and stand on the act page. */
export const EMAIL_GROUPS_MAX = 20

type Block =
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'strong'; readonly line: string }
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  | { readonly kind: 'button'; readonly label: string; readonly href: string }

export function renderEmail(body: MessageBody): RenderedEmail {
  switch (body.purpose) {
    case 'page':
      return assemble(pageHeadline(body.content), pageBlocks(body.content))
    case 'verification':
      return assemble(`Evenwatch code ${body.code}`, [
        { kind: 'strong', line: `Your code is ${body.code}` },
        text('Enter it in your Evenwatch profile to confirm that pages reach you here.'),
        text(`It is valid until ${formatUtc(body.expiresAt)}.`),
        text('If you did not ask for it, nothing happens without it.'),
      ])
    case 'test':
      return assemble('[TEST] Evenwatch reaches you here', [
        { kind: 'strong', line: 'This is a test. Nothing is wrong.' },
        text('You asked Evenwatch to try this contact method. Pages will arrive like this one.'),
      ])
    case 'notice':
      return assemble(oneLine(body.subject, SUBJECT_CHARS_MAX), [
        { kind: 'text', lines: body.text.split('\n') },
      ])
  }
}

function pageBlocks(content: PageContent): Block[] {
  const shown = content.groups.slice(0, EMAIL_GROUPS_MAX)
  const hidden = content.groups.length - shown.length
  return [
    { kind: 'button', label: 'Acknowledge', href: content.actUrl },
    ...shown.flatMap((group) => groupBlocks(group, content.timeZone)),
    ...(hidden > 0 ? [text(`And ${hidden} more behind the link.`)] : []),
    ...(content.otherwise === null
      ? []
      : [text(`If you do nothing: ${sentence(content.otherwise)}`)]),
    ...(content.replyTo === null ? [] : [text(REPLY_HELP)]),
  ]
}

const REPLY_HELP =
  'Or reply with one word: ack (you take it), escalate (pass it on), resolve, snooze 30m.'

function groupBlocks(group: PagedGroup, timeZone: string): Block[] {
  const runbook = safeHref(group.runbookUrl)
  const facts = [
    group.urgency === 'high' ? 'High urgency' : 'Low urgency',
    ...(group.severity === null ? [] : [`severity ${group.severity}`]),
    countOf(group.alertCount, 'alert'),
    ...(group.source === '' ? [] : [`from ${oneLine(group.source, 200)}`]),
  ]
  return [
    { kind: 'strong', line: groupLine(group, 1_000) },
    text(`${facts.join(', ')}`, `Since ${dayAndTime(group.openedAt, timeZone)}`),
    ...(runbook === null ? [] : [{ kind: 'link', label: 'Runbook', href: runbook } as const]),
  ]
}

function text(...lines: string[]): Block {
  return { kind: 'text', lines }
}

function sentence(words: string): string {
  const line = oneLine(words, 500)
  return /[.!?]$/.test(line) ? line : `${line}.`
}

function formatUtc(at: Instant): string {
  return `${formatInstant(at).slice(0, 16).replace('T', ' ')} UTC`
}

function assemble(subject: string, blocks: readonly Block[]): RenderedEmail {
  const html = blocks.map(htmlOf).join('\n')
  return {
    subject,
    text: `${blocks.map(textOf).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="font:18px/1.4 system-ui,sans-serif;margin:16px">
${html}
</body></html>
`,
  }
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.lines.join('\n')
    case 'strong':
      return block.line
    case 'link':
    case 'button':
      return `${block.label}: ${block.href}`
  }
}

const BUTTON_STYLE =
  'display:inline-block;padding:16px 32px;border:2px solid;border-radius:8px;font-weight:700'

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${block.lines.map(escapeHtml).join('<br>')}</p>`
    case 'strong':
      return `<p><strong>${escapeHtml(block.line)}</strong></p>`
    case 'link':
      return `<p><a href="${escapeHtml(block.href)}">${escapeHtml(block.label)}</a></p>`
    case 'button':
      return `<p><a href="${escapeHtml(block.href)}" style="${BUTTON_STYLE}">${escapeHtml(block.label)}</a></p>`
  }
}
