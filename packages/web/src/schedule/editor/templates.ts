// Three plans to begin with. Each is only a start: every part of it can be edited before it is saved.

import { WEEKDAYS } from '@evenwatch/core'
import { type DraftLayer, newLayer, type VersionSpec } from './draft.ts'

export const TEMPLATES = [
  {
    name: 'weekly',
    title: 'Weekly',
    words: 'One person at a time, around the clock, for a week each.',
  },
  {
    name: 'sun',
    title: 'Follow the sun',
    words: 'Three layers of eight hours, each by people for whom it is day.',
  },
  {
    name: 'hours',
    title: 'Business hours plus nights',
    words: 'Days change daily among all; nights and weekends weekly.',
  },
] as const
export type TemplateName = (typeof TEMPLATES)[number]['name']

export type TemplatePerson = { readonly name: string; readonly timeZone: string }

/** `monday`: the date of the first handoff, `2026-11-23`. */
export function templateLayers(
  template: TemplateName,
  people: readonly TemplatePerson[],
  monday: string,
  zoneOffsetHours: (zone: string) => number,
): readonly DraftLayer[] {
  const names = people.map((one) => one.name)
  const everyone = names.length > 0 ? names : [null]
  const turn = (unit: 'week' | 'day'): VersionSpec['turn'] => ({
    length: 1,
    unit,
    count: 'worked',
    shiftsPerMember: 1,
  })
  const version = (clock: string, more: Partial<VersionSpec> = {}): VersionSpec => ({
    startsWith: 0,
    firstHandoff: `${monday}T${clock}`,
    until: null,
    turn: turn('week'),
    members: [...everyone],
    hours: null,
    ...more,
  })
  if (template === 'weekly') {
    return [newLayer([], { name: 'weekly', version: version('09:00') })]
  }
  if (template === 'hours') {
    const nights = newLayer([], { name: 'nights', version: version('17:00') })
    const days = { days: WEEKDAYS.slice(0, 5), from: '09:00', until: '17:00' }
    const version2 = version('09:00', { turn: turn('day'), hours: [days] })
    return [nights, newLayer([nights], { name: 'days', priority: 2, version: version2 })]
  }
  const parts = [
    { name: 'asia', from: '00:00', until: '08:00', least: 4, most: 14 },
    { name: 'europe', from: '08:00', until: '16:00', least: -2, most: 4 },
    { name: 'america', from: '16:00', until: '00:00', least: -12, most: -2 },
  ]
  const layers: DraftLayer[] = []
  for (const { name, from, until, least, most } of parts) {
    const there = people.filter(({ timeZone }) => {
      const offset = zoneOffsetHours(timeZone)
      return offset >= least && offset < most
    })
    const members = there.length > 0 ? there.map((one) => one.name) : [...everyone]
    const hours = [{ days: [...WEEKDAYS], from, until }]
    // Hours of UTC: the three meet whatever clocks do anywhere.
    layers.push(
      newLayer(layers, { name, timeZone: 'UTC', version: version(from, { members, hours }) }),
    )
  }
  return layers
}
