import type { OverrideView } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { whoMadeGap } from './who-made-gap.ts'

const at = (hour: number) => Date.UTC(2026, 2, 16, hour)
const iso = (hour: number) => new Date(at(hour)).toISOString()
const person = (name: string) => ({
  id: `id-${name}`,
  name,
  displayName: `${name[0]?.toUpperCase()}${name.slice(1)} Sample`,
})
const gap = { startsAt: at(8), endsAt: at(16) }

/** Acts from one hour until another; without them nowhere. */
function override(more: Partial<OverrideView>, acts?: readonly [number, number]): OverrideView {
  const spans = acts ? [{ startsAt: iso(acts[0]), endsAt: iso(acts[1]) }] : []
  return {
    id: 'override',
    position: 1,
    role: 'primary',
    cause: 'override',
    linkId: null,
    sourceRef: null,
    layer: null,
    kind: 'remove',
    remove: person('ben'),
    add: null,
    users: [],
    startsAt: iso(8),
    endsAt: iso(16),
    reason: '',
    createdBy: { kind: 'user', id: 'id-ana', name: 'Ana Sample' },
    createdAt: iso(0),
    cancelledAt: null,
    hasEffect: acts !== undefined,
    effect: { acts: acts ? 'wholly' : 'not', spans, idle: [], words: '' },
    version: 1,
    ...more,
  }
}
const why = (...overrides: OverrideView[]) => whoMadeGap(gap, { role: 'primary', overrides })

test('a gap that an override made is told as its doing', () => {
  expect(why(override({}, [8, 16]))).toBe(
    'An override takes Ben Sample off and nobody else is named',
  )
  expect(why(override({}, [8, 12]), override({ remove: person('chen') }, [12, 16]))).toBe(
    'Overrides take Ben Sample and Chen Sample off and nobody else is named',
  )
})

test('nobody on purpose is said so, also where nobody was planned', () => {
  const nobody: Partial<OverrideView> = { kind: 'set', remove: null, users: [] }
  expect(why(override(nobody, [8, 16]))).toBe('Nobody, on purpose, by an override')
  expect(why(override(nobody))).toBe('Nobody, on purpose, by an override')
})

test('of a part of the gap no more is claimed', () => {
  expect(why(override({}, [8, 12]))).toBe(
    'In a part of it: an override takes Ben Sample off and nobody else is named',
  )
})

test('an override that does not act there has no part in it', () => {
  expect(why()).toBeNull()
  expect(why(override({}))).toBeNull()
  expect(why(override({}, [2, 8]))).toBeNull()
  expect(why(override({ role: 'secondary' }, [8, 16]))).toBeNull()
  expect(why(override({ cancelledAt: iso(1) }, [8, 16]))).toBeNull()
})
