// Reads LinkedIn Oncall through its API v0: teams one by one, their calendars, and people.
//
// Past events are asked for as far back as a scheduler's last turn may lie. What a version or the
// key does not give is empty, but for teams, without which there is nothing to bring.

import { DAY_MS, SECOND_MS } from '@evenwatch/core'
import type { HttpSource } from '../http-source.ts'
import { type Fields, flagOf, objectOf, objectsOf, textOf } from '../source-fields.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'

const DAYS_BACK = 60

export async function readLinkedinOncall(http: HttpSource): Promise<LinkedinOncallSource> {
  const since = Math.floor(http.startedAt / DAY_MS) * DAY_MS - DAYS_BACK * DAY_MS
  const listed = await http.get('/api/v0/teams')
  const names = Array.isArray(listed) ? listed.flatMap((one: unknown) => nameOf(one) ?? []) : []
  const users = objectsOf(await http.getIfThere('/api/v0/users'))
  const teams: Fields[] = []
  const events: Fields[] = []
  const subscriptions: Fields[] = []
  for (const team of names) {
    const path = `/api/v0/teams/${encodeURIComponent(team)}`
    teams.push(objectOf(await http.get(path)))
    const query = `team=${encodeURIComponent(team)}&end__gt=${since / SECOND_MS}`
    events.push(...objectsOf(await http.get(`/api/v0/events?${query}`)))
    const followed = await http.getIfThere(`${path}/subscriptions`)
    for (const one of Array.isArray(followed) ? followed : []) {
      subscriptions.push({ team, subscription: nameOf(one) })
    }
  }
  const notifications: Fields[] = []
  for (const user of users) {
    const name = textOf(user.name)
    if (name === null || flagOf(user.active) === false) continue
    const path = `/api/v0/users/${encodeURIComponent(name)}/notifications`
    const settings = objectsOf(await http.getIfThere(path))
    notifications.push(...settings.map((one) => ({ ...one, user: name })))
  }
  return { teams, users, events, subscriptions, notifications }
}

/** A name, or an object that has one: versions differ. */
function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return textOf(value)
  const fields = objectOf(value)
  return textOf(fields.subscription) ?? textOf(fields.name)
}
