// Debian's Chromium with a fresh profile. Every page listens for what must not happen: errors on the
// console, exceptions, and breaches of the content security policy.

import { signIn } from '@evenwatch/api'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { type Browser, chromium } from 'playwright-core'
import { expect } from 'vitest'
import { PASSWORD } from './installation.ts'
import type { Product } from './start-product.ts'
import { stopAtEnd } from './stop-at-end.ts'

const EXECUTABLE = '/usr/bin/chromium'
const PATIENCE_MS = 15_000

export const DESKTOP = { viewport: { width: 1280, height: 720 } } as const
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const
export const SMALL_PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true } as const

/** In which every new screen is looked at: light and dark, desk and phone, down to the smallest. */
export const VIEWS: readonly { readonly name: string; readonly options: BrowserContextOptions }[] =
  [
    { name: 'light', options: { ...DESKTOP, colorScheme: 'light' } },
    { name: 'dark', options: { ...DESKTOP, colorScheme: 'dark' } },
    { name: 'phone', options: { ...PHONE, colorScheme: 'light' } },
    { name: 'small phone, dark', options: { ...SMALL_PHONE, colorScheme: 'dark' } },
  ]

export type WatchedPage = {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong on it so far; emptied by being read. */
  takeFaults(): string[]
}

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  stopAtEnd(() => browser.close())
  return browser
}

export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    ...DESKTOP,
    timezoneId: 'Europe/Vienna',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    // A refused call is the screen's to explain; Chromium reports each on the console as well.
    const isRefusal = /^Failed to load resource: .* status of 4\d\d/.test(text)
    if (message.type() === 'error' && !isRefusal) faults.push(`console: ${text}`)
  })
  return { page, context, takeFaults: () => faults.splice(0) }
}

/** Signed in through the API with the browser's own cookies, so that each test starts at its screen. */
export async function openSignedIn(
  browser: Browser,
  product: Product,
  login: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, options)
  const answer = await watched.context.request.post(`${product.url}${signIn.path}`, {
    data: { login, password: PASSWORD },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  return watched
}

/** The screen is there: its heading, and nothing that is still loading. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.skeleton') === null)
}
