// What happens when nobody takes it, when it was asked for before, and when somebody else decided a part
// of it already: told on the screens, each with its way on.

import {
  cancelCoverRequest,
  createOverride,
  getCoverRequest,
  listOverrides,
  listShifts,
  requestCover,
} from '@evenwatch/api'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { person, schedule, team } from './support/documents.ts'
import { openInstallation } from './support/installation.ts'
import {
  openBrowser,
  openSignedIn,
  SMALL_PHONE,
  settle,
  type WatchedPage,
} from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const NAME = 'assigned'
const HOUR_MS = 3_600_000

const product = await startProduct()
const { call, apply, allowSignIn } = openInstallation(product)
const browser = await openBrowser()
const params = { schedule: NAME }
const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
const inHours = (hours: number) => new Date(hour + hours * HOUR_MS).toISOString()
let ana: WatchedPage
let ben: WatchedPage

beforeAll(async () => {
  const layer = (name: string, role: 'primary' | 'secondary', member: string) => ({
    name,
    role,
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit: 'week' as const },
    members: [member],
  })
  await apply(
    ...['ana', 'ben', 'chen', 'dara'].map((name) =>
      person(name, [{ name: 'inbox', type: 'inbox' }]),
    ),
    team('payments', ['ana', 'ben', 'chen', 'dara']),
    schedule(NAME, {
      team: 'payments',
      timeZone: 'Europe/Vienna',
      layers: [layer('first', 'primary', 'ben'), layer('second', 'secondary', 'dara')],
    }),
  )
  await allowSignIn('ana')
  await allowSignIn('ben')
  ana = await openSignedIn(browser, product, 'ana')
  ben = await openSignedIn(browser, product, 'ben')
})

async function open(page: Page, address: string) {
  await page.goto(product.url + address)
  await settle(page)
}
const ask = (from: number, until: number) =>
  call(requestCover, {
    params,
    body: { from: inHours(from), until: inHours(until), owner: 'ben', ask: ['chen'] },
  })
const whoAt = async (hours: number) => {
  const query = { from: inHours(hours), until: inHours(hours + 1) }
  const { shifts } = await call(listShifts, { params, query })
  return shifts[0]?.users.map(({ name }) => name)
}

test('nobody accepts: the lead assigns somebody on Home in two steps, and the card is gone', async () => {
  const { id } = await ask(3, 6)
  const { page, takeFaults } = ana
  await open(page, '/')
  await page.getByRole('heading', { name: 'Nobody covers yet' }).waitFor()
  await page.getByRole('button', { name: 'Assign Chen Sample' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Assign Chen Sample' }).click()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Put Chen Sample on call' }).click()
  await page.getByRole('heading', { name: 'Nobody covers yet' }).waitFor({ state: 'detached' })
  expect(await whoAt(4)).toEqual(['chen'])
  const request = await call(getCoverRequest, { params: { request: id } })
  expect(request).toMatchObject({
    state: 'covered',
    answers: [{ user: { name: 'chen' }, assignedBy: { name: 'ana' } }],
  })
  await open(ben.page, `/cover/${id}`)
  await ben.page.getByText(/was assigned by ana/).waitFor()
  // Who only responds finds no such card and no such button.
  expect(await ben.page.getByRole('button', { name: /^Assign / }).count()).toBe(0)
  expect(takeFaults()).toEqual([])
})

test('a limit is overruled by its name and with a reason, and not otherwise', async () => {
  await ask(7, 9)
  const options = { ...SMALL_PHONE, colorScheme: 'dark' as const }
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
  await open(page, '/')
  await page.getByRole('button', { name: 'Assign Dara Sample' }).click()
  const put = page.getByRole('button', { name: 'Put Dara Sample on call' })
  // The button says why it does nothing yet, and does nothing.
  expect(await put.getAttribute('title')).toMatch(/^A limit speaks against it/)
  await put.click({ force: true })
  await page.getByLabel('In spite of duty twice at the same time').check()
  expect(await put.getAttribute('title')).toBe('Overruling needs a reason.')
  await put.click({ force: true })
  expect(await whoAt(8)).toEqual(['ben'])
  await page.getByLabel('Reason, which both will read').fill('Chen is on a plane')
  expect(await accessibilityFaults(page)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wider).toBeLessThanOrEqual(0)
  await put.click()
  await page.getByRole('heading', { name: 'Nobody covers yet' }).waitFor({ state: 'detached' })
  expect(await whoAt(8)).toEqual(['dara'])
  expect(takeFaults()).toEqual([])
})

test('who asks twice is led to the first request', async () => {
  const first = await ask(30, 34)
  const { page } = ben
  await open(page, `/schedules/${NAME}/change?from=${inHours(32)}&until=${inHours(36)}`)
  await page.getByRole('button', { name: /^Ask \d people$/ }).click()
  await page
    .locator('#main')
    .getByText(/is asked for already, from/)
    .waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'See the earlier request' }).click()
  await page.waitForURL(`${product.url}/cover/${first.id}`)
  await call(cancelCoverRequest, { params: { request: first.id } })
})

test('where somebody decided a part already, the rest is offered, and made as linked pieces', async () => {
  const [startsAt, endsAt] = [inHours(42), inHours(44)]
  const body = { kind: 'replace' as const, remove: 'ben', add: 'chen', startsAt, endsAt }
  await call(createOverride, { params, body })
  const { page, takeFaults } = ana
  const span = `from=${inHours(40)}&until=${inHours(47)}`
  await open(page, `/schedules/${NAME}/change?kind=override&away=ben&${span}`)
  await page.getByLabel(/Ana Sample/).check()
  await page.getByText(/Chen Sample is on call already instead of Ben Sample/).waitFor()
  await page.getByRole('button', { name: 'Only for the rest' }).click()
  await page.getByText(/^Made only for the rest/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Put Ana Sample on call', exact: true }).click()
  await page.getByRole('heading', { name: 'Ana Sample is on call.' }).waitFor()
  const { items } = await call(listOverrides, { params, query: {} })
  const pieces = items.filter(({ add, remove }) => add?.name === 'ana' && remove?.name === 'ben')
  expect(pieces.map((one) => [one.startsAt, one.endsAt])).toEqual([
    [inHours(40), inHours(42)],
    [inHours(44), inHours(47)],
  ])
  expect(new Set(pieces.map(({ linkId }) => linkId)).size).toBe(1)
  expect(await whoAt(43)).toEqual(['chen'])
  // Both go with one press.
  await page.keyboard.press('u')
  await page.getByText('The schedule is as it was.').waitFor()
  expect(await whoAt(45)).toEqual(['ben'])
  expect(takeFaults()).toEqual([])
})
