// Looks at every screen: starts the fake server on the built client, opens each screen in each theme
// and on a phone, runs axe, and writes screenshots. `tsx packages/web/src/testing/look.ts OUT [only]`.
// Exits 1 when axe finds a violation or the page reports an error.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type FakeWorldName, startFakeServer } from './fake-server.ts'
import { SCREENS, type Screen } from './screens.ts'

const PORT = 8098
const VIEWS = [
  { name: 'light', theme: 'light', width: 1280, height: 720 },
  { name: 'dark', theme: 'dark', width: 1280, height: 720 },
  { name: 'night', theme: 'night', width: 1280, height: 720 },
  { name: 'phone', theme: 'light', width: 390, height: 844 },
  { name: 'phone-night', theme: 'night', width: 390, height: 844 },
  { name: 'narrow', theme: 'dark', width: 320, height: 640 },
] as const

type Violation = { id: string; nodes: { html: string; failureSummary?: string }[] }

async function look(
  browser: Browser,
  url: string,
  screen: Screen,
  out: string,
  views: readonly string[],
): Promise<string[]> {
  const faults: string[] = []
  for (const view of VIEWS.filter((item) => views.includes(item.name))) {
    const reset = await fetch(
      `${url}/api/fake/reset?world=${screen.world ?? 'sample'}${screen.trouble ? '&trouble' : ''}`,
    )
    await reset.text()
    const context = await browser.newContext({
      viewport: { width: view.width, height: view.height },
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Vienna',
      hasTouch: view.width < 500,
    })
    await context.addInitScript(
      (theme) => localStorage.setItem('evenwatch.preferences', JSON.stringify({ theme })),
      view.theme,
    )
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(`${screen.name} ${view.name}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/40[0-9]/.test(message.text()))
        faults.push(`${screen.name} ${view.name}: ${message.text()}`)
    })
    await page.goto(url + screen.path)
    await settle(page)
    await screen.act?.(page)
    await page.waitForTimeout(screen.act ? 350 : 100)
    await page.screenshot({
      path: join(out, `${screen.name}-${view.name}.png`),
      fullPage: screen.whole ?? false,
    })
    faults.push(...(await violations(page)).map((text) => `${screen.name} ${view.name}: ${text}`))
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    if (overflow > 0)
      faults.push(`${screen.name} ${view.name}: ${overflow} px wider than the screen`)
    await context.close()
  }
  return faults
}

async function settle(page: Page) {
  await page.waitForLoadState('networkidle', { timeout: 1500 }).catch(() => undefined)
  await page.waitForSelector('h1', { timeout: 5000 }).catch(() => undefined)
  await page
    .waitForFunction(() => document.querySelector('.skeleton') === null, undefined, {
      timeout: 3000,
    })
    .catch(() => undefined)
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // axe puts itself on the window; its result is plain data.
  const found = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)',
  )) as Violation[]
  return found.map(
    (item) =>
      `axe ${item.id}: ${item.nodes
        .slice(0, 3)
        .map(
          (node) =>
            `${node.html.slice(0, 140)} [${(node.failureSummary ?? '').split('\n')[1] ?? ''}]`,
        )
        .join(' | ')}`,
  )
}

async function main() {
  const [, , out = 'test-results/look', only = '', views = 'light,dark,night,phone'] = process.argv
  mkdirSync(out, { recursive: true })
  const server = startFakeServer({
    port: PORT,
    world: 'sample' satisfies FakeWorldName,
    webRoot: 'dist/web',
  })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const faults: string[] = []
  const wanted = only.split(',').filter(Boolean)
  for (const screen of SCREENS.filter(
    (item) => wanted.length === 0 || wanted.includes(item.name),
  )) {
    faults.push(...(await look(browser, server.url, screen, out, views.split(','))))
  }
  await browser.close()
  server.close()
  process.stdout.write(faults.length === 0 ? 'no violations\n' : `${faults.join('\n')}\n`)
  process.exit(faults.length === 0 ? 0 : 1)
}

await main()
