// Cover for one evening, from a phone, by somebody who leads nothing: two taps once the shift is open.
// The seconds are printed and not asserted; the machine is not a person, and not alone.

import {
  cancelCoverRequest,
  createOverride,
  listCoverRequests,
  listShifts,
  requestCover,
} from '@evenwatch/api'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { person, schedule, team } from './support/documents.ts'
import { openInstallation } from './support/installation.ts'
import {
  openBrowser,
  openSignedIn,
  PHONE,
  settle,
  type WatchedPage,
} from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const NAME = 'evening-cover'
const TAPS_MAX = 2

const product = await startProduct()
const { call, apply, allowSignIn } = openInstallation(product)
const browser = await openBrowser()
let ben: WatchedPage

beforeAll(async () => {
  const layer = {
    name: 'weekly',
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit: 'week' as const },
    members: ['ben'],
  }
  await apply(
    ...['ana', 'ben', 'chen', 'dara'].map((name) =>
      person(name, [{ name: 'inbox', type: 'inbox' }]),
    ),
    team('payments', ['ana', 'ben', 'chen', 'dara']),
    schedule(NAME, { team: 'payments', timeZone: 'Europe/Vienna', layers: [layer] }),
  )
  await allowSignIn('ben')
  ben = await openSignedIn(browser, product, 'ben', PHONE)
})

/** Each tap is counted, and what is tapped is large enough for a thumb. */
function thumb() {
  let taps = 0
  return {
    taps: () => taps,
    async tap(target: Locator) {
      await target.scrollIntoViewIfNeeded()
      const box = await target.boundingBox()
      expect(box?.height).toBeGreaterThanOrEqual(24)
      await target.tap()
      taps += 1
    },
  }
}

const WAYS: readonly { from: string; openShift: (page: Page) => Promise<void> }[] = [
  {
    from: 'Home',
    openShift: async (page) => {
      await page.goto(product.url)
      await settle(page)
      await page.getByRole('link', { name: 'Get cover' }).tap()
    },
  },
  {
    from: 'the schedule',
    openShift: async (page) => {
      await page.goto(`${product.url}/schedules/${NAME}`)
      await settle(page)
      await page
        .getByRole('button', { name: /Ben Sample.*\(you\)/ })
        .first()
        .tap()
      await page.getByRole('dialog').getByRole('link', { name: 'Get cover' }).tap()
    },
  },
]

test.each(WAYS)('cover for tonight is asked for from $from in two taps', async (way) => {
  const { page, takeFaults } = ben
  await way.openShift(page)
  const began = performance.now()
  const { tap, taps } = thumb()
  await tap(page.getByRole('button', { name: 'Tonight', exact: true }))
  await tap(page.getByRole('button', { name: 'Ask 3 people', exact: true }))
  await page.getByRole('heading', { name: '3 people asked.' }).waitFor()
  const seconds = Math.round((performance.now() - began) / 100) / 10
  process.stdout.write(`cover from ${way.from}: ${taps()} taps, ${seconds} s\n`)
  expect(taps()).toBeLessThanOrEqual(TAPS_MAX)
  expect(await accessibilityFaults(page)).toEqual([])
  const query = { schedule: NAME, state: 'open' as const }
  const { items } = await call(listCoverRequests, { query })
  expect(items).toHaveLength(1)
  const [request] = items
  expect(request).toMatchObject({ owner: { name: 'ben' }, askedEveryone: true })
  expect(request?.asked.map(({ name }) => name).sort()).toEqual(['ana', 'chen', 'dara'])
  const wall = (at: string | undefined) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Vienna',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(at ?? 0))
  expect(wall(request?.endsAt)).toBe('08:00')
  // Nothing is changed until somebody says yes.
  const { shifts } = await call(listShifts, {
    params: { schedule: NAME },
    query: { from: request?.startsAt ?? '', until: request?.endsAt ?? '' },
  })
  expect(shifts.map(({ users }) => users[0]?.name)).toEqual(['ben'])
  await call(cancelCoverRequest, { params: { request: request?.id ?? '' } })
  expect(takeFaults()).toEqual([])
})

const WORD_MAX = 1_000

test('one endless word in what people wrote does not widen the page', async () => {
  const { page, takeFaults } = ben
  const word = 'x'.repeat(WORD_MAX)
  const params = { schedule: NAME }
  const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000
  const iso = (hours: number) => new Date(hour + hours * 3_600_000).toISOString()
  const { id } = await call(requestCover, {
    params,
    body: { from: iso(1), until: iso(2), kind: 'cover', owner: 'ben', ask: ['ana'], note: word },
  })
  const span = { startsAt: iso(3), endsAt: iso(4) }
  await call(createOverride, {
    params,
    query: {},
    body: { kind: 'replace', remove: 'ben', add: 'ana', ...span, reason: word },
  })
  const gap = { startsAt: iso(5), endsAt: iso(6) }
  const off = { kind: 'remove' as const, remove: 'ben', ...gap, reason: word }
  await call(createOverride, { params, query: {}, body: off })
  const seen: Record<string, number> = {}
  for (const path of ['/', `/cover/${id}`, `/schedules/${NAME}?view=table`]) {
    await page.goto(product.url + path)
    await settle(page)
    await page.getByText('xxxxx').first().waitFor()
    seen[path] = await page.evaluate(() => document.documentElement.scrollWidth)
  }
  expect(Math.max(...Object.values(seen)), JSON.stringify(seen)).toBeLessThanOrEqual(390)
  await page.getByText('An override takes Ben Sample off and nobody else is named').waitFor()
  expect(takeFaults()).toEqual([])
})

test('a change whose times are no span cannot be sent, and an ended session says so', async () => {
  const { page, context, takeFaults } = ben
  await page.goto(`${product.url}/schedules/${NAME}/change?kind=override`)
  await settle(page)
  await page.getByRole('button', { name: 'Tonight', exact: true }).tap()
  await page.getByText('Ana Sample').first().tap()
  const send = page.getByRole('button', { name: 'Put Ana Sample on call' })
  await page.locator('.effect-table').waitFor()
  const until = page.getByLabel(/^Until, time/)
  const before = await until.inputValue()
  await until.fill('25:00')
  await page.getByText('The end needs a day and a time such as 09:00.').waitFor()
  await expect.poll(() => send.getAttribute('aria-disabled')).toBe('true')
  await page
    .locator('.change-effect')
    .getByText('Choose from when until when, the end after the begin.')
    .first()
    .waitFor()
  await expect.poll(() => page.locator('.effect-table').count()).toBe(0)
  await until.fill(before)
  await page.locator('.effect-table').waitFor()
  await expect.poll(() => send.getAttribute('aria-disabled')).not.toBe('true')
  await context.clearCookies()
  await send.tap()
  await page.getByText('Your session has ended; nothing was changed. Sign in to go on.').waitFor()
  expect(takeFaults()).toEqual([])
})
