// A slot of a rotation that another policy holds, over HTTP and in files: who is on call through it,
// and what keeps policies from calling each other in a circle through a schedule.

import {
  applyConfiguration,
  createEscalationPolicy,
  createSchedule,
  deleteEscalationPolicy,
  exportConfiguration,
  getOnCall,
  getSchedule,
  listShifts,
  previewSchedule,
  undoSchedule,
  updateEscalationPolicy,
  updateSchedule,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { documentsOf, exampleDocuments } from '../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../configuration/testing/installation.ts'

/** A Wednesday; weekly turns begin on Mondays at 09:00 in Vienna. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const here = await createInstallation(NOW)
const at = (ms: number) => new Date(ms).toISOString()

const specWith = (...members: (string | { policy: string } | null)[]) => ({
  timeZone: 'Europe/Vienna',
  layers: [
    {
      name: 'weekly',
      firstHandoff: '2026-01-05T09:00',
      turn: { length: 1, unit: 'week' as const },
      members,
    },
  ],
})

let count = 0
let schedule = ''
let daytime = ''
const steps = (...notify: ({ user: string } | { policy: string } | { schedule: string })[]) => [
  { after: '0m', notify },
]

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
})
beforeEach(async () => {
  count += 1
  schedule = `schedule-${count}`
  daytime = `daytime-${count}`
  const body = { name: daytime, displayName: 'Payments daytime', spec: { steps: [] } }
  await here.call(createEscalationPolicy, {
    body: { ...body, spec: { steps: steps({ user: 'ben' }) } },
  })
  await here.call(createSchedule, {
    body: { name: schedule, spec: specWith('ana', { policy: daytime }, null) },
  })
})

const notify = (policy: string, ...targets: Parameters<typeof steps>) =>
  here.call(updateEscalationPolicy, {
    params: { policy },
    body: { spec: { steps: steps(...targets) } },
  })

describe('a slot that is a policy', () => {
  test('is named with whom the policy would page first, and is who comes next', async () => {
    const params = { schedule }
    const now = await here.call(getOnCall, { params, query: {} })
    expect(now).toMatchObject({
      users: [{ name: 'ana' }],
      policies: [],
      next: { users: [], policies: [{ name: daytime, displayName: 'Payments daytime' }] },
    })
    const next = await here.call(getOnCall, { params, query: { at: at(NOW + 7 * DAY_MS) } })
    const policies = [
      { name: daytime, displayName: 'Payments daytime', reaches: [{ name: 'ben' }] },
    ]
    expect(next).toMatchObject({
      users: [],
      policies,
      roles: [{ role: 'primary', users: [], policies }],
      shift: { startsAt: '2026-01-12T08:00:00.000Z', endsAt: '2026-01-19T08:00:00.000Z' },
      gapEndsAt: null,
    })
  })

  test('is a shift and no gap, in the line and in its layer', async () => {
    const query = { from: at(NOW), until: at(NOW + 16 * DAY_MS), layers: 'true' as const }
    const { shifts, gaps, layers } = await here.call(listShifts, { params: { schedule }, query })
    const told = (some: typeof shifts) =>
      some.map(({ users, policies }) => [...users, ...policies].map(({ name }) => name))
    expect(told(shifts)).toEqual([['ana'], [daytime]])
    expect(told(layers[0]?.shifts ?? [])).toEqual([['ana'], [daytime]])
    expect(gaps).toEqual([{ startsAt: '2026-01-19T08:00:00.000Z', endsAt: at(NOW + 16 * DAY_MS) }])
  })

  test('shows in the preview of a plan, and reads back as it was written', async () => {
    const { spec } = await here.call(getSchedule, { params: { schedule } })
    expect(spec.layers[0]).toMatchObject({ members: ['ana', { policy: daytime }, null] })
    const { after } = await here.call(previewSchedule, {
      params: { schedule },
      body: { spec: specWith({ policy: daytime }), days: 30 },
    })
    expect(after[0]?.shifts.at(-1)).toMatchObject({ users: [], policies: [{ name: daytime }] })
  })

  test('keeps the policy from being deleted', async () => {
    const problem = await problemOf(
      here.call(deleteEscalationPolicy, { params: { policy: daytime } }),
    )
    expect(problem).toMatchObject({ code: 'in-use', detail: `Needed by ${schedule}.` })
  })
})

describe('a slot is refused', () => {
  test('when there is no such policy, with its place', async () => {
    const body = { spec: specWith('ana', { policy: 'nowhere' }) }
    const problem = await problemOf(here.call(updateSchedule, { params: { schedule }, body }))
    expect(problem.fields).toMatchObject([{ field: 'spec.layers[0].members[1].policy' }])
  })

  test('when a policy would come back to itself, by whoever closes the circle', async () => {
    const rule = `Policies must not call each other in a loop: Payments daytime → schedule ${schedule} → Payments daytime.`
    const asked = await problemOf(notify(daytime, { user: 'ben' }, { schedule }))
    expect(asked.fields).toEqual([{ field: 'spec.steps[0].notify[1].schedule', rule }])

    await here.call(updateSchedule, {
      params: { schedule },
      body: { spec: specWith('ana', 'ben') },
    })
    await notify(daytime, { schedule })
    const spec = specWith('ana', 'ben', { policy: daytime })
    const slot = await problemOf(
      here.call(updateSchedule, { params: { schedule }, body: { spec } }),
    )
    expect(slot.fields).toEqual([{ field: 'spec.layers[0].members[2].policy', rule }])
    const preview = { params: { schedule }, body: { spec, days: 30 } }
    const shown = await problemOf(here.call(previewSchedule, preview))
    expect(shown).toMatchObject({ code: slot.code, fields: slot.fields })
  })

  test('when an earlier plan that comes back would close the circle', async () => {
    const params = { schedule }
    await here.call(updateSchedule, { params, body: { spec: specWith('ana', 'ben') } })
    await notify(daytime, { schedule })
    const problem = await problemOf(here.call(undoSchedule, { params, body: {} }))
    expect(problem).toMatchObject({
      code: 'state-conflict',
      detail: `Policies must not call each other in a loop: Payments daytime → schedule ${schedule} → Payments daytime.`,
    })
  })

  test('in files, too, with the line, and a rotation that is over calls nothing', async () => {
    const file = (member: string) => `
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: file-${count} }
spec:
  timeZone: Europe/Vienna
  layers:
    - name: weekly
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [ana, ${member}]
---
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: circle-${count} }
spec: { steps: [ { after: 0m, notify: [ { schedule: file-${count} } ] } ] }
`
    const apply = (member: string) =>
      here.call(applyConfiguration, { body: { documents: documentsOf(file(member)) } })
    const loop = `circle-${count} → schedule file-${count} → circle-${count}`
    const problem = await problemOf(apply(`{ policy: circle-${count} }`))
    const fields = problem.fields?.map(({ field, rule }) => `${field}: ${rule}`) ?? []
    for (const place of ['spec.layers[0].members[1].policy', 'spec.steps[0].notify[0].schedule']) {
      const fault = `${place}: Policies must not call each other in a loop: ${loop}.`
      expect(fields.some((one) => one.endsWith(fault))).toBe(true)
    }
    const unknown = await problemOf(apply('{ policy: nowhere }'))
    expect(JSON.stringify(unknown.fields)).toContain('spec.layers[0].members[1].policy')

    await apply(`{ policy: ${daytime} }`)
    const { documents } = await here.call(exportConfiguration, { query: {} })
    expect(JSON.stringify(documents)).toContain(`["ana",{"policy":"${daytime}"}]`)
    // From now on nobody calls it, although the version that has begun once did.
    await apply('ben')
    await notify(daytime, { schedule: `file-${count}` })
  })
})
