import { expect, test } from 'vitest'
import { paths } from './paths.ts'

test('every screen keeps its address, because people bookmark and share them', () => {
  const spelt = Object.fromEntries(
    Object.entries(paths).map(([name, build]) => [
      name,
      (build as (value: string) => string)('a b'),
    ]),
  )
  expect(spelt).toMatchInlineSnapshot(`
    {
      "alert": "/alerts/a b",
      "alerts": "/alerts",
      "areas": "/areas",
      "calendarFeeds": "/schedules/feeds",
      "cover": "/cover/a%20b",
      "firstRun": "/first-run",
      "home": "/",
      "inbox": "/inbox",
      "load": "/load",
      "orgCalendar": "/schedules/calendar",
      "people": "/people",
      "person": "/people/a%20b",
      "profile": "/profile",
      "schedule": "/schedules/a%20b",
      "scheduleChange": "/schedules/a%20b/change",
      "schedules": "/schedules",
      "service": "/services/a%20b",
      "services": "/services",
      "settings": "/settings",
      "settingsAudit": "/settings/audit",
      "settingsHealth": "/settings/health",
      "settingsTokens": "/settings/tokens",
      "setup": "/setup",
      "signIn": "/sign-in",
      "whatIf": "/what-if",
      "who": "/who",
    }
  `)
})
