// The page of messages that went out, as their recipients got them. It is complete without script;
// the script only adds what arrives later, above what is there.

import { escapeHtml, formatInstant } from '@evenwatch/core'
import { CAUGHT_MAX, type CaughtMessage } from '../catch/caught-messages.ts'
import { frameDemoPage } from './demo-page-frame.ts'

export const MESSAGES_SCRIPT = `// Asks for newer messages and puts them on top.
const list = document.getElementById('messages')
const state = document.getElementById('state')
const newest = () => Number(list.firstElementChild?.dataset.number ?? 0)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
async function follow() {
  for (;;) {
    try {
      const answer = await fetch('/demo/messages/new?after=' + newest(), { cache: 'no-store' })
      if (!answer.ok) throw answer
      list.insertAdjacentHTML('afterbegin', await answer.text())
      state.textContent = 'New messages appear here by themselves.'
    } catch {
      state.textContent = 'The demo does not answer. Is it still running?'
      await pause(2000)
    }
  }
}
// The first answer may wait for the next message; until it fails, the page is followed.
state.textContent = 'New messages appear here by themselves.'
follow()
`

export function renderMessagesPage(messages: readonly CaughtMessage[]): string {
  return frameDemoPage(
    'Messages of the demo',
    `<h1>Messages of the demo</h1>
<p>Everything that Evenwatch sent since the demo started, newest first. Real mails and real signed
webhooks, caught on this machine: sample people are never really paged. The newest ${CAUGHT_MAX}
are kept.</p>
<p class="quiet"><span id="state" role="status">Reload to see newer messages.</span>
 <a href="/">To the screens</a></p>
<main id="messages" aria-live="polite">${renderMessages(messages)}</main>
<script src="/demo/messages.js" type="module"></script>`,
  )
}

export function renderMessages(messages: readonly CaughtMessage[]): string {
  return messages.map(renderMessage).join('\n')
}

function renderMessage(message: CaughtMessage): string {
  const { number, at, to, subject, body, actUrl } = message
  const when = formatInstant(at)
  const act =
    actUrl === null
      ? ''
      : `<a class="act" href="${escapeHtml(actUrl)}" target="_blank" rel="noopener">Open the page behind its link</a>`
  return `<article data-number="${number}" aria-labelledby="subject-${number}">
<div class="quiet"><span class="chip">${body.kind === 'email' ? 'E-mail' : 'Webhook'}</span>to
 ${escapeHtml(to)} · <time datetime="${when}">${when.slice(11, 19)} UTC</time></div>
<h2 id="subject-${number}">${escapeHtml(subject)}</h2>
${act}
${body.kind === 'email' ? renderMail(number, body) : renderWebhookBody(body)}
</article>`
}

type Mail = Extract<CaughtMessage['body'], { kind: 'email' }>
type Webhook = Extract<CaughtMessage['body'], { kind: 'webhook' }>

function renderMail(number: number, mail: Mail): string {
  const text = `<pre>${escapeHtml(mail.text)}</pre>`
  if (mail.html === null) return text
  return `<iframe title="The mail as its reader sees it" loading="lazy"
 sandbox="allow-popups allow-popups-to-escape-sandbox" src="/demo/messages/${number}/mail"></iframe>
<details><summary>As plain text</summary>${text}</details>`
}

function renderWebhookBody({ headers, json }: Webhook): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  return `<details open><summary>Headers, with the signature</summary><pre>${escapeHtml(lines)}</pre>
</details><details><summary>Body</summary><pre>${escapeHtml(json)}</pre></details>`
}

/** Links of a mail lead out of its frame. */
export function renderMailFrame({ html }: Mail): string {
  return `<base target="_blank">${html ?? ''}`
}
