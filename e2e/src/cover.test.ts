// Cover from asking to being relieved, by keyboard alone: a part of a shift is asked for, accepted on
// a phone, and stands in the final line; of two who accept at once one is on call and one is told.

import { listCoverRequests, listOverrides, listShifts, requestCover } from '@evenwatch/api'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { person, schedule, team } from './support/documents.ts'
import { eventually } from './support/eventually.ts'
import { openInstallation } from './support/installation.ts'
import {
  openBrowser,
  openSignedIn,
  PHONE,
  SMALL_PHONE,
  settle,
  type WatchedPage,
} from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const NAME = 'cover-week'
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const TABS_MAX = 120

const product = await startProduct()
const { call, apply, allowSignIn } = openInstallation(product)
const browser = await openBrowser()
const params = { schedule: NAME }
const iso = (at: number) => new Date(at).toISOString()
let ana: WatchedPage
let ben: WatchedPage
let chen: WatchedPage
/** Weeks of Ana's that are still to come, with Dara's on both sides. */
let hers: readonly { startsAt: number; endsAt: number }[] = []

beforeAll(async () => {
  const layer = {
    name: 'weekly',
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit: 'week' as const },
    members: ['ana', 'dara', 'ben', 'dara', 'chen', 'dara'],
  }
  const names = ['ana', 'ben', 'chen', 'dara']
  await apply(
    ...names.map((name) => person(name, [{ name: 'inbox', type: 'inbox' }])),
    team('payments', names.toReversed()),
    schedule(NAME, { team: 'payments', timeZone: 'Europe/Vienna', layers: [layer] }),
  )
  await allowSignIn('ana')
  await allowSignIn('ben')
  await allowSignIn('chen')
  const query = { from: iso(Date.now() + DAY_MS), until: iso(Date.now() + 200 * DAY_MS) }
  const { shifts } = await call(listShifts, { params, query })
  hers = shifts
    .filter(({ users }) => users[0]?.name === 'ana')
    .map((one) => ({ startsAt: Date.parse(one.startsAt), endsAt: Date.parse(one.endsAt) }))
    .filter(({ startsAt }) => startsAt > Date.now())
  ana = await openSignedIn(browser, product, 'ana')
  ben = await openSignedIn(browser, product, 'ben', PHONE)
  chen = await openSignedIn(browser, product, 'chen')
})

async function open(page: Page, address: string) {
  await page.goto(product.url + address)
  await settle(page)
}

/** What has the focus, by its label or its words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    if (!(active instanceof HTMLElement)) return ''
    const isField = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement
    const labels = isField ? [...(active.labels ?? [])] : []
    const label = labels.map((one) => one.textContent).join(' ')
    return (active.getAttribute('aria-label') ?? (label || active.textContent) ?? '').trim()
  })

/** Tab after Tab, as somebody without a mouse would. */
async function tabTo(page: Page, words: RegExp, times = 1) {
  let left = times
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab')
    if (!words.test(await focused(page))) continue
    left -= 1
    if (left === 0) return
  }
  expect.fail(`nothing named ${words} is reached by Tab`)
}

const dayOf = (at: number) => iso(at).slice(0, 10)
const tableAt = (at: number) => `/schedules/${NAME}?view=table&span=week&date=${dayOf(at)}`
const lineOf = async (startsAt: number, endsAt: number) =>
  (await call(listShifts, { params, query: { from: iso(startsAt), until: iso(endsAt) } })).shifts

function shiftOfHers(index: number) {
  return hers[index] ?? expect.fail('Ana has too few shifts')
}

test('a part of a shift is asked for by keyboard, accepted on a phone, and stands in the line', async () => {
  const { startsAt, endsAt } = shiftOfHers(0)
  const part = startsAt + 3 * HOUR_MS
  await open(ana.page, tableAt(startsAt))
  await tabTo(ana.page, /^Ana Sample$/)
  await ana.page.keyboard.press('Enter')
  await ana.page.getByRole('dialog').waitFor()
  await tabTo(ana.page, /^Get cover$/)
  await ana.page.keyboard.press('Enter')
  await ana.page.waitForURL(/\/change\?/)
  await ana.page.getByRole('button', { name: /^Ask \d people$/ }).waitFor()
  await tabTo(ana.page, /^From, time in Vienna/)
  await ana.page.keyboard.press('Control+A')
  await ana.page.keyboard.type('12:00')
  await ana.page.getByRole('heading', { name: 'Who is moved' }).waitFor()
  expect(await accessibilityFaults(ana.page)).toEqual([])
  await tabTo(ana.page, /^Nobody$/)
  await ana.page.keyboard.press('Enter')
  await tabTo(ana.page, /Ben Sample/)
  await ana.page.keyboard.press('Space')
  await tabTo(ana.page, /^Note to them$/)
  await ana.page.keyboard.type('A concert')
  await tabTo(ana.page, /^Ask Ben Sample$/)
  await ana.page.keyboard.press('Enter')
  await ana.page.getByRole('heading', { name: 'Ben Sample asked.' }).waitFor()
  expect(await accessibilityFaults(ana.page)).toEqual([])
  const [request] = (await call(listCoverRequests, { query: { schedule: NAME } })).items
  expect(request).toMatchObject({
    owner: { name: 'ana' },
    asked: [{ name: 'ben' }],
    startsAt: iso(part),
    endsAt: iso(endsAt),
    note: 'A concert',
  })

  // Somebody looks at the plan meanwhile; nothing on that page is touched.
  await open(chen.page, tableAt(startsAt))
  await open(ben.page, '/')
  await ben.page.getByRole('heading', { name: 'Asked of you' }).waitFor()
  expect(await accessibilityFaults(ben.page)).toEqual([])
  await tabTo(ben.page, /^Accept all$/)
  await ben.page.keyboard.press('Enter')
  // The pushed change is far quicker than the next poll, which this patience does not reach.
  await chen.page
    .getByRole('button', { name: 'Ben Sample for Ana Sample', exact: true })
    .waitFor({ timeout: 10_000 })
  await ben.page.getByRole('heading', { name: 'Asked of you' }).waitFor({ state: 'detached' })
  const line = await lineOf(startsAt, endsAt)
  expect(line.map(({ users, ...one }) => [users[0]?.name, one.startsAt, one.endsAt])).toEqual([
    ['ana', iso(startsAt), iso(part)],
    ['ben', iso(part), iso(endsAt)],
  ])
})

test('of two who accept at once one is on call, and the other is told by whom it was taken', async () => {
  const { startsAt, endsAt } = shiftOfHers(1)
  const body = {
    from: iso(startsAt),
    until: iso(endsAt),
    owner: 'ana',
    ask: ['ben', 'chen'],
  }
  const { id } = await call(requestCover, { params, body })
  const pages = [ben.page, chen.page]
  for (const page of pages) {
    await open(page, `/cover/${id}`)
    await page.getByRole('heading', { name: 'If you say yes' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await tabTo(page, /^Accept all$/)
  }
  await Promise.all(pages.map((page) => page.keyboard.press('Enter')))
  const covers = await eventually('an override', async () => {
    const { items } = await call(listOverrides, { params, query: { limit: 200 } })
    const found = items.filter((one) => one.startsAt === iso(startsAt) && one.cause === 'cover')
    return found.length > 0 ? found : null
  })
  expect(covers).toHaveLength(1)
  const first = covers[0]?.add
  const [winner, loser] = first?.name === 'ben' ? pages : pages.toReversed()
  await loser?.getByText(`Taken by ${first?.displayName}. `).first().waitFor()
  await winner?.getByRole('button', { name: /^Take back/ }).waitFor()
  for (const page of pages) expect(await accessibilityFaults(page)).toEqual([])
})

test('the preview of an override is what comes of it', async () => {
  const { page } = chen
  const { startsAt, endsAt } = shiftOfHers(2)
  const span = `from=${iso(startsAt)}&until=${iso(startsAt + DAY_MS)}`
  await open(page, `/schedules/${NAME}/change?kind=override&${span}`)
  await page.locator('.candidate').first().waitFor()
  // One of several: the group is one stop, and the arrow keys choose within it.
  await tabTo(page, /this quarter/)
  await page.keyboard.press('Space')
  for (let steps = 0; steps < 4 && !/Ben Sample/.test(await focused(page)); steps += 1)
    await page.keyboard.press('ArrowDown')
  await page.getByRole('button', { name: 'Put Ben Sample on call', exact: true }).waitFor()
  await page.locator('[aria-busy="false"] .effect-table .changed').first().waitFor()
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll('.effect-table tbody tr')].slice(0, -1).map((row) => {
      const [time, before, after] = [...row.querySelectorAll('td')]
      const at = time?.querySelector('time')?.dateTime ?? ''
      const said = after?.textContent ?? ''
      return { at, who: said === 'as before' ? before?.textContent : said }
    }),
  )
  expect(rows.map(({ who }) => who)).toContain('Ben Sample')
  await tabTo(page, /^Put Ben Sample on call$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Ben Sample is on call.' }).waitFor()
  const line = await lineOf(startsAt - DAY_MS, endsAt)
  const whoAt = (at: string) => line.find((one) => one.startsAt <= at && one.endsAt > at)
  expect(rows.map(({ at }) => whoAt(at)?.users[0]?.displayName)).toEqual(rows.map(({ who }) => who))
  await page.keyboard.press('u')
  await page.getByText('The override is cancelled.').waitFor()
  await eventually('the former line', async () => {
    const [one] = await lineOf(startsAt, endsAt)
    return one?.users[0]?.name === 'ana'
  })
})

test('the form fits the smallest phone, in the dark', async () => {
  const options = { ...SMALL_PHONE, colorScheme: 'dark' as const }
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
  for (const kind of ['cover', 'override', 'swap', 'arranged', 'temporary', 'take-over']) {
    await open(page, `/schedules/${NAME}/change?kind=${kind}`)
    await page.getByRole('heading', { name: 'What it would do' }).waitFor()
    expect(await accessibilityFaults(page), kind).toEqual([])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wider, kind).toBeLessThanOrEqual(0)
  }
  expect(takeFaults()).toEqual([])
  expect([...ana.takeFaults(), ...ben.takeFaults(), ...chen.takeFaults()]).toEqual([])
})
