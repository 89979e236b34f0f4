// A classic schedule: layers of which the highest that names somebody holds, and overrides over
// all of them.

import { OVERRIDE_DAYS_MAX } from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import type { ImportedOverride, SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import { readZone } from '../zone-names.ts'
import { convertLayer } from './convert-layer.ts'
import { orderOverrides } from './order-overrides.ts'
import type { PagerdutyOverride, PagerdutySchedule } from './pagerduty-source.ts'
import {
  note,
  type PagerdutyWorld,
  sourceObject,
  teamNamed,
  userNamed,
  withinLayerLimit,
} from './pagerduty-world.ts'
import { type ConvertedSchedule, instantOf, isSpan, spanText } from './schedule-spec.ts'

export function convertLayeredSchedule(
  schedule: PagerdutySchedule,
  overrides: readonly PagerdutyOverride[],
  world: PagerdutyWorld,
): ConvertedSchedule {
  const object = sourceObject('schedule', schedule)
  const name = world.schedules.get(schedule.id) ?? object.name
  const { timeZone, findings } = readZone(schedule.time_zone, object)
  world.findings.push(...findings.map((finding) => ({ ...finding, schedule: name })))
  const team = teamNamed(world, schedule.teams, object)

  const layers = schedule.schedule_layers ?? []
  if (!schedule.schedule_layers) {
    const detail = 'The export holds no layers of it; read `/schedules/{id}` and repeat.'
    note(world, 'cannot', 'not-found-in-source', object, detail, name)
  }
  const { names } = nameObjects(layers.map((layer) => sourceObject('layer', layer)))
  const converted = layers.flatMap((layer, index) => {
    const place = {
      schedule: name,
      timeZone,
      name: names.get(layer.id) ?? layer.id,
      // The highest stands first, and of ours the highest number.
      priority: layers.length - index,
      object: {
        ...sourceObject('layer', layer),
        name: `${layer.name ?? layer.id} of ${object.name}`,
      },
    }
    return convertLayer(layer, place, world) ?? []
  })
  const rendered = schedule.overrides_subschedule?.rendered_schedule_entries ?? []
  return {
    document: makeDocument({
      apiVersion: 'evenwatch/v1',
      kind: 'Schedule',
      metadata: namedMetadata(name, object.name),
      spec: {
        ...(team !== null && { team }),
        timeZone,
        layers: withinLayerLimit(world, converted, object, name).map(({ layer }) => layer),
      },
    }),
    overrides: [
      ...converted.flatMap((one) => one.overrides),
      ...orderOverrides(overrides, rendered).flatMap((override) =>
        convertOverride(override, name, object, world),
      ),
    ],
  }
}

/** One of ours lasts at most a year; a longer one becomes several that belong together. */
function convertOverride(
  override: PagerdutyOverride,
  schedule: string,
  scheduleObject: SourceObject,
  world: PagerdutyWorld,
): ImportedOverride[] {
  const who = override.user?.summary ?? override.user?.id ?? 'nobody'
  const object = { kind: 'override', id: override.id, name: `${who} in ${scheduleObject.name}` }
  if (!isSpan(override.start, override.end)) {
    note(world, 'cannot', 'override-not-expressible', object, 'It has no span of time.')
    return []
  }
  const endsAt = instantOf(override.end)
  if (endsAt <= world.now) {
    note(world, 'cannot', 'override-ended', object, `It ended on ${override.end}.`)
    return []
  }
  const user = userNamed(world, override.user, object, 'the override is left out', schedule)
  if (user === null) return []
  const pieces: ImportedOverride[] = []
  const sourceRef = `pagerduty:override:${override.id}`
  for (let from = instantOf(override.start); from < endsAt; ) {
    const until = Math.min(endsAt, from + OVERRIDE_DAYS_MAX * DAY_MS)
    pieces.push({
      schedule,
      sourceRef: pieces.length === 0 ? sourceRef : `${sourceRef}:${pieces.length + 1}`,
      linkRef: until < endsAt || pieces.length > 0 ? sourceRef : null,
      input: { layer: null, kind: 'set', users: [user], ...spanText(from, until), reason: '' },
    })
    from = until
  }
  return pieces
}
