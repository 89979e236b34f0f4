// The zones of a calendar file: IANA names by our own rules, others by what the file says of them.
//
// Outlook names zones its own way ("W. Europe Standard Time") and brings their rules; some programs
// put a path before an IANA name. A name that nothing explains is nobody's zone.

import { isTimeZone, SECOND_MS, type WallMs, type ZoneTable, zoneTable } from '@evenwatch/core'
import type ICAL from 'ical.js'
import type { JcalNode } from './jcal-node.ts'

export type FeedZone = Pick<ZoneTable, 'wallAt'> & { instantOf(wall: WallMs): number }

/** By the zone's name in the file; null for a name that nothing explains. */
export function createFeedZones(
  library: typeof ICAL,
  vtimezones: readonly JcalNode[],
): (tzid: string) => FeedZone | null {
  const known = new Map<string, FeedZone | null>()
  return (tzid) => {
    const found = known.get(tzid)
    if (found !== undefined) return found
    const zone = findZone(library, vtimezones, tzid)
    known.set(tzid, zone)
    return zone
  }
}

export function feedZoneOf(timeZone: string): FeedZone {
  const table = zoneTable(timeZone)
  return { wallAt: table.wallAt, instantOf: (wall) => table.instantOf(wall, 'first') }
}

function findZone(
  library: typeof ICAL,
  vtimezones: readonly JcalNode[],
  tzid: string,
): FeedZone | null {
  const parts = tzid.split('/')
  const paths = [3, 2].map((length) => parts.slice(-length).join('/'))
  const node = vtimezones.find((one) => propertyOf(one, 'tzid') === tzid)
  const location = node && propertyOf(node, 'x-lic-location')
  const named = [tzid, ...paths, location].find((name) => name !== undefined && isTimeZone(name))
  if (named !== undefined) return feedZoneOf(named)
  if (node === undefined) return null
  // The library's types know jCal only as nested arrays that may be written to.
  const zone = new library.Timezone(new library.Component(node as never))
  const offsetAt = (wall: WallMs) => {
    const time = library.Time.fromJSDate(new Date(wall), true)
    return zone.utcOffset(time) * SECOND_MS
  }
  return {
    instantOf: (wall) => wall - offsetAt(wall),
    wallAt: (at) => at + offsetAt(at + offsetAt(at)),
  }
}

function propertyOf([, properties]: JcalNode, name: string): string | undefined {
  const value = properties.find(([found]) => found === name)?.[3]
  return typeof value === 'string' ? value : undefined
}
