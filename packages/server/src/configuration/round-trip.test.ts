// What one installation exports builds the same installation elsewhere, down to each shift.
//
// Overrides are data and no part of the documents: they are copied through the API, in their
// order. Secrets and keys stay behind by design; what is exported names where they were.

import {
  applyConfiguration,
  createOverride,
  exportConfiguration,
  getService,
  listOverrides,
  listShifts,
  type OverrideInput,
  type OverrideView,
} from '@evenwatch/api'
import { DAY_MS, type Instant, SHIFT_ROLES } from '@evenwatch/core'
import { beforeAll, expect, test } from 'vitest'
import { documentsOf, sent } from './testing/documents.ts'
import { createInstallation, type Node } from './testing/installation.ts'
import { RICH_INSTALLATION } from './testing/rich-installation.ts'

const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const schedule = 'round-the-clock'
const here = await createInstallation(NOW)
const elsewhere = await createInstallation(NOW)

const exported = async (node: Node) =>
  (await node.call(exportConfiguration, { query: {} })).documents

const overridesOf = async (node: Node) =>
  (await node.call(listOverrides, { params: { schedule }, query: { limit: 200 } })).items

/** In an order that is neither that of their starts nor of their kinds: the later acts on the earlier. */
const OVERRIDES: readonly OverrideInput[] = [
  { kind: 'set', users: ['ana'], ...days(20, 24), reason: 'Audit' },
  { kind: 'replace', remove: 'ana', add: 'ben', ...days(22, 30) },
  { kind: 'add', add: 'chen', layer: 'weekly', ...days(8, 12) },
  { kind: 'remove', remove: 'ben', ...days(21, 23) },
  { kind: 'set', users: [], ...days(9, 10), reason: 'Nobody, on purpose' },
  { kind: 'add', add: 'ben', role: 'secondary', ...days(9, 11) },
  { kind: 'set', users: ['dia', 'chen'], role: 'shadow', layer: 'learning', ...days(9, 40) },
  { kind: 'replace', remove: 'ana', add: 'chen', role: 'manager', ...days(10, 11) },
]

function days(from: number, until: number) {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString()
  return { startsAt: at(from), endsAt: at(until) }
}

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: documentsOf(RICH_INSTALLATION) } })
  for (const body of OVERRIDES) await here.call(createOverride, { params: { schedule }, body })
  await elsewhere.call(applyConfiguration, { body: { documents: sent(await exported(here)) } })
  const copied = await overridesOf(here)
  for (const one of copied) {
    await elsewhere.call(createOverride, { params: { schedule }, body: inputOf(one) })
  }
})

function inputOf(one: OverrideView): OverrideInput {
  return {
    kind: one.kind,
    role: one.role,
    layer: one.layer,
    ...(one.remove && { remove: one.remove.name }),
    ...(one.add && { add: one.add.name }),
    ...(one.kind === 'set' && { users: one.users.map(({ name }) => name) }),
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    reason: one.reason,
  }
}

test('an export applied to an empty database is exported again, word for word', async () => {
  const documents = await exported(here)
  expect(documents).toHaveLength(RICH_INSTALLATION.split('\n---\n').length)
  expect(await exported(elsewhere)).toEqual(documents)
})

test('an export applied where it came from changes nothing', async () => {
  const body = { documents: sent(await exported(here)) }
  const { changes } = await here.call(applyConfiguration, { body })
  expect(new Set(changes.map(({ change }) => change))).toEqual(new Set(['same']))
})

test('every version of a layer is in it, those that have ended as well', async () => {
  const text = JSON.stringify(await exported(elsewhere))
  for (const word of ['2025-11-03T09:00', '2026-05-31T18:00:30', '"startsWith":2']) {
    expect(text).toContain(word)
  }
})

test('overrides copied in their order act in the same order', async () => {
  const [ones, others] = [await overridesOf(here), await overridesOf(elsewhere)]
  expect(ones).toHaveLength(OVERRIDES.length)
  expect(others.map(inputOf)).toEqual(ones.map(inputOf))
  expect(others.map(({ position }) => position)).toEqual(ones.map(({ position }) => position))
  expect(others.map(({ hasEffect }) => hasEffect)).toEqual(ones.map(({ hasEffect }) => hasEffect))
})

test('in every role and over a year, both have the same people on call', async () => {
  const shiftsOf = async (node: Node, role: (typeof SHIFT_ROLES)[number]) => {
    const query = {
      role,
      from: new Date(NOW - 60 * DAY_MS).toISOString(),
      until: new Date(NOW + 300 * DAY_MS).toISOString(),
    }
    const { shifts, gaps } = await node.call(listShifts, { params: { schedule }, query })
    const told = shifts.map(({ startsAt, endsAt, users, policies }) => ({
      startsAt,
      endsAt,
      users: users.map(({ name }) => name),
      policies: policies.map(({ name }) => name),
    }))
    return { told, gaps }
  }
  for (const role of SHIFT_ROLES) {
    const ones = await shiftsOf(here, role)
    expect(ones.told.length).toBeGreaterThan(0)
    expect(await shiftsOf(elsewhere, role)).toEqual(ones)
  }
})

test('keys and secrets stay behind: a service has its ways in, with keys of its own', async () => {
  const waysOf = async (node: Node) =>
    (await node.call(getService, { params: { service: 'checkout-api' } })).integrations
  const [ones, others] = [await waysOf(here), await waysOf(elsewhere)]
  const told = (ways: typeof ones) => ways.map(({ name, type }) => ({ name, type }))
  expect(told(others)).toEqual(told(ones))
  expect(others.map(({ url }) => url)).not.toEqual(ones.map(({ url }) => url))
})
