import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import type { PageContent, PagedGroup } from '../page-content.ts'
import { escapeHtml, safeHref } from './escape-html.ts'
import { EMAIL_GROUPS_MAX, renderEmail } from './render-email.ts'
import { renderInboxEntry } from './render-inbox-entry.ts'
import { renderWebhook } from './render-webhook.ts'
import {
  countdownInWords,
  dayAndTime,
  oneLine,
  pageHeadline,
  SUBJECT_CHARS_MAX,
  spanInWords,
  wallTime,
} from './words.ts'

const OPENED = Date.UTC(2026, 2, 3, 1, 14)
const group: PagedGroup = {
  groupId: 'g1',
  number: 17,
  title: '5xx ratio 7 %',
  service: 'checkout-api',
  urgency: 'high',
  severity: 'critical',
  openedAt: OPENED,
  alertCount: 14,
  source: 'prometheus',
  runbookUrl: 'https://example.org/runbook?a=1&b=2',
}
const content: PageContent = {
  groups: [group],
  actUrl: 'https://watch.example.org/a/token',
  replyTo: 'reply+token@in.example.org',
  otherwise: 'Chen is paged at 02:19',
  timeZone: 'Europe/Vienna',
}
const page = (parts: Partial<PageContent> = {}) =>
  ({ purpose: 'page', content: { ...content, ...parts } }) as const
const titled = (title: string) => page({ groups: [{ ...group, title }] })

describe('words', () => {
  test('a headline is one line, whatever the sender put in', () => {
    expect(pageHeadline(content)).toBe('[HIGH] checkout-api: 5xx ratio 7 %')
    const bad = titled('a\r\nBcc: x\u2028b\u0000\u202ec').content
    expect(pageHeadline(bad)).toBe('[HIGH] checkout-api: a Bcc: x b c')
  })

  test('a headline of several says how many, and is high when one of them is', () => {
    const low: PagedGroup = { ...group, urgency: 'low' }
    expect(pageHeadline({ ...content, groups: [low] })).toMatch(/^\[LOW\]/)
    expect(pageHeadline({ ...content, groups: [low, group, low] })).toBe(
      '[HIGH] 3 pages, first checkout-api: 5xx ratio 7 %',
    )
  })

  test('a long title is cut at a word', () => {
    const headline = pageHeadline(titled('word '.repeat(200)).content)
    expect(headline.length).toBeLessThanOrEqual(SUBJECT_CHARS_MAX)
    expect(headline).toMatch(/ word…$/)
    expect(oneLine('abcdef', 6)).toBe('abcdef')
    expect(oneLine('abcdefg', 6)).toBe('abcde…')
    expect(oneLine('abcd😀efg', 6)).toBe('abcd…')
  })

  test('spans are told in the largest unit that says enough', () => {
    expect(spanInWords(12_900)).toBe('12 s')
    expect(spanInWords(4 * MINUTE_MS + 59 * SECOND_MS)).toBe('4 min')
    expect(spanInWords(2 * HOUR_MS + 5 * MINUTE_MS)).toBe('2 h 05 min')
    expect(spanInWords(75 * HOUR_MS)).toBe('3 d')
    expect(spanInWords(-5)).toBe('0 s')
  })

  test('a countdown ends at zero and rounds up, so that it never promises too little', () => {
    expect(countdownInWords(48 * SECOND_MS)).toBe('0:48')
    expect(countdownInWords(60_001)).toBe('1:01')
    expect(countdownInWords(HOUR_MS + 125_000)).toBe('1:02:05')
    expect(countdownInWords(-1)).toBe('0:00')
  })

  test('times are the person’s wall clock; midnight is 00', () => {
    expect(wallTime(OPENED, 'Europe/Vienna')).toBe('02:14')
    expect(wallTime(Date.UTC(2026, 2, 3, 23, 5), 'Europe/Vienna')).toBe('00:05')
    expect(dayAndTime(OPENED, 'America/Lima')).toBe('2026-03-02 20:14 America/Lima')
  })
})

describe('a page by mail', () => {
  test('reads from top to bottom in the order in which it is needed', () => {
    expect(renderEmail(page()).text).toBe(`Acknowledge: https://watch.example.org/a/token

checkout-api: 5xx ratio 7 %

High urgency, severity critical, 14 alerts, from prometheus
Since 2026-03-03 02:14 Europe/Vienna

Runbook: https://example.org/runbook?a=1&b=2

If you do nothing: Chen is paged at 02:19.

Or reply with one word: ack (you take it), escalate (pass it on), resolve, snooze 30m.
`)
  })

  test('offers no reply where no mail comes in, and promises nothing where nothing follows', () => {
    const { text } = renderEmail(page({ replyTo: null, otherwise: null }))
    expect(text).not.toContain('reply')
    expect(text).not.toContain('If you do nothing')
  })

  test('lets no title, source or address break out of the HTML', () => {
    const evil = `"><script>alert('1')</script>&`
    const { html } = renderEmail(
      page({
        groups: [
          { ...group, title: evil, service: evil, source: evil, runbookUrl: `https://x/${evil}` },
        ],
        actUrl: `https://watch.example.org/a/${evil}`,
        otherwise: evil,
      }),
    )
    expect(html).not.toContain('"><script')
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;')
  })

  test('makes a link of http and https alone', () => {
    const runbookUrl = 'javascript:alert(1)'
    const { html, text } = renderEmail(page({ groups: [{ ...group, runbookUrl }] }))
    expect(html + text).not.toContain('javascript')
    expect(safeHref(' HTTPS://example.org ')).toBe('HTTPS://example.org')
    expect(safeHref('//example.org')).toBeNull()
    expect(safeHref(null)).toBeNull()
  })

  test('of a storm spells out the first and counts the rest', () => {
    const groups = Array.from({ length: EMAIL_GROUPS_MAX + 5 }, (_, index) => ({
      ...group,
      title: `title ${index}`,
    }))
    const { text } = renderEmail(page({ groups }))
    expect(text).toContain(`title ${EMAIL_GROUPS_MAX - 1}\n`)
    expect(text).not.toContain(`title ${EMAIL_GROUPS_MAX}\n`)
    expect(text).toContain('And 5 more behind the link.')
  })

  test('a code, a test and a notice say what they are', () => {
    const code = renderEmail({ purpose: 'verification', code: '123456', expiresAt: OPENED })
    expect(code.subject).toContain('123456')
    expect(code.text).toContain('valid until 2026-03-03 01:14 UTC')
    expect(renderEmail({ purpose: 'test' }).text).toContain('Nothing is wrong')
    const notice = renderEmail({ purpose: 'notice', subject: 'a\nb', text: 'one <b>\ntwo' })
    expect(notice).toMatchObject({ subject: 'a b', text: 'one <b>\ntwo\n' })
    expect(notice.html).toContain('<p>one &lt;b&gt;<br>two</p>')
  })
})

test('a webhook carries ids, instants and the link, and nothing of the moment of sending', () => {
  const to = { userId: 'u1', displayName: 'Ana Soto' }
  expect(renderWebhook({ id: 'm1', to, body: page() })).toEqual({
    version: 1,
    id: 'm1',
    to: { userId: 'u1', name: 'Ana Soto' },
    type: 'page',
    summary: '[HIGH] checkout-api: 5xx ratio 7 %',
    groups: [
      {
        id: 'g1',
        number: 17,
        title: '5xx ratio 7 %',
        service: 'checkout-api',
        urgency: 'high',
        severity: 'critical',
        openedAt: '2026-03-03T01:14:00.000Z',
        alertCount: 14,
        source: 'prometheus',
        runbookUrl: 'https://example.org/runbook?a=1&b=2',
      },
    ],
    actUrl: 'https://watch.example.org/a/token',
    otherwise: 'Chen is paged at 02:19',
  })
  const body = { purpose: 'verification', code: '123456', expiresAt: OPENED } as const
  expect(renderWebhook({ id: 'm1', to, body })).toMatchObject({
    type: 'verification',
    code: '123456',
    expiresAt: '2026-03-03T01:14:00.000Z',
  })
})

test('an inbox entry has the mail’s subject and one line per group', () => {
  expect(renderInboxEntry(page({ groups: [group, { ...group, title: 'other' }] }))).toEqual({
    subject: '[HIGH] 2 pages, first checkout-api: 5xx ratio 7 %',
    body: 'checkout-api: 5xx ratio 7 % (14 alerts)\ncheckout-api: other (14 alerts)\nIf you do nothing: Chen is paged at 02:19',
  })
  expect(renderInboxEntry({ purpose: 'test' }).subject).toContain('[TEST]')
})

test('escaping covers text and quoted attributes', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;',
  )
})
