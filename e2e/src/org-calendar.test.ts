// The calendar over all teams by keyboard alone, and what is said and made around schedules: a
// business event, an anonymous concern, a link to one's shifts that a calendar program can read.

import { getScheduleCalendar, listBusinessEvents, listConcerns } from '@evenwatch/api'
import { beforeAll, expect, test } from 'vitest'
import { fillInstallation } from './support/fill-installation.ts'
import { openBrowser, openSignedIn, settle, type WatchedPage } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const product = await startProduct()
const { call } = await fillInstallation(product)
const browser = await openBrowser()

let watched: WatchedPage
beforeAll(async () => {
  watched = await openSignedIn(browser, product, 'ana')
})

test('keys walk the days, open one, and move the weeks; the address holds it all', async () => {
  const { page } = watched
  await page.goto(`${product.url}/schedules/calendar`)
  await settle(page)
  await page.locator('td.org-day[tabindex="0"]').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText(/on call|No one/i)
    .first()
    .waitFor()
  expect(await dialog.textContent()).toContain('Open the day')
  expect(new URL(page.url()).searchParams.get('open')).toMatch(/^search-hours:\d{4}-\d{2}-\d{2}$/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press(']')
  await page.waitForURL(/date=/)
  await page.keyboard.press('t')
  await page.waitForURL((url) => !url.searchParams.has('date'))
  await page.keyboard.press('Shift+T')
  await page.getByRole('columnheader', { name: 'In words' }).waitFor()
})

test('the sentences name the team that is thin as the API counts it', async () => {
  const { page } = watched
  await page.goto(`${product.url}/schedules/calendar?thin=true`)
  await settle(page)
  const sentences = await page.getByRole('list', { name: 'Each team in a sentence' }).textContent()
  expect(sentences).toMatch(/search is thin next week: no one for \d+ d( \d+ h)? on 7 days/i)
  const day = 86_400_000
  const at = (days: number) => new Date(Date.now() + days * day).toISOString()
  const { schedules } = await call(getScheduleCalendar, { query: { from: at(0), until: at(7) } })
  const hours = schedules.find(({ schedule }) => schedule === 'search-hours')
  expect(hours?.days.every(({ gapMinutes }) => gapMinutes > 0)).toBe(true)
})

test('an event is added to the calendar and taken off again', async () => {
  const { page } = watched
  await page.goto(`${product.url}/schedules/calendar`)
  await page.getByRole('button', { name: 'Add event' }).click()
  await page.getByLabel('What').fill('Launch')
  // Tomorrow is on display whatever the zone.
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel(/^First day/).fill(tomorrow)
  await page.getByRole('button', { name: 'Add to the calendar' }).click()
  const cancel = page.getByRole('button', { name: 'Cancel Launch' })
  await cancel.waitFor()
  const names = async () =>
    (await call(listBusinessEvents, { query: {} })).items.map(({ name }) => name)
  expect(await names()).toContain('Launch')
  await cancel.click()
  await cancel.waitFor({ state: 'detached' })
  expect(await names()).not.toContain('Launch')
})

test('an anonymous concern is filed and answered on the schedule page', async () => {
  const { page } = watched
  await page.goto(`${product.url}/schedules/payments-primary?panel=concerns`)
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: 'Anonymously' }).click()
  await panel.getByText(/Your name is stored nowhere/).waitFor()
  await panel.getByLabel(/^What worries you/).fill('The nights are too long.')
  await panel.getByRole('button', { name: 'File the concern' }).click()
  const filed = panel.getByRole('listitem').filter({ hasText: 'The nights are too long.' })
  await filed.getByLabel('Your answer').fill('We will halve them.')
  await filed.getByRole('button', { name: 'Answer', exact: true }).click()
  await filed.getByText('Answered').waitFor()
  const { items } = await call(listConcerns, { params: { schedule: 'payments-primary' } })
  expect(items.find(({ concern }) => concern.startsWith('The nights'))).toMatchObject({
    author: null,
    answer: { text: 'We will halve them.' },
  })
})

test('a link made on the profile page is a calendar, until it is revoked', async () => {
  const { page } = watched
  await page.goto(`${product.url}/profile`)
  await page.getByRole('button', { name: 'Add my shifts to my calendar' }).click()
  await page.getByLabel('Only the role').selectOption('primary')
  const shown = page.getByRole('group', { name: 'Calendar address' })
  const address = new URL((await shown.locator('pre').textContent()) ?? '')
  expect(address.search).toBe('?role=primary')
  const read = () => fetch(product.url + address.pathname + address.search)
  expect(await (await read()).text()).toContain('BEGIN:VCALENDAR')
  await page.getByRole('button', { name: /^Revoke/ }).click()
  await page.getByText('The link has ended.').waitFor()
  expect((await read()).status).toBe(404)
})
