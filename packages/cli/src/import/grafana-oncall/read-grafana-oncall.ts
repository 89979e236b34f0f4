// Reads Grafana OnCall through its API v1, list by list, and who is on call for 90 days to come.
//
// Each page names the next one by a whole address, which behind a proxy is often not the one that
// was asked; only its query is used. What an older version or the key does not give is empty, but
// for people and schedules, without which there is nothing to bring.

import { DAY_MS, isJsonObject } from '@evenwatch/core'
import type { HttpSource } from '../http-source.ts'
import { objectOf, objectsOf, textOf } from '../source-fields.ts'
import { GRAFANA_ONCALL_COLLECTIONS, type GrafanaOncallSource } from './grafana-oncall-source.ts'

const DAYS_AHEAD = 90
const NEEDED = ['users', 'schedules']

export async function readGrafanaOncall(http: HttpSource): Promise<GrafanaOncallSource> {
  const all = async (path: string) =>
    (await http.list(path, nextPage)).flatMap((page) => objectsOf(objectOf(page).results))
  const source: { [name: string]: readonly unknown[] } = {}
  for (const name of GRAFANA_ONCALL_COLLECTIONS) {
    if (name === 'final_shifts') continue
    const path = `/api/v1/${name}/`
    const isThere = NEEDED.includes(name) || (await http.getIfThere(path)) !== null
    source[name] = isThere ? await all(path) : []
  }
  const startDate = dayText(http.startedAt)
  const endDate = dayText(http.startedAt + DAYS_AHEAD * DAY_MS)
  const finalShifts: unknown[] = []
  for (const schedule of objectsOf(source.schedules)) {
    const id = textOf(schedule.id) ?? ''
    const query = `start_date=${startDate}&end_date=${endDate}`
    const path = `/api/v1/schedules/${encodeURIComponent(id)}/final_shifts?${query}`
    if ((await http.getIfThere(path)) === null) continue
    const shifts = await all(path)
    finalShifts.push({ schedule_id: id, start_date: startDate, end_date: endDate, shifts })
  }
  return { ...source, final_shifts: finalShifts }
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function nextPage(page: unknown, path: string): string | null {
  const next = isJsonObject(page) ? textOf(page.next) : null
  const query = next === null ? -1 : next.indexOf('?')
  if (next === null || query < 0) return null
  return `${path.replace(/\?.*$/, '')}${next.slice(query)}`
}
