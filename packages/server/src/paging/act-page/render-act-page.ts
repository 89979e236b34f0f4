// The page behind the link in a page (screen brief S10): what is wrong, what happens otherwise,
// one large button. The same page with other words after acting, and when there is nothing to do.
//
// Pure: everything comes as an argument. Whatever a sender or a person wrote is escaped here.

import {
  type AnswerRefusal,
  countdownInWords,
  countOf,
  escapeHtml,
  type Instant,
  oneLine,
  overallStanding,
  type Standing,
  safeHref,
  spanInWords,
  standingOf,
  wallTime,
} from '@evenwatch/core'
import { actorName, type MessageView } from '../links/answer-message.ts'
import type { MessageGroup } from '../links/load-message.ts'
import { framePage, isNightHour } from './page-frame.ts'

/** What the escalation does next about a group when nobody acts. */
export type NextStep = { readonly who: string; readonly at: Instant }

export type ActPage = {
  readonly view: MessageView
  /** Null: nothing more; `unknown`: it could not be found out, and nothing is claimed. */
  readonly next: NextStep | null | 'unknown'
  readonly now: Instant
  /** Where the person signs in for everything else. */
  readonly publicUrl: string
  /** Set after a POST that changed something, or passed on what was just passed on. */
  readonly justDid: 'acknowledge' | 'escalate' | 'resolve' | 'snooze' | null
  readonly refusal: AnswerRefusal | null
}

/** Groups spelled out; more are counted. Keeps the page small in a storm. */
export const GROUPS_SHOWN_MAX = 10
const TITLE_CHARS_MAX = 300
const HREF_CHARS_MAX = 1_000
const LINKS_PER_PAGE_MAX = 3
const SNOOZE_MINUTES = [15, 30, 60, 240] as const

export function renderActPage(page: ActPage): string {
  const { view, now } = page
  const [first] = view.message.groups
  const standing = overallStanding(view.state)
  const canAct = page.refusal === null && now < view.state.expiresAt && view.state.isActive
  const isOpen = standing === 'open' && canAct
  const says = headline(page, standing)
  const shown = view.message.groups
    .slice(0, GROUPS_SHOWN_MAX)
    .map((group, index) => describeGroup(page, group, isOpen && index === 0))
  return framePage({
    title: first === undefined ? 'Evenwatch' : oneLine(`${says} ${first.title}`, 120),
    isNight: isNightHour(Number(wallTime(now, view.person.timeZone).slice(0, 2))),
    body: [
      '<main>',
      isOpen ? '' : `<div role="status"><h1>${escapeHtml(says)}</h1></div>`,
      ...details(page, standing),
      ...shown.slice(0, 1),
      standing === 'open' || standing === 'superseded' ? describeNext(page) : '',
      ...shown.slice(1),
      hiddenGroups(view.message.groups.length - GROUPS_SHOWN_MAX),
      '</main>',
      // The buttons come last and stay in the lower third, under the thumb, however long the rest is.
      links(page),
      canAct ? actions(standing) : '',
    ].join('\n'),
  })
}

function headline(page: ActPage, standing: Standing): string {
  const { view, now } = page
  if (page.refusal === 'deactivated') return 'You are no longer part of this installation.'
  if (page.refusal === 'expired' || now >= view.state.expiresAt) return 'This link has expired.'
  if (page.refusal === 'superseded') return 'This alert was paged again since. This link is over.'
  if (page.refusal === 'spent') return 'This link has already been used.'
  switch (standing) {
    case 'open':
      return 'Page'
    case 'mine':
      return mineHeadline(page)
    case 'taken': {
      const taken = view.message.groups.find((group) => standingOf(view.state, group) === 'taken')
      const by = actorName(view.directory, taken?.acknowledgedBy ?? null)
      const ago = taken?.acknowledgedAt == null ? '' : ` ${agoInWords(taken.acknowledgedAt, now)}`
      return `${by} took it${ago}. Go back to sleep.`
    }
    case 'passed-on':
      if (page.justDid === 'escalate') return 'You passed it on.'
      return 'You have answered this page already. Nobody has it now.'
    case 'superseded':
      return 'This alert was paged again since. This link is over.'
    case 'resolved': {
      const last = view.message.groups.find((group) => group.resolvedAt !== null)
      const by = actorName(view.directory, last?.resolvedBy ?? null)
      const ago = last?.resolvedAt == null ? '' : ` ${agoInWords(last.resolvedAt, now)}`
      return page.justDid === 'resolve' ? 'Resolved.' : `Already resolved by ${by}${ago}.`
    }
  }
}

function mineHeadline({ view, justDid, now }: ActPage): string {
  if (justDid === 'escalate') return 'Help is being paged.'
  const mine = view.message.groups.filter((group) => standingOf(view.state, group) === 'mine')
  const snoozed = mine.find((group) => group.snoozedUntil !== null && group.snoozedUntil > now)
  if (snoozed?.snoozedUntil != null) {
    return `Snoozed until ${wallTime(snoozed.snoozedUntil, view.person.timeZone)}.`
  }
  return 'You have it. Paging stopped.'
}

function agoInWords(at: Instant, now: Instant): string {
  return `${spanInWords(now - at)} ago`
}

function details(page: ActPage, standing: Standing): string[] {
  const { view, now } = page
  if (standing === 'mine' && page.refusal === null) {
    const wakes = view.message.groups.flatMap((group) =>
      group.wakeAt !== null && group.wakeAt > now ? [group.wakeAt] : [],
    )
    if (wakes.length === 0) return []
    const first = wallTime(Math.min(...wakes), view.person.timeZone)
    return [`<p>Paging starts again at ${first} unless it is resolved.</p>`]
  }
  if (standing === 'passed-on') return [describeNext(page)]
  return []
}

const STATE_WORDS = {
  triggered: 'nobody has it yet',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
} as const

function describeGroup(page: ActPage, group: MessageGroup, isHeading: boolean): string {
  const { view, now } = page
  const service = view.directory.services.get(group.serviceId)
  const name = service?.displayName ?? service?.name ?? 'unknown service'
  const urgency = group.urgency === 'high' ? '▲ HIGH' : '▽ LOW'
  const opened = wallTime(group.openedAt, view.person.timeZone)
  const tag = isHeading ? 'h1' : 'h2'
  const severity = group.severity === null ? '' : `, ${group.severity}`
  return `<p><span class="chip">${urgency}</span> ${escapeHtml(oneLine(name, 100))}
<span class="quiet">${opened} · ${agoInWords(group.openedAt, now)}</span></p>
<${tag}>${escapeHtml(oneLine(group.title, TITLE_CHARS_MAX))}</${tag}>
<p class="quiet">${countOf(group.alertCount, 'alert')}${severity} · ${groupState(page, group)}</p>`
}

function groupState({ view }: ActPage, group: MessageGroup): string {
  if (group.status !== 'acknowledged') return STATE_WORDS[group.status]
  if (standingOf(view.state, group) === 'mine') return 'you have it'
  return escapeHtml(`${oneLine(actorName(view.directory, group.acknowledgedBy), 100)} has it`)
}

function hiddenGroups(hidden: number): string {
  return hidden > 0 ? `<p>And ${hidden} more, which the button takes, too.</p>` : ''
}

function describeNext({ next, now, view }: ActPage): string {
  const start = view.state.answeredAt === null ? 'If you do nothing: ' : 'Next: '
  if (next === 'unknown') return ''
  if (next === null) return `<p>${start}nobody else is paged.</p>`
  const who = escapeHtml(oneLine(next.who, 100))
  const leftMs = next.at - now
  if (leftMs <= 0) return `<p>${start}${who} is paged now.</p>`
  return `<p>${start}${who} is paged in
<span id="left" role="timer" aria-live="off" data-ms="${leftMs}">${countdownInWords(leftMs)}</span>
<span id="heard" class="heard" aria-live="polite"></span></p>`
}

function actions(standing: Standing): string {
  if (standing === 'open') {
    return `<form method="post" class="do">
${button('acknowledge', 'Acknowledge', 'main')}
<div class="row">${button('escalate', 'Escalate now')}${button('escalate', 'I can’t take it')}</div>
</form>`
  }
  if (standing !== 'mine') return ''
  const choices = SNOOZE_MINUTES.map(
    (minutes) =>
      `<button name="minutes" value="${minutes}">${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`}</button>`,
  )
  return `<div class="do"><form method="post">
<div class="row">${button('resolve', 'Resolve')}${button('escalate', 'Need help')}</div></form>
<form method="post" aria-label="Snooze"><input type="hidden" name="action" value="snooze">
<p class="quiet">Snooze for</p><div class="row">${choices.join('')}</div></form></div>`
}

function button(value: string, label: string, look = ''): string {
  const as = look === '' ? '' : ` class="${look}"`
  return `<button name="action" value="${value}"${as}>${label}</button>`
}

function links({ view, publicUrl }: ActPage): string {
  const found = new Map<string, string>()
  for (const group of view.message.groups) {
    const service = view.directory.services.get(group.serviceId)
    add(found, 'Runbook', group.runbookUrl ?? service?.runbook ?? null)
    for (const link of group.links) add(found, oneLine(link.text, 30) || 'Dashboard', link.href)
  }
  const [first] = view.message.groups
  const own = first === undefined ? publicUrl : `${publicUrl}/alerts/${first.number}`
  const shown = [...found].slice(0, LINKS_PER_PAGE_MAX)
  const items = [...shown, [own, 'Sign in for details'] as const].map(
    ([href, label]) =>
      `<a href="${escapeHtml(href)}" rel="noreferrer noopener">${escapeHtml(label)} ›</a>`,
  )
  return `<nav aria-label="More">${items.join('')}</nav>`
}

function add(found: Map<string, string>, label: string, url: string | null): void {
  const href = safeHref(url)
  if (href !== null && href.length <= HREF_CHARS_MAX && !found.has(href)) found.set(href, label)
}

/** For links that say nothing to us: altered, forged, or about something that is gone. */
export function renderPlainPage(title: string, text: string, publicUrl: string): string {
  return framePage({
    title,
    isNight: false,
    body: `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main>
<nav><a href="${escapeHtml(publicUrl)}/" rel="noreferrer noopener">Sign in ›</a></nav>`,
  })
}
