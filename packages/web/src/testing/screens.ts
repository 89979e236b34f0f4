// Every screen worth a look, by name, with what to do before looking.

import type { Page } from 'playwright-core'
import type { FakeWorldName } from './fake-server.ts'

export type Screen = {
  readonly name: string
  readonly path: string
  readonly world?: FakeWorldName
  readonly trouble?: boolean
  readonly whole?: boolean
  readonly act?: (page: Page) => Promise<void>
}

export const SCREENS: readonly Screen[] = [
  { name: 'home', path: '/' },
  { name: 'home-trouble', path: '/', trouble: true },
  { name: 'alerts', path: '/alerts' },
  {
    name: 'alerts-selected',
    path: '/alerts?scope=all',
    act: async (page) => {
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      await page.keyboard.press('j')
      await page.keyboard.press('x')
    },
  },
  {
    name: 'alerts-acknowledged',
    path: '/alerts?scope=all',
    act: async (page) => {
      await page.keyboard.press('j')
      await page.keyboard.press('a')
    },
  },
  { name: 'alerts-panel', path: '/alerts?open=198' },
  { name: 'alerts-storm', path: '/alerts', world: 'storm' },
  { name: 'alerts-empty', path: '/alerts?q=nothing' },
  { name: 'alert', path: '/alerts/198', whole: true },
  {
    name: 'alert-raw',
    path: '/alerts/199',
    act: (page) => page.getByRole('tab', { name: 'Raw payload' }).click(),
  },
  { name: 'alert-missing', path: '/alerts/9999' },
  { name: 'command', path: '/', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: '/alerts', act: (page) => page.keyboard.press('?') },
  {
    name: 'page-someone',
    path: '/',
    act: (page) => page.getByRole('button', { name: 'Page someone' }).click(),
  },
  { name: 'inbox', path: '/inbox' },
  { name: 'schedules', path: '/schedules' },
  { name: 'schedule', path: '/schedules/payments-primary' },
  { name: 'schedule-hours', path: '/schedules/search' },
  {
    name: 'schedule-table',
    path: '/schedules/payments-primary?view=table',
  },
  { name: 'schedule-calendar', path: '/schedules/payments-primary?view=calendar' },
  { name: 'schedule-year', path: '/schedules/around-the-clock?span=year', world: 'crowd' },
  { name: 'schedule-day', path: '/schedules/payments-primary?span=day' },
  {
    name: 'schedule-card',
    path: '/schedules/payments-primary?view=table',
    act: (page) => page.getByRole('button', { name: 'Ana Soto' }).first().click(),
  },
  {
    name: 'schedule-rotation',
    path: '/schedules/payments-primary?panel=rotation',
    act: (page) => page.getByRole('button', { name: /^weekly/ }).click(),
  },
  { name: 'schedule-versions', path: '/schedules/payments-primary?panel=history' },
  { name: 'schedule-quality', path: '/schedules/payments-primary?panel=quality' },
  { name: 'org-calendar', path: '/schedules/calendar' },
  { name: 'org-calendar-month', path: '/schedules/calendar?span=month' },
  { name: 'org-calendar-table', path: '/schedules/calendar?view=table' },
  {
    name: 'org-calendar-day',
    path: '/schedules/calendar',
    act: (page) => page.locator('td.org-day.gap, .org-phone-day').first().click(),
  },
  { name: 'org-calendar-event', path: '/schedules/calendar?panel=event' },
  { name: 'feeds', path: '/schedules/feeds', whole: true },
  {
    name: 'feeds-add',
    path: '/schedules/feeds',
    act: (page) => page.getByRole('button', { name: 'Add a calendar' }).click(),
  },
  { name: 'schedule-concerns', path: '/schedules/payments-primary?panel=concerns' },
  {
    name: 'schedule-subscribe',
    path: '/schedules/payments-primary?panel=subscribe',
    act: (page) => page.getByRole('button', { name: 'Add this schedule to my calendar' }).click(),
  },
  { name: 'change-cover', path: '/schedules/payments-primary/change?kind=cover', whole: true },
  {
    name: 'change-override',
    path: '/schedules/payments-primary/change?kind=override',
    whole: true,
    act: (page) => page.locator('.candidate').first().click(),
  },
  {
    name: 'home-assign',
    path: '/',
    whole: true,
    act: (page) =>
      page
        .getByRole('button', { name: /^Assign / })
        .first()
        .click(),
  },
  {
    name: 'change-arranged',
    path: '/schedules/payments-primary/change?kind=arranged',
    whole: true,
    act: (page) => page.locator('.candidate').last().click(),
  },
  {
    name: 'change-swap',
    path: '/schedules/payments-primary/change?kind=swap',
    whole: true,
    act: async (page) => {
      await page.getByLabel(/^Their shift/).selectOption({ index: 1 })
    },
  },
  {
    name: 'change-temporary',
    path: '/schedules/payments-primary/change?kind=temporary',
    whole: true,
  },
  {
    name: 'change-done',
    path: '/schedules/payments-primary/change?kind=cover',
    act: async (page) => {
      await page.getByRole('button', { name: /^Ask / }).click()
      await page.getByText('See the request').waitFor()
    },
  },
  {
    name: 'overrides-depend',
    path: '/schedules/payments-primary?view=table',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Cancel the override|^Cancel/ })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'take-over',
    path: '/schedules/payments-primary?view=table',
    act: async (page) => {
      await page.locator('tr.current').getByRole('button').last().click()
      await page.getByRole('button', { name: 'Take over now' }).waitFor()
    },
  },
  {
    name: 'cover',
    path: '/',
    whole: true,
    act: async (page) => {
      await page.getByRole('link', { name: 'Chen Wei asks for cover' }).click()
      await page.getByRole('button', { name: 'Accept a part' }).click()
    },
  },
  { name: 'services', path: '/services' },
  { name: 'service', path: '/services/checkout-api', whole: true },
  { name: 'areas', path: '/areas' },
  {
    name: 'areas-evidence',
    path: '/areas',
    act: (page) => page.getByRole('button', { name: 'Evidence for database' }).click(),
  },
  { name: 'people', path: '/people' },
  { name: 'person', path: '/people/ben' },
  { name: 'profile', path: '/profile', whole: true },
  { name: 'tokens', path: '/settings/tokens' },
  { name: 'audit', path: '/settings/audit' },
  { name: 'health', path: '/settings/health' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'setup', path: '/setup?token=first-start', world: 'empty', whole: true },
  { name: 'first-run', path: '/first-run', whole: true },
]
