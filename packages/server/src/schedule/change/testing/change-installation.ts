// An installation with people who can sign in: Ana leads payments; Ben, Chen and Dia are in it; Max
// is a manager, Otto belongs to no team. Each test makes schedules of its own.

import {
  applyConfiguration,
  type Client,
  createSchedule,
  createUser,
  deleteSchedule,
  getOnCall,
  type ScheduleSpec,
  signIn,
} from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import { afterEach } from 'vitest'
import { documentsOf } from '../../../configuration/testing/documents.ts'
import {
  createInstallation,
  type Installation,
  type Node,
} from '../../../configuration/testing/installation.ts'

/** A Wednesday, noon in Vienna. */
export const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const PASSWORD = 'correct horse battery'
export const NAMES = ['ana', 'ben', 'chen', 'dia', 'max', 'otto'] as const
export type Name = (typeof NAMES)[number]

export type ChangeInstallation = Installation & {
  readonly as: Readonly<Record<Name, Client>>
  /** The same person through another process. */
  signedIn(node: Node, name: Name): Promise<Client>
  /** With turns of a week, or a day, from Monday, 5 January 2026, at 09:00 in Vienna. */
  addSchedule(
    unit: 'week' | 'day',
    members: readonly Name[],
    more?: Partial<ScheduleSpec>,
  ): Promise<string>
  onCall(schedule: string, at: Instant | string): Promise<string[]>
}

/** Call it at the top of a file. */
export async function createChangeInstallation({
  keepSchedules = false,
  env = {},
}: {
  readonly keepSchedules?: boolean
  readonly env?: Readonly<Record<string, string>>
} = {}): Promise<ChangeInstallation> {
  const here = await createInstallation(NOW, env)
  for (const name of NAMES) {
    await here.call(createUser, {
      body: {
        name,
        displayName: name[0]?.toUpperCase() + name.slice(1),
        password: PASSWORD,
        spec: {
          email: `${name}@example.org`,
          timeZone: 'Europe/Vienna',
          role: name === 'max' ? 'manager' : 'responder',
        },
      },
    })
  }
  await here.call(applyConfiguration, { body: { set: 'teams', documents: documentsOf(TEAM) } })

  async function signedIn(node: Node, name: Name): Promise<Client> {
    let cookie = ''
    const session = await node.callerBy((path, init) =>
      fetch(path, init).then((response) => {
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
        return response
      }),
    )(signIn, { body: { login: name, password: PASSWORD } })
    const headers = { cookie, 'x-csrf-token': session.csrfToken ?? '' }
    return node.callerBy((path, init) =>
      fetch(path, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers },
      }),
    )
  }

  const as: Partial<Record<Name, Client>> = {}
  for (const name of NAMES) as[name] = await signedIn(here, name)
  let count = 0
  // Rest counts over all schedules, so that one test's must be gone in the next.
  const made: string[] = []
  afterEach(async () => {
    for (const schedule of made.splice(0)) await here.call(deleteSchedule, { params: { schedule } })
  })
  return {
    ...here,
    // Each name has just been given its client.
    as: as as Record<Name, Client>,
    signedIn,
    addSchedule: async (unit, members, more = {}) => {
      count += 1
      const name = `schedule-${count}`
      if (!keepSchedules) made.push(name)
      const layer = {
        name: 'turns',
        firstHandoff: '2026-01-05T09:00',
        turn: { length: 1, unit },
        members: [...members],
      }
      await here.call(createSchedule, {
        body: {
          name,
          spec: { team: 'payments', timeZone: 'Europe/Vienna', layers: [layer], ...more },
        },
      })
      return name
    },
    onCall: async (schedule, at) => {
      const query = { at: typeof at === 'string' ? at : new Date(at).toISOString() }
      const answer = await here.call(getOnCall, { params: { schedule }, query })
      return answer.users.map(({ name }) => name)
    },
  }
}

const TEAM = `
apiVersion: evenwatch/v1
kind: Team
metadata: { name: payments }
spec: { leads: [ana], members: [ben, chen, dia] }
`
