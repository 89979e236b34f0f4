// The fake server's areas: what people state, with a little evidence made up for each.

import {
  type AreaPersonView,
  listAreas,
  listPeopleOfArea,
  removeUserArea,
  setUserArea,
} from '@evenwatch/api'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, type World } from './world.ts'

type Stated = { user: string; area: string; depth: 'owner' | 'alone' | 'learning'; note: string }

export function handleAreas(router: ReturnType<typeof createFakeRouter>, world: World) {
  let stated: Stated[] = [
    { user: 'ana', area: 'database', depth: 'owner', note: 'designed the failover' },
    { user: 'ben', area: 'database', depth: 'learning', note: '' },
    { user: 'ben', area: 'checkout-api', depth: 'alone', note: '' },
    { user: 'ana', area: 'checkout-api', depth: 'alone', note: '' },
  ].flatMap((one) => {
    const known = world.users.some(({ name }) => name === one.user)
    return known ? [one as Stated] : []
  })
  const userOf = (ref: string) => {
    const user = world.users.find(
      ({ id, name }) => id === ref || name === (ref === 'me' ? world.me : ref),
    )
    if (!user) throw new Refused('not-found')
    return user
  }
  const refOf = ({ id, name, displayName }: { id: string; name: string; displayName: string }) => ({
    id,
    name,
    displayName,
  })
  const statementOf = ({ user, depth, note }: Stated) => ({
    depth,
    note,
    by: { kind: 'user' as const, id: userOf(user).id, name: userOf(user).displayName },
    at: iso(world.startedAt - 9 * 24 * 3_600_000),
  })

  router.handle(listAreas, () => {
    const names = [...world.services.map(({ name }) => name), ...stated.map(({ area }) => area)]
    return {
      areas: [...new Set(names)].sort().map((area) => ({
        area,
        services: world.services.filter(({ name }) => name === area).map(({ name }) => name),
        schedules: area === 'database' ? ['payments-primary'] : [],
        people: stated
          .filter((one) => one.area === area)
          .map(({ user, depth }) => ({ user: refOf(userOf(user)), depth })),
      })),
    }
  })
  router.handle(listPeopleOfArea, ({ params }) => ({
    area: params.area,
    people: stated
      .filter(({ area }) => area === params.area)
      .map((one, index): AreaPersonView => {
        const count = 3 - index
        return {
          user: refOf(userOf(one.user)),
          depth: one.depth,
          stated: statementOf(one),
          owns: index === 0 ? [{ team: 'payments', isLead: true, services: ['checkout-api'] }] : [],
          responses: { count, lastAt: iso(world.startedAt - count * 24 * 3_600_000) },
        }
      }),
  }))
  router.handle(setUserArea, ({ params, body }) => {
    const { name } = userOf(params.user)
    const one = { user: name, area: params.area, depth: body.depth, note: body.note }
    stated = [...stated.filter(({ user, area }) => user !== name || area !== params.area), one]
    return statementOf(one)
  })
  router.handle(removeUserArea, ({ params }) => {
    const { name } = userOf(params.user)
    stated = stated.filter(({ user, area }) => user !== name || area !== params.area)
    return {}
  })
}
