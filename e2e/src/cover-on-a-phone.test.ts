// Cover for one evening, from a phone, by somebody who leads nothing: two taps once the shift is open.
// The seconds are printed and not asserted; the machine is not a person, and not alone.

import { cancelCoverRequest, listCoverRequests, listShifts } from '@evenwatch/api'
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
