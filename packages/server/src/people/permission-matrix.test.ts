// Every route of the contract by every kind of caller, by own and other, through the real server.
//
// The first part answers every route with the same trivial handler, so it covers routes of all
// rooms, new ones included, as soon as they are part of the contract. The second part calls the
// people room's own handlers, which decide over somebody else's things once more.

import * as api from '@evenwatch/api'
import { DEFAULT_TEAM_LIMITS, ROLES } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { createHttpServer } from '../platform/http/http-server.ts'
import { refuse } from '../platform/http/refusal.ts'
import { createAuthenticate } from './authenticate.ts'
import { type Caller, codeOfCall, createPeopleWorld } from './testing/people-world.ts'

const EXPORTED: readonly unknown[] = Object.values(api)

function isRoute(value: unknown): value is api.Route {
  return typeof value === 'object' && value !== null && 'access' in value && 'path' in value
}

const ROUTES = EXPORTED.filter(isRoute).map((route): api.Route => {
  // What is valid is checked by other tests; here every call must get as far as its rights.
  const { params, body, query, ...bare } = route
  return bare
})

const world = await createPeopleWorld()
const CALLERS = ['nobody', 'forged', ...ROLES, 'lead'] as const
type CallerKind = (typeof CALLERS)[number]
const callers = new Map<CallerKind, Caller>()
let startStub: (token?: string) => Caller

beforeAll(async () => {
  const { context } = world
  const stub = createHttpServer(context, createAuthenticate(context))
  for (const route of ROUTES) stub.handle(route, async () => refuse('not-found'))
  startStub = await world.listen(stub)
  for (const role of ROLES) await world.addUser(role, role)
  const lead = await world.addUser('lead', 'responder')
  world.teams.set('t', {
    id: 't',
    name: 't',
    displayName: 't',
    leadIds: [lead.id],
    memberIds: [],
    limits: DEFAULT_TEAM_LIMITS,
  })
  for (const kind of [...ROLES, 'lead'] as const) {
    const { cookie, csrf } = await world.signIn(kind)
    callers.set(kind, Object.assign(startStub(), { cookie, csrf }))
  }
  callers.set('nobody', startStub())
  callers.set('forged', startStub('ew_forged'))
})

/** What the words of `access` mean, spelled out once more. */
function expected(access: api.Access, kind: CallerKind, isOwn: boolean): string {
  if (access.kind === 'public') return 'not-found'
  if (kind === 'nobody') return 'not-signed-in'
  if (kind === 'forged') return 'token-refused'
  const role = kind === 'lead' ? 'responder' : kind
  const mayByRole = {
    admin: ['admin'],
    manager: ['admin', 'manager'],
    responder: ['admin', 'manager', 'responder'],
    observer: ['admin', 'manager', 'responder', 'observer'],
  }[access.role].includes(role)
  if (mayByRole) return 'not-found'
  if (access.kind === 'self-or' && isOwn) return 'not-found'
  if (access.kind === 'team-lead-or' && kind === 'lead') return 'not-found'
  return 'not-allowed'
}

function paramsOf(route: api.Route, user: string): Record<string, string> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  return Object.fromEntries(names.map((name) => [name, name === 'user' ? user : 'x']))
}

// The contract's types know their own parts; a route taken from a list has any.
const callAny = (caller: Caller, route: api.Route, parts: object) =>
  caller.call(route, parts as api.CallInput<api.Route>)

describe('every route of the contract', () => {
  test('is there', () => {
    expect(ROUTES.length).toBeGreaterThan(50)
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length)
  })

  test.each(ROUTES.map((route) => [route.id, route] as const))(
    '%s lets in whom its access names',
    async (_, route) => {
      for (const kind of CALLERS) {
        const caller = callers.get(kind) ?? startStub()
        for (const isOwn of [true, false]) {
          const own = callers.has(kind) && isOwn ? kind : 'somebody'
          const params = paramsOf(route, own)
          const code = await codeOfCall(callAny(caller, route, { params }))
          expect([kind, isOwn, code]).toEqual([kind, isOwn, expected(route.access, kind, isOwn)])
        }
      }
    },
  )

  const changing = ROUTES.filter(
    ({ method, access }) => method !== 'GET' && access.kind !== 'public',
  )
  test.each(changing.map((route) => [route.id, route] as const))(
    '%s changes nothing with a cookie alone',
    async (_, route) => {
      const admin = callers.get('admin')
      const bare = Object.assign(startStub(), { cookie: admin?.cookie })
      const code = await codeOfCall(callAny(bare, route, { params: paramsOf(route, 'admin') }))
      expect(code).toBe('csrf-token-missing')
    },
  )
})

describe('what belongs to a person', () => {
  const rules = { high: [], low: [] }
  const mail = { name: 'mail', type: 'email', address: 'x@example.org' }
  const BODIES: Record<string, object | undefined> = {
    updateUser: { displayName: 'Changed' },
    setPassword: { password: 'a new long password' },
    addContactMethod: mail,
    removeContactMethod: undefined,
    sendVerification: undefined,
    verifyContactMethod: { code: '123456' },
    testContactMethod: undefined,
    setNotificationRules: rules,
    setUserArea: { depth: 'alone' },
    removeUserArea: undefined,
    getNoticeSettings: undefined,
    setNoticeSettings: { reminders: ['1h'], byMail: true },
  }
  const personal = EXPORTED.filter(isRoute).filter(({ access }) => access.kind === 'self-or')

  test('is listed here for every such route', () => {
    expect(personal.map(({ id }) => id).sort()).toEqual(Object.keys(BODIES).sort())
  })

  test.each(personal.map((route) => [route.id, route] as const))(
    '%s is for them and administrators',
    async (id, route) => {
      const body = BODIES[id]
      const victim = await world.addUser(`victim-${id.toLowerCase()}`)
      const owner = await world.signIn(victim.name)
      const responder = await world.signIn('responder')
      const disguised = await responder.call(api.createToken, {
        body: { name: victim.name, role: 'responder' },
      })
      const reach = async (caller: Caller, user: string) => {
        const params = { ...paramsOf(route, user), method: 'inbox' }
        return callAny(caller, route, { params, ...(body && { body }) }).then(
          () => 'done',
          (error: unknown) => (error instanceof api.CallRefused ? error.problem.code : error),
        )
      }
      const strangers = [
        await world.signIn('manager'),
        await world.signIn('lead'),
        responder,
        world.caller(disguised.token),
      ]
      for (const stranger of strangers) {
        expect(await reach(stranger, victim.name)).toBe('not-allowed')
        expect(await reach(stranger, victim.id)).toBe('not-allowed')
      }
      expect(await reach(world.admin(), victim.name)).not.toBe('not-allowed')
      expect(await reach(owner, 'me')).not.toBe('not-allowed')
    },
  )
})
