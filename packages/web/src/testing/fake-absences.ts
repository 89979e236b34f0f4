// Absences and public holidays in the fake server. Days are those of UTC: no screen tells the
// difference. Every absence of Ana's meets one shift, so that the warning can be seen.

import * as api from '@evenwatch/api'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, newId, type World } from './world.ts'

const DAY = 24 * 3_600_000

export function handleAbsences(router: ReturnType<typeof createFakeRouter>, world: World) {
  const find = (ref: string) => {
    const name = ref === 'me' ? world.me : ref
    const found = world.users.find((one) => one.id === name || one.name === name)
    if (!found) throw new Refused('not-found')
    return found
  }
  router.handle(api.listUserAbsences, ({ params }) => {
    const { id } = find(params.user)
    const items = world.absences.filter((one) => one.user.id === id && one.cancelledAt === null)
    return { items, nextCursor: null }
  })
  router.handle(api.listAbsences, () => ({
    items: world.absences.filter(({ cancelledAt }) => cancelledAt === null),
    nextCursor: null,
  }))
  router.handle(api.createAbsence, ({ params, body }) => {
    const { id, name, displayName } = find(params.user)
    const { firstDay, lastDay = firstDay } = body
    const startsAt = body.startsAt ?? iso(Date.parse(`${firstDay}T00:00:00Z`))
    const endsAt = body.endsAt ?? iso(Date.parse(`${lastDay}T00:00:00Z`) + DAY)
    if (endsAt <= startsAt) {
      const field = firstDay === undefined ? 'endsAt' : 'lastDay'
      const rule = 'An absence ends after it starts.'
      throw new Refused('invalid-request', { fields: [{ field, rule }] })
    }
    const [schedule] = world.schedules
    const made: api.AbsenceView = {
      id: newId(),
      user: { id, name, displayName },
      kind: body.kind,
      startsAt,
      endsAt,
      days: firstDay === undefined ? null : { firstDay, lastDay: lastDay ?? firstDay },
      note: body.note,
      feed: null,
      createdBy: { kind: 'user', id, name },
      createdAt: iso(Date.now()),
      cancelledAt: null,
      mayCancel: true,
      shifts: schedule && name === 'ana' ? [{ schedule, role: 'primary', startsAt, endsAt }] : [],
    }
    world.absences.push(made)
    return made
  })
  router.handle(api.cancelAbsence, ({ params }) => {
    const found = world.absences.find(({ id }) => id === params.absence)
    if (!found) throw new Refused('not-found')
    return Object.assign(found, { cancelledAt: iso(Date.now()), mayCancel: false, shifts: [] })
  })
  router.handle(api.listHolidayCountries, () => ({
    countries: [
      { code: 'AT', name: 'Austria' },
      { code: 'DE', name: 'Germany' },
    ],
  }))
  router.handle(api.listHolidayRegions, ({ params }) => ({
    regions: params.country === 'AT' ? [{ code: '9', name: 'Vienna' }] : [],
  }))
}
