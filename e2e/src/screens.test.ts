// Every screen on the built product: it loads, says nothing on the console, breaks no policy, is
// clean to axe, shows where the focus is, and fits a phone. In light, in dark and on a phone.
//
// With EVENWATCH_SCREENSHOTS=1 it also writes the pictures of the guides to docs/screenshots.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { getOnCallOverview } from '@evenwatch/api'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { askForCover } from './support/ask-for-cover.ts'
import { fillInstallation } from './support/fill-installation.ts'
import {
  DESKTOP,
  openBrowser,
  openPage,
  openSignedIn,
  PHONE,
  settle,
  type WatchedPage,
} from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const WEB_KB_GZIP_MAX = 200
const SCREENSHOTS = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const WEB_ROOT = fileURLToPath(new URL('../../dist/web/', import.meta.url))

type Screen = { readonly name: string; path: () => string; readonly isPublic?: boolean }
type View = { readonly name: string; readonly options: BrowserContextOptions }

const VIEWS: readonly View[] = [
  { name: 'light', options: { ...DESKTOP, colorScheme: 'light' } },
  { name: 'dark', options: { ...DESKTOP, colorScheme: 'dark' } },
  { name: 'phone', options: { ...PHONE, colorScheme: 'light' } },
]

/** The few pictures that guides show, by `screen-view`. */
const PICTURES = ['home-light', 'alerts-dark', 'alert-light', 'schedule-light', 'home-phone']

const product = await startProduct()
const installation = await fillInstallation(product)
const open = await installation.groupWith('Payment errors', 'triggered')
const cover = await askForCover(installation, 'payments-primary', 'ben')
const browser = await openBrowser()

const SCREENS: readonly Screen[] = [
  { name: 'sign-in', path: () => '/sign-in', isPublic: true },
  { name: 'home', path: () => '/' },
  { name: 'alerts', path: () => '/alerts?scope=all' },
  { name: 'alert', path: () => `/alerts/${open.number}` },
  { name: 'schedules', path: () => '/schedules' },
  { name: 'schedule', path: () => '/schedules/payments-primary' },
  { name: 'org-calendar', path: () => '/schedules/calendar' },
  { name: 'org-calendar-month', path: () => '/schedules/calendar?span=month' },
  { name: 'org-calendar-table', path: () => '/schedules/calendar?view=table&thin=true' },
  { name: 'org-calendar-event', path: () => '/schedules/calendar?panel=event' },
  { name: 'calendar-feeds', path: () => '/schedules/feeds' },
  { name: 'schedule-concerns', path: () => '/schedules/payments-primary?panel=concerns' },
  { name: 'schedule-subscribe', path: () => '/schedules/payments-primary?panel=subscribe' },
  { name: 'change-cover', path: () => '/schedules/payments-primary/change' },
  { name: 'change-override', path: () => '/schedules/payments-primary/change?kind=override' },
  { name: 'change-swap', path: () => '/schedules/payments-primary/change?kind=swap' },
  { name: 'change-arranged', path: () => '/schedules/payments-primary/change?kind=arranged' },
  { name: 'change-temporary', path: () => '/schedules/payments-primary/change?kind=temporary' },
  { name: 'cover-request', path: () => cover },
  { name: 'services', path: () => '/services' },
  { name: 'service', path: () => '/services/checkout-api' },
  { name: 'areas', path: () => '/areas' },
  { name: 'people', path: () => '/people' },
  { name: 'person', path: () => '/people/ben' },
  { name: 'profile', path: () => '/profile' },
  { name: 'inbox', path: () => '/inbox' },
  { name: 'what-if', path: () => '/what-if?for=service%3Acheckout-api' },
  { name: 'who', path: () => '/who?q=pay' },
  { name: 'tokens', path: () => '/settings/tokens' },
  { name: 'audit', path: () => '/settings/audit' },
  { name: 'health', path: () => '/settings/health' },
]

describe.each(VIEWS)('$name', ({ name: view, options }) => {
  let signedIn: WatchedPage
  let stranger: WatchedPage
  beforeAll(async () => {
    signedIn = await openSignedIn(browser, product, 'ana', options)
    stranger = await openPage(browser, options)
  })

  test.each(SCREENS)('$name', async (screen) => {
    const { page, takeFaults } = screen.isPublic ? stranger : signedIn
    await page.goto(product.url + screen.path())
    await settle(page)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await widerThanWindow(page)).toBe(0)
    // Before any key is pressed: no ring in the pictures.
    await takePicture(page, `${screen.name}-${view}`)
    if (view === 'light') expect(await unseenFocus(page)).toEqual([])
    expect(takeFaults()).toEqual([])
  })
})

/** By how many pixels the page would have to be moved sideways. */
function widerThanWindow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
}

const TABS_LOOKED_AT = 12

/** Elements that look the same with the focus as without it. */
async function unseenFocus(page: Page): Promise<string[]> {
  const unseen: string[] = []
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  for (let tabs = 0; tabs < TABS_LOOKED_AT; tabs += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return null
      // The mark may be on the element or, for a field in a frame, on what is around it.
      const around = [element, element.parentElement, element.parentElement?.parentElement]
      const look = () =>
        around
          .filter((one) => one !== null && one !== undefined)
          .map((one) => {
            const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(one)
            return [outline, boxShadow, borderColor, backgroundColor].join()
          })
          .join()
      const focused = look()
      element.blur()
      const isSeen = focused !== look()
      element.focus({ preventScroll: true })
      return isSeen ? null : element.outerHTML.slice(0, 160)
    })
    if (found !== null) unseen.push(found)
  }
  return unseen
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.EVENWATCH_SCREENSHOTS !== '1' || !PICTURES.includes(name)) return
  mkdirSync(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })
}

test('home says until when nobody is on call', async () => {
  const { call } = installation
  // A Sunday: the schedule of working hours in Lima begins again on Monday at nine.
  const overview = await call(getOnCallOverview, { query: { at: '2026-03-15T12:00:00Z' } })
  const schedules = overview.teams.flatMap((team) => team.schedules)
  const hours = schedules.find(({ schedule }) => schedule === 'search-hours')
  expect(hours?.users).toEqual([])
  expect(Date.parse(hours?.until ?? '')).toBe(Date.parse('2026-03-16T09:00:00-05:00'))
})

test('an unknown address and an unknown alert are said in words', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana')
  for (const path of ['/nowhere', '/alerts/99999']) {
    await page.goto(product.url + path)
    await settle(page)
    expect(await page.locator('h1').first().textContent()).toMatch(/not|no /i)
    expect(await accessibilityFaults(page)).toEqual([])
  }
  expect(takeFaults()).toEqual([])
})

test('a stranger is led to the sign-in and back to where he was going', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${product.url}/schedules/payments-primary`)
  await page.getByLabel('Name or e-mail').fill('ana')
  await page.getByLabel(/^Password/).fill('wrong password of mine')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.getByLabel(/^Password/).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${product.url}/schedules/payments-primary`)
})

test(`the first load of the home screen is at most ${WEB_KB_GZIP_MAX} kB of script and style`, async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  const loaded = new Set<string>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (/\.(js|css)$/.test(pathname)) loaded.add(pathname)
  })
  await page.goto(product.url)
  await settle(page)
  const bytes = [...loaded].map((path) => gzipSync(readFileSync(join(WEB_ROOT, path))).length)
  expect(loaded.size).toBeGreaterThan(0)
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(WEB_KB_GZIP_MAX * 1_000)
  expect(readdirSync(WEB_ROOT)).toContain('index.html')
})
