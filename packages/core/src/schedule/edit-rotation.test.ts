// Schedule rule 8, as sentences.

import { describe, expect, it } from 'vitest'
import { compileSchedule } from './compile-schedule.ts'
import { editRotation } from './edit-rotation.ts'
import { onCallAt } from './on-call-at.ts'
import type { Layer } from './schedule.ts'
import {
  every,
  makeLayer,
  makeSchedule,
  makeVersion,
  people,
  utc,
} from './testing/make-schedule.ts'

const OLD = makeLayer({})
const WEDNESDAY = utc('2026-01-14T10:00Z')
const NEW = makeVersion({ members: people('dia', 'eli') })
const edit = (version: typeof NEW, keepHolder: boolean, layer = OLD, at = WEDNESDAY) =>
  editRotation(layer, version, at, { timeZone: 'Europe/Vienna', keepHolder })

const at = (layer: Layer, text: string) =>
  onCallAt(compileSchedule(makeSchedule([layer]), new Map()), utc(text)).userIds.join('+')

describe('rule 8: editing a rotation', () => {
  it('never rewrites the past', () => {
    for (const keepHolder of [true, false]) {
      const edited = edit(NEW, keepHolder)
      expect(at(edited, '2026-01-07T00:00Z')).toBe('ana')
      expect(at(edited, '2026-01-14T09:59Z')).toBe('ben')
    }
  })

  it('keeps the present holder until the next handoff', () => {
    const edited = edit(NEW, true)
    expect(at(edited, '2026-01-14T10:00Z')).toBe('ben')
    expect(at(edited, '2026-01-19T07:59Z')).toBe('ben')
    expect(at(edited, '2026-01-19T08:00Z')).toBe('dia')
  })

  it('changes the holder at once when told so', () => {
    expect(at(edit(NEW, false), '2026-01-14T10:00Z')).toBe('eli')
  })

  it('waits for the first handoff of a version that begins later, under the old rotation', () => {
    const later = makeVersion({ members: people('dia'), firstHandoff: '2026-01-21T09:00' })
    const edited = edit(later, true)
    expect(at(edited, '2026-01-20T12:00Z')).toBe('chen')
    expect(at(edited, '2026-01-21T08:00Z')).toBe('dia')
    expect(edited.versions).toHaveLength(2)
  })

  it('keeps the holder until the new handoff when the day of handoff changes', () => {
    const friday = makeVersion({ members: people('dia', 'eli'), firstHandoff: '2026-01-09T09:00' })
    const edited = edit(friday, true)
    expect(at(edited, '2026-01-16T07:59Z')).toBe('ben')
    expect(at(edited, '2026-01-16T08:00Z')).toBe('eli')
  })

  it('replaces versions that were planned for later', () => {
    const planned = edit(
      makeVersion({ members: people('zoe') }),
      false,
      OLD,
      utc('2026-02-02T08:00Z'),
    )
    expect(at(planned, '2026-02-03T00:00Z')).toBe('zoe')
    const edited = edit(NEW, false, planned)
    expect(at(edited, '2026-02-03T00:00Z')).not.toBe('zoe')
    expect(edited.versions).toHaveLength(2)
  })

  it('can be repeated while a holder is being kept', () => {
    const first = edit(NEW, true)
    const second = edit(
      makeVersion({ members: people('fay') }),
      true,
      first,
      utc('2026-01-15T10:00Z'),
    )
    expect(at(second, '2026-01-14T12:00Z')).toBe('ben')
    expect(at(second, '2026-01-18T12:00Z')).toBe('ben')
    expect(at(second, '2026-01-19T12:00Z')).toBe('fay')
  })

  it('has nobody to keep where the old rotation named nobody', () => {
    const silent = makeLayer({ members: people(null) })
    expect(at(edit(NEW, true, silent), '2026-01-14T10:00Z')).toBe('eli')
  })

  it('at a handoff simply begins', () => {
    const daily = makeVersion({ turn: every(1, 'day'), members: people('dia', 'eli') })
    const edited = edit(daily, true, OLD, utc('2026-01-14T08:00Z'))
    expect(at(edited, '2026-01-14T08:00Z')).toBe('eli')
    expect(edited.versions).toHaveLength(2)
  })
})
