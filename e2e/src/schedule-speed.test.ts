// The budget of the schedule's timeline: forty people and fifty-two weeks, moved about for ten
// seconds on a processor four times slower, draw 95 of 100 frames within 33 ms, and nothing holds
// the page for more than 100 ms. Measured on the clock with Chromium's throttle. A machine that is
// busy with other things fails that whatever the page does; then the page's own processor time per
// frame decides, times four.

import { API_VERSION, createSchedule } from '@evenwatch/api'
import type { CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Document, mailTo, team } from './support/documents.ts'
import { openInstallation } from './support/installation.ts'
import { openBrowser, openSignedIn, settle } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const PEOPLE = 40
const ZONES = [
  'Europe/Vienna',
  'America/Lima',
  'Asia/Singapore',
  'America/New_York',
  'Asia/Kolkata',
]
const SLOWER = 4
/** Ten seconds of sixty frames; the same way each time, however many of them are late. */
const FRAMES = 600
const FRAME_P95_MS_MAX = 33
const TASK_MS_MAX = 100
const RUNS_MAX = 2

const names = Array.from({ length: PEOPLE }, (_, index) => `p${String(index).padStart(2, '0')}`)

function someone(name: string, index: number): Document {
  return {
    apiVersion: API_VERSION,
    kind: 'User',
    metadata: { name, displayName: `Person ${index + 1}` },
    spec: {
      email: mailTo(name),
      timeZone: ZONES[index % ZONES.length],
      role: index === 0 ? 'admin' : 'responder',
      contactMethods: [{ name: 'inbox', type: 'inbox' }],
      notificationRules: { high: [], low: [] },
    },
  }
}

const layer = (name: string, members: readonly string[], more: object) => ({
  name,
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'day' as const },
  members: [...members],
  ...more,
})
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const hours = (from: string, until: string) => ({ hours: [{ days: [...EVERY_DAY], from, until }] })

/** Three handoffs a day around the clock, and a second line beside it. */
const SPEC = {
  team: 'everybody',
  timeZone: 'Europe/Vienna',
  layers: [
    layer('europe', names.slice(0, 14), hours('06:00', '14:00')),
    layer('america', names.slice(14, 27), hours('14:00', '22:00')),
    layer('asia', names.slice(27), hours('22:00', '06:00')),
    layer('backup', names, { role: 'secondary' as const }),
  ],
}

test('a year of forty people moves smoothly on a slow processor', {
  timeout: 180_000,
}, async () => {
  const product = await startProduct()
  const { apply, allowSignIn, call } = openInstallation(product)
  await apply(...names.map(someone), team('everybody', names))
  await call(createSchedule, { body: { name: 'around-the-clock', spec: SPEC } })
  await allowSignIn('p00')
  const { page, takeFaults } = await openSignedIn(await openBrowser(), product, 'p00')
  await page.goto(`${product.url}/schedules/around-the-clock?span=year&wide=true`)
  await settle(page)
  await page.getByRole('grid').waitFor()
  await page.getByRole('rowheader', { name: /^Person 1,/ }).waitFor({ state: 'attached' })
  const debug = await page.context().newCDPSession(page)
  await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const runs: Measured[] = []
  while (runs.length < RUNS_MAX && !runs.some(isGood)) runs.push(await moveAbout(page))
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  if (!runs.some(isGood)) runs.push(await processorTime(debug, () => moveAbout(page)))

  process.stdout.write(`timeline at ${SLOWER}x: ${JSON.stringify(runs)}\n`)
  expect(runs.at(-1)).toSatisfy(isGood)
  expect(takeFaults()).toEqual([])
})

type Measured = {
  readonly frames: number
  readonly frameP95Ms: number
  readonly longestTaskMs: number
  /** Pixels that the picture was moved by, to show that it really was. */
  readonly moved: number
  readonly cellsSeen: number
}

function isGood(run: Measured | undefined): boolean {
  return (
    run !== undefined &&
    run.frameP95Ms <= FRAME_P95_MS_MAX &&
    run.longestTaskMs <= TASK_MS_MAX &&
    run.moved > 8_000 &&
    run.cellsSeen > 100
  )
}

type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

/** What the page's main thread was busy for in each frame, as on a processor four times slower. */
async function processorTime(debug: CDPSession, move: () => Promise<Measured>): Promise<Measured> {
  const events: TraceEvent[] = []
  debug.on('Tracing.dataCollected', ({ value }) => {
    // The protocol types events of traces as plain objects.
    events.push(...(value as unknown as TraceEvent[]))
  })
  await debug.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
    },
  })
  const run = await move()
  const complete = new Promise((resolve) => debug.once('Tracing.tracingComplete', resolve))
  await debug.send('Tracing.end')
  await complete
  const drawn = events.filter((event) => event.name === 'FireAnimationFrame')
  const thread = drawn[0]
  const frames = drawn.map((event) => event.ts).sort((a, b) => a - b)
  const busy = frames.map(() => 0)
  const tasks = events
    .filter((one) => one.name === 'RunTask' && one.pid === thread?.pid && one.tid === thread.tid)
    .map((one) => ({ at: one.ts + (one.dur ?? 0), ms: ((one.tdur ?? 0) / 1_000) * SLOWER }))
  for (const { at, ms } of tasks) {
    const frame = frames.findLastIndex((start) => start <= at)
    if (frame >= 0) busy[frame] = (busy[frame] ?? 0) + ms
  }
  const sorted = busy.sort((a, b) => a - b)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.POSITIVE_INFINITY
  const longest = Math.max(0, ...tasks.map(({ ms }) => ms))
  return { ...run, frameP95Ms: Math.round(p95), longestTaskMs: Math.round(longest) }
}

/** From the first week to the last and back, up and down meanwhile. */
function moveAbout(page: Page): Promise<Measured> {
  return page.evaluate(async (frames) => {
    const grid = document.querySelector('[role="grid"]')
    if (!grid) throw new Error('no timeline')
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration))
    })
    observer.observe({ type: 'longtask' })
    const gaps: number[] = []
    const seen = new Set<string>()
    let moved = 0
    let last = performance.now()
    await new Promise<void>((resolve) => {
      const frame = () => {
        const now = performance.now()
        gaps.push(now - last)
        last = now
        const part = gaps.length / frames
        if (part >= 1) return resolve()
        const width = grid.scrollWidth - grid.clientWidth
        const height = grid.scrollHeight - grid.clientHeight
        const left = width * (1 - Math.abs(1 - 2 * part))
        moved += Math.abs(left - grid.scrollLeft)
        grid.scrollLeft = left
        grid.scrollTop = height * Math.abs(Math.sin(part * 9))
        if (gaps.length % 30 === 0) {
          for (const cell of grid.querySelectorAll('[role="gridcell"]'))
            seen.add(cell.getAttribute('aria-label') ?? '')
        }
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
    observer.disconnect()
    const sorted = gaps.slice(1).sort((a, b) => a - b)
    return {
      frames: sorted.length,
      frameP95Ms: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? Number.POSITIVE_INFINITY),
      longestTaskMs: Math.round(Math.max(0, ...tasks)),
      moved: Math.round(moved),
      cellsSeen: seen.size,
    }
  }, FRAMES)
}
