// The schedule's screen by keyboard alone: through shifts, views, ranges and zones, a gap into the form
// that fills it, and a rotation changed, saved and undone.

import {
  createOverride,
  createSchedule,
  getSchedule,
  listShifts,
  type ScheduleView,
} from '@evenwatch/api'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { eventually } from './support/eventually.ts'
import { fillInstallation } from './support/fill-installation.ts'
import {
  openBrowser,
  openSignedIn,
  PHONE,
  settle,
  type WatchedPage,
} from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const NAME = 'clock-change'
const ADDRESS = `/schedules/${NAME}`
const DAY_MS = 86_400_000
const BACK = nextTimeBack(Date.now() + 30 * DAY_MS)
/** The fortnight from the Monday before Vienna's clocks go back: a week of 169 hours, then one of 168. */
const OCTOBER = `${ADDRESS}?date=${dayOf(BACK - 6 * DAY_MS)}`
const GAP = {
  startsAt: instant(BACK + 3 * DAY_MS, '12:00'),
  endsAt: instant(BACK + 3 * DAY_MS, '16:00'),
}

/** The last Sunday of October, 01:00 UTC. */
function nextTimeBack(after: number): number {
  for (let year = new Date(after).getUTCFullYear(); ; year += 1) {
    const last = Date.UTC(year, 9, 31, 1)
    const sunday = last - new Date(last).getUTCDay() * DAY_MS
    if (sunday > after) return sunday
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function instant(at: number, clock: string): string {
  return `${dayOf(at)}T${clock}:00.000Z`
}

const product = await startProduct()
const { call } = await fillInstallation(product)
const browser = await openBrowser()
const weekly = {
  name: 'weekly',
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' as const },
  members: ['ana', 'ben', 'chen'],
}
const params = { schedule: NAME }
let here: WatchedPage

beforeAll(async () => {
  const backup = { ...weekly, name: 'backup', role: 'secondary' as const, members: ['chen', 'ana'] }
  const spec = { team: 'payments', timeZone: 'Europe/Vienna', layers: [weekly, backup] }
  await call(createSchedule, { body: { name: NAME, spec } })
  const [holder] = await shiftsOf(GAP.startsAt, GAP.endsAt)
  const remove = holder?.users[0]?.name ?? expect.fail('nobody is on call')
  await call(createOverride, { params, body: { kind: 'remove', remove, ...GAP } })
  here = await openSignedIn(browser, product, 'ana')
})

async function shiftsOf(from: string, until: string) {
  return (await call(listShifts, { params, query: { from, until } })).shifts
}

async function open(page: Page, address: string) {
  await page.goto(product.url + address)
  await settle(page)
}

/** What the grid says is active. */
const active = (page: Page) =>
  page.evaluate(() => {
    const id = document.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant')
    return (id && document.getElementById(id)?.getAttribute('aria-label')) || ''
  })

async function tabTo(page: Page, role: string) {
  await page.locator('h1').first().waitFor()
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => document.activeElement?.getAttribute('role') ?? '')
    if (found === role) return
  }
  expect.fail(`no ${role} is reached by Tab`)
}

describe('the timeline', () => {
  test('arrow keys go through the shifts, Enter opens the card in three zones', async () => {
    const { page } = here
    await open(page, `${OCTOBER}&in=America/Lima`)
    await tabTo(page, 'grid')
    const first = await active(page)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    const next = await active(page)
    expect(next).not.toBe(first)
    expect(next).toMatch(/Layer weekly, .*02:00 to .*03:00/)
    await page.keyboard.press('Enter')
    const card = page.getByRole('dialog')
    await card.waitFor()
    expect(await card.textContent()).toMatch(/Vienna.*UTC/)
    // A turn of 169 hours: the clock goes back within it.
    expect(await card.textContent()).toContain('7 d')
    expect(new URL(page.url()).searchParams.get('open')).toContain(
      `final.primary~${dayOf(BACK - 6 * DAY_MS)}`,
    )
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  })

  test('says the change of clocks on its axis, and the gap in words', async () => {
    const { page } = here
    await open(page, OCTOBER)
    const grid = page.getByRole('grid')
    await grid.getByText('back, 25 h').waitFor()
    await grid.getByText('No one, 4 h').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('Enter on a gap leads to the form that fills it', async () => {
    const { page } = here
    await open(page, OCTOBER)
    await tabTo(page, 'grid')
    await page.keyboard.press('Home')
    for (let steps = 0; steps < 8 && !(await active(page)).startsWith('No one'); steps += 1)
      await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === `${ADDRESS}/change`)
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
      kind: 'override',
      from: GAP.startsAt,
      until: GAP.endsAt,
    })
  })

  test('a zone changes labels, never spans', async () => {
    const { page } = here
    const places = async (address: string) => {
      await open(page, address)
      await page.locator('[data-bar]').first().waitFor()
      return page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-bar]')].map((bar) => [
          bar.dataset.bar,
          bar.getAttribute('aria-label'),
        ]),
      )
    }
    const own = await places(OCTOBER)
    const other = await places(`${OCTOBER}&in=utc`)
    expect(other.map(([key]) => key)).toEqual(own.map(([key]) => key))
    expect(other.map(([, label]) => label)).not.toEqual(own.map(([, label]) => label))
  })
})

/** The next fortnight but one: nothing in it has passed. */
const AHEAD = `${ADDRESS}?date=${dayOf(Date.now() + 21 * DAY_MS)}`
const HOUR_MS = 3_600_000

async function finalLine(page: Page) {
  await page.locator('.plan-row.final [data-bar]').first().waitFor()
  const box = await page.locator('.plan-row.final .plan-track').first().boundingBox()
  return box ?? expect.fail('no final line')
}

/** From and until that the form was opened with, as whole hours apart. */
async function spanAsked(page: Page) {
  await page.waitForURL((url) => url.pathname === `${ADDRESS}/change`)
  const search = new URL(page.url()).searchParams
  expect(search.get('kind')).toBe('override')
  const from = Date.parse(search.get('from') ?? '')
  const until = Date.parse(search.get('until') ?? '')
  expect(from % HOUR_MS).toBe(0)
  return { from, hours: (until - from) / HOUR_MS }
}

describe('time chosen in the timeline', () => {
  test('is drawn with the pointer and opens the form; Escape drops it', async () => {
    const { page } = here
    await open(page, AHEAD)
    const { x, y, width } = await finalLine(page)
    const dayPx = width / 14
    const draw = async () => {
      await page.mouse.move(x + 2 * dayPx, y + 20)
      await page.mouse.down()
      await page.mouse.move(x + 2.5 * dayPx, y + 24)
      await page.mouse.move(x + 3 * dayPx, y + 24)
      await page.locator('.plan-pick').waitFor()
    }
    await draw()
    expect(await page.locator('.plan-pick').textContent()).toMatch(/, 1 d/)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.plan-pick').waitFor({ state: 'detached' })
    await page.mouse.up()
    expect(new URL(page.url()).pathname).toBe(ADDRESS)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await draw()
    await page.mouse.up()
    const { hours } = await spanAsked(page)
    expect(hours).toBeGreaterThanOrEqual(24)
    expect(hours).toBeLessThanOrEqual(25)
    await page.getByLabel('From, day').waitFor()
  })

  test('is chosen with Shift and the arrow keys from the active shift on', async () => {
    const { page } = here
    await open(page, AHEAD)
    await finalLine(page)
    await tabTo(page, 'grid')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    for (const press of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft'])
      await page.keyboard.press(`Shift+${press}`)
    expect(await page.locator('.plan-pick').textContent()).toMatch(/, 2 h$/)
    await page.keyboard.press('Escape')
    await page.locator('.plan-pick').waitFor({ state: 'detached' })
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Enter')
    expect((await spanAsked(page)).hours).toBe(1)
  })

  test('is drawn with a finger after a long press; before that the finger scrolls', async () => {
    const tablet = { viewport: { width: 1024, height: 720 }, hasTouch: true }
    const { page, context, takeFaults } = await openSignedIn(browser, product, 'ana', tablet)
    await open(page, AHEAD)
    const { x, y, width } = await finalLine(page)
    const dayPx = width / 14
    const debug = await context.newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', days?: number) =>
      debug.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: days === undefined ? [] : [{ x: x + days * dayPx, y: y + 20 }],
      })
    await touch('touchStart', 2)
    await touch('touchMove', 3)
    await touch('touchMove', 4)
    await touch('touchEnd')
    expect(await page.locator('.plan-pick').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe(ADDRESS)
    await touch('touchStart', 2)
    await page.locator('.plan-pick').waitFor()
    await touch('touchMove', 2.5)
    await touch('touchMove', 3)
    await touch('touchEnd')
    expect((await spanAsked(page)).hours).toBeGreaterThanOrEqual(24)
    expect(takeFaults()).toEqual([])
  })
})

test('a year fits into the picture, today in sight; day by day it is scrolled', async () => {
  const { page } = here
  await open(page, `${ADDRESS}?span=year`)
  const grid = page.getByRole('grid')
  await finalLine(page)
  const overflow = () => grid.evaluate((one) => one.scrollWidth - one.clientWidth)
  expect(await overflow()).toBeLessThanOrEqual(1)
  await page.locator('.plan-mark.now').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'By day' }).click()
  await page.waitForURL(/wide=true/)
  await eventually('a picture to scroll', async () => (await overflow()) > 5_000)
})

test('why somebody is away is in words, in the timeline, the table and the agenda', async () => {
  const { page } = here
  await open(page, ADDRESS)
  await page.locator('.plan-away').getByText('Vacation').waitFor()
  await page.getByRole('rowheader', { name: /^Chen Wei, .*vacation .* to / }).waitFor({
    state: 'attached',
  })
  expect(await accessibilityFaults(page)).toEqual([])
  await open(page, `${ADDRESS}?view=table`)
  const row = page.getByRole('region', { name: 'Table of days off' }).getByRole('row')
  await row.filter({ hasText: 'Chen Wei' }).filter({ hasText: 'Vacation' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const phone = await openSignedIn(browser, product, 'ana', PHONE)
  await open(phone.page, ADDRESS)
  await phone.page
    .getByText(/Off: .*Chen Wei \(vacation\)/)
    .first()
    .waitFor()
  expect(await accessibilityFaults(phone.page)).toEqual([])
})

test('turns by a rule say their dates and what is wrong; the draft’s quality stands beside', async () => {
  const { page } = here
  await open(page, `${ADDRESS}?panel=rotation`)
  await page.getByRole('button', { name: /^weekly/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Turns in a row').fill('2')
  await page.getByLabel('Has the first turn').selectOption({ label: '2. Ben Quispe' })
  await page.getByLabel('How turns change').selectOption('rule')
  await page.getByText('Turns begin every week, on Monday, at 09:00').waitFor()
  const dates = page.getByRole('list', { name: 'First turns' }).getByRole('listitem')
  await dates.nth(4).waitFor()
  const quality = page.getByRole('region', { name: 'Quality of the draft' })
  await quality.getByText(/^Score \d+ now → \d+ with the draft/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByLabel('Rule (RFC 5545)').fill('FREQ=MINUTELY')
  await page
    .getByText(/FREQ is HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY/)
    .first()
    .waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('keys change view, range and day, and the address tells', async () => {
  const { page } = here
  await open(page, OCTOBER)
  const search = () => new URL(page.url()).searchParams
  await page.keyboard.press(']')
  await page.waitForURL(new RegExp(`date=${dayOf(BACK + 8 * DAY_MS)}`))
  await page.keyboard.press('[')
  await page.waitForURL(new RegExp(`date=${dayOf(BACK - 6 * DAY_MS)}`))
  await page.keyboard.press('v')
  await page.waitForURL(/view=calendar/)
  await page.getByRole('grid', { name: /^October/ }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Shift+T')
  await page.waitForURL(/view=table/)
  await page.keyboard.press('t')
  await page.waitForURL((url) => !url.searchParams.has('date'))
  await page.keyboard.press('Shift+T')
  await page.waitForURL((url) => !url.searchParams.has('view'))
  expect(search().has('date')).toBe(false)
})

test('in the month the arrow keys move by day and week, and Enter opens the day', async () => {
  const { page } = here
  await open(page, `${OCTOBER}&view=calendar`)
  await tabTo(page, 'gridcell')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const day = await page.evaluate(() => document.activeElement?.textContent ?? '')
  expect(day).toMatch(/^Tuesday .*: .*(Ana Soto|Ben Quispe|Chen Wei)/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/span=day/)
})

test('the table shows the spans that the API gives, over the change of clocks', async () => {
  const { page } = here
  await open(page, `${OCTOBER}&view=table`)
  await page.getByRole('table').waitFor()
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll('tbody tr')]
      .filter((row) => /Primary/.test(row.textContent) && !/No one/.test(row.textContent))
      .map((row) => [...row.querySelectorAll('time')].map((time) => Date.parse(time.dateTime))),
  )
  const told = await shiftsOf(
    instant(BACK - 7 * DAY_MS, '22:00'),
    instant(BACK + 7 * DAY_MS, '23:00'),
  )
  expect(rows).toEqual(told.map((one) => [Date.parse(one.startsAt), Date.parse(one.endsAt)]))
  expect(await accessibilityFaults(page)).toEqual([])
})

test('a rotation is changed with its preview, saved, and undone', async () => {
  const { page } = here
  const membersOf = ({ spec }: ScheduleView) => JSON.stringify(spec.layers[0])
  const before = membersOf(await call(getSchedule, { params }))
  await open(page, `${ADDRESS}?panel=rotation`)
  await page.getByRole('button', { name: /^weekly/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Move Chen Wei up' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Who is moved' }).waitFor()
  await page
    .getByText(/[+−]\d+ (night|weekend|day)s? in/)
    .first()
    .waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Save, from now on' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('The plan is saved.').waitFor()
  expect(membersOf(await call(getSchedule, { params }))).not.toBe(before)
  await page.keyboard.press('u')
  await page.getByText('The plan is as it was.').waitFor()
  await eventually('the former plan', async () => {
    const now = membersOf(await call(getSchedule, { params }))
    return now.includes('"ana","ben","chen"') ? now : null
  })
})

test('the report leads from a finding to its place', async () => {
  const { page } = here
  await open(page, `${ADDRESS}?panel=quality`)
  const show = page.getByRole('button', { name: /^Show in the timeline/ }).first()
  await show.waitFor()
  const often = page.getByRole('button', { name: /^Show all \d+: .* times\.$/ }).first()
  const places = page.getByRole('button', { name: /^Show in the timeline/ })
  const before = await places.count()
  await often.focus()
  await page.keyboard.press('Enter')
  await often.waitFor({ state: 'detached' })
  expect(await places.count()).toBeGreaterThan(before)
  expect(await accessibilityFaults(page)).toEqual([])
  await show.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.has('at') && !url.searchParams.has('panel'))
})

test('a phone shows an agenda by day', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana', PHONE)
  await open(page, OCTOBER)
  await page
    .getByRole('heading', { name: /^Monday \d+ Oct/ })
    .first()
    .waitFor()
  await page.getByRole('heading', { name: /clock goes back, 25 h/ }).waitFor()
  expect(await page.getByRole('grid').count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  expect(takeFaults()).toEqual([])
  expect(here.takeFaults()).toEqual([])
})
