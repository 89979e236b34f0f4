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
