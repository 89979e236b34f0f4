// A hole in a schedule across the hour that clocks skip, from the question to the notice.

import {
  applyConfiguration,
  type Client,
  createOverride,
  createSchedule,
  createToken,
  listNotices,
  listShifts,
} from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Instant } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { createInstallation } from '../../configuration/testing/installation.ts'
import { remindShifts } from './remind-shifts.ts'

/** Clocks go forward in Vienna on 2026-03-29 at 01:00 UTC; in New York they have already. */
const GAP = { startsAt: '2026-03-29T00:30:00.000Z', endsAt: '2026-03-29T02:30:00.000Z' }
const NOW: Instant = Date.parse(GAP.startsAt) - 3 * DAY_MS
const here = await createInstallation(NOW)
const schedule = 'nights'

const PEOPLE = `
apiVersion: evenwatch/v1
kind: User
metadata: { name: ana }
spec: { email: ana@example.org, timeZone: Europe/Vienna }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: ben }
spec: { email: ben@example.org, timeZone: America/New_York }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: pair }
spec: { leads: [ana, ben] }
`

async function callerOf(person: string): Promise<Client> {
  const { token } = await here.call(createToken, { body: { name: `of-${person}` } })
  await here.context.pool.query(
    `update api_token set user_id = (select id from app_user where name = $1), revision = 1
     where name = $2`,
    [person, `of-${person}`],
  )
  return here.callerWith(token)
}

test('two hours without anybody are named exactly, and each owner is told in their own zone before', async () => {
  await here.call(applyConfiguration, { body: { documents: documentsOf(PEOPLE) } })
  const layer = {
    name: 'weekly',
    firstHandoff: '2026-03-02T09:00',
    turn: { length: 1, unit: 'week' as const },
    members: ['ana'],
  }
  const spec = { team: 'pair', timeZone: 'Europe/Vienna', layers: [layer] }
  await here.call(createSchedule, { body: { name: schedule, spec } })
  const body = { kind: 'remove' as const, remove: 'ana', ...GAP }
  await here.call(createOverride, { params: { schedule }, body })

  const query = { from: '2026-03-28T00:00:00Z', until: '2026-03-30T00:00:00Z' }
  const { gaps } = await here.call(listShifts, { params: { schedule }, query })
  expect(gaps).toEqual([GAP])

  const [ana, ben] = [await callerOf('ana'), await callerOf('ben')]
  const toldTo = async (call: Client) => {
    await here.context.directory.refresh()
    await remindShifts.run(here.context, here.context.clock.now())
    const { items } = await call(listNotices, { query: {} })
    return items.filter(({ kind }) => kind === 'gap-opened').map(({ text }) => text)
  }
  expect(await toldTo(ana)).toEqual([])
  here.setNow(Date.parse(GAP.startsAt) - 20 * HOUR_MS)
  expect((await toldTo(ana)).join()).toContain(
    '2026-03-29 01:30 Europe/Vienna until 2026-03-29 04:30 Europe/Vienna',
  )
  expect((await toldTo(ben)).join()).toContain(
    '2026-03-28 20:30 America/New_York until 2026-03-28 22:30 America/New_York',
  )
})
