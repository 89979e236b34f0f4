// People, services and settings in the fake server. Codes of verification are always 424242.

import * as api from '@evenwatch/api'
import { type createFakeRouter, Refused } from './fake-router.ts'
import {
  integration,
  iso,
  newId,
  service as newService,
  user as newUser,
  type World,
} from './world.ts'

export const CODE = '424242'

export function handlePeople(router: ReturnType<typeof createFakeRouter>, world: World) {
  const find = (ref: string) => {
    const found = world.users.find(
      (item) => item.id === ref || item.name === (ref === 'me' ? world.me : ref),
    )
    if (!found) throw new Refused('not-found', { detail: `There is no person ${ref}.` })
    return found
  }
  const session = () => ({
    user: world.me ? find('me') : null,
    csrfToken: 'csrf',
    needsSetup: world.needsSetup,
    publicUrl: 'http://127.0.0.1:8080',
    channels: [
      {
        channel: 'email' as const,
        enabled: !world.needsSetup && world.users.length > 1,
        hint: 'Set SMTP_URL and EVENWATCH_MAIL_FROM, then restart.',
      },
      { channel: 'webhook' as const, enabled: true, hint: '' },
      { channel: 'inbox' as const, enabled: true, hint: '' },
    ],
  })
  router.handle(api.getSession, session)
  router.handle(api.signIn, ({ body }) => {
    const found = world.users.find((item) => item.name === body.login || item.email === body.login)
    if (!found || body.password.startsWith('wrong')) throw new Refused('wrong-credentials')
    world.me = found.name
    return session()
  })
  router.handle(api.signOut, () => {
    world.me = null
    return {}
  })
  router.handle(api.setUp, ({ body }) => {
    if (!world.needsSetup || body.token === 'spent') throw new Refused('link-spent')
    const made = newUser(body.name, body.displayName, body.timeZone, {
      role: 'admin',
      email: body.email,
      contactMethods: [],
      notificationRules: { high: [], low: [] },
    })
    world.users.push(made)
    world.me = made.name
    world.needsSetup = false
    return session()
  })
  router.handle(api.listUsers, () => ({ items: world.users, nextCursor: null }))
  router.handle(api.getUser, ({ params }) => find(params.user))
  router.handle(api.createUser, ({ body }) => {
    if (world.users.some((item) => item.name === body.name)) throw new Refused('name-taken')
    const made = newUser(body.name, body.displayName, body.spec.timeZone, {
      email: body.spec.email,
      role: body.spec.role,
    })
    world.users.push(made)
    return made
  })
  router.handle(api.updateUser, ({ params, body }) =>
    Object.assign(find(params.user), body, { version: find(params.user).version + 1 }),
  )
  router.handle(api.deactivateUser, ({ params }) =>
    Object.assign(find(params.user), { deactivatedAt: iso(Date.now()) }),
  )
  router.handle(api.addContactMethod, ({ params, body }) => {
    const owner = find(params.user)
    if (owner.contactMethods.some((item) => item.name === body.name))
      throw new Refused('name-taken')
    const address = body.type === 'email' ? body.address : body.type === 'webhook' ? body.url : ''
    const made = {
      id: newId(),
      name: body.name,
      type: body.type,
      address,
      verifiedAt: body.type === 'inbox' ? iso(Date.now()) : null,
      verifiedBy: body.type === 'inbox' ? ('itself' as const) : null,
      lastSuccessAt: null,
      lastFailureAt: null,
      lastFailure: null,
    }
    owner.contactMethods.push(made)
    return { ...made, secret: body.type === 'webhook' ? 'whsec_4f9a0c7d' : null }
  })
  const method = (userRef: string, ref: string) => {
    const found = find(userRef).contactMethods.find((item) => item.id === ref || item.name === ref)
    if (!found) throw new Refused('not-found')
    return found
  }
  router.handle(api.removeContactMethod, ({ params }) => {
    const owner = find(params.user)
    owner.contactMethods = owner.contactMethods.filter(
      (item) => item !== method(params.user, params.method),
    )
    return {}
  })
  router.handle(api.sendVerification, () => ({ expiresAt: iso(Date.now() + 600_000) }))
  router.handle(api.verifyContactMethod, ({ params, body }) => {
    if (body.code !== CODE)
      throw new Refused('invalid-request', {
        fields: [{ field: 'code', rule: 'is not the code that we sent' }],
      })
    return Object.assign(method(params.user, params.method), {
      verifiedAt: iso(Date.now()),
      verifiedBy: 'owner' as const,
    })
  })
  router.handle(api.testContactMethod, ({ params }) => {
    const found = method(params.user, params.method)
    found.lastSuccessAt = iso(Date.now())
    return {
      outcome: 'sent' as const,
      detail: found.type === 'email' ? '250 2.0.0 Ok: queued' : 'delivered',
    }
  })
  router.handle(api.setNotificationRules, ({ params, body }) =>
    Object.assign(find(params.user), { notificationRules: body }),
  )

  router.handle(api.listTeams, () => ({ items: world.teams, nextCursor: null }))
  router.handle(api.createTeam, ({ body }) => {
    const made = {
      id: newId(),
      name: body.name,
      displayName: body.displayName ?? body.name,
      spec: body.spec,
      managedBy: null,
      version: 1,
    }
    world.teams.push(made)
    for (const person of world.users) {
      const isLead = body.spec.leads.includes(person.name)
      if (isLead || body.spec.members.includes(person.name))
        person.teams.push({ name: made.name, displayName: made.displayName, isLead })
    }
    return made
  })
  router.handle(api.updateTeam, ({ params, body }) => {
    const found = world.teams.find((item) => item.name === params.team)
    if (!found) throw new Refused('not-found')
    return Object.assign(found, { spec: body.spec, version: found.version + 1 })
  })

  router.handle(api.listServices, () => ({ items: world.services, nextCursor: null }))
  const findService = (ref: string) => {
    const found = world.services.find((item) => item.name === ref || item.id === ref)
    if (!found) throw new Refused('not-found', { detail: `There is no service ${ref}.` })
    return found
  }
  router.handle(api.getService, ({ params }) => findService(params.service))
  router.handle(api.createService, ({ body }) => {
    const made = {
      ...newService(
        body.name,
        body.displayName ?? body.name,
        body.spec.team,
        String(body.spec.escalationPolicy),
      ),
      integrations: [],
    }
    world.services.push(made)
    return made
  })
  router.handle(api.addIntegration, ({ params, body }) => {
    const made = integration(body.name, body.type, `${newId().replaceAll('-', '').slice(-28)}abcd`)
    findService(params.service).integrations.push(made)
    return made
  })
  router.handle(api.addIntegrationKey, ({ params }) => {
    const found = findService(params.service).integrations.find(
      (item) => item.name === params.integration || item.id === params.integration,
    )
    if (!found) throw new Refused('not-found')
    found.keys.unshift({
      key: newId().replaceAll('-', ''),
      createdAt: iso(Date.now()),
      endsAt: null,
      lastEventAt: null,
    })
    return found
  })
  router.handle(api.removeIntegration, ({ params }) => {
    const owner = findService(params.service)
    owner.integrations = owner.integrations.filter(
      (item) => item.name !== params.integration && item.id !== params.integration,
    )
    return {}
  })

  const by = { kind: 'user' as const, id: null, name: 'Ana Soto' }
  const tokens: ReturnType<typeof tokenOf>[] = []
  const tokenOf = (name: string, role: 'admin' | 'manager' | 'responder' | 'observer') => ({
    id: newId(),
    name,
    hint: 'ew_…9f2c',
    role,
    user: 'ana',
    createdBy: by,
    createdAt: iso(Date.now()),
    expiresAt: null,
    revokedAt: null as string | null,
    lastUsedAt: null,
  })
  if (world.users.length > 0) tokens.push(tokenOf('terraform', 'manager'))
  router.handle(api.listTokens, () => ({ items: tokens, nextCursor: null }))
  router.handle(api.createToken, ({ body }) => {
    const made = tokenOf(body.name, body.role)
    tokens.push(made)
    return { ...made, token: 'ew_7Qm2Zt8Lw4Vb6Xn1' }
  })
  router.handle(api.revokeToken, ({ params }) => {
    const found = tokens.find((item) => item.id === params.token)
    if (!found) throw new Refused('not-found')
    return Object.assign(found, { revokedAt: iso(Date.now()) })
  })
  router.handle(api.listAudit, () => ({
    items: [
      'Ana Soto created the schedule payments-primary',
      'Failed sign-in as root from 192.0.2.7',
      'Dana Levy changed the policy search',
    ].map((text, index) => ({
      id: String(index),
      at: iso(Date.now() - index * 5_000_000),
      subjectKind: index === 1 ? 'session' : 'schedule',
      subjectId: 'payments-primary',
      kind: 'schedule.created',
      actor: by,
      reason: null,
      text,
      data: {},
    })),
    nextCursor: null,
  }))
  router.handle(api.getStatus, () => ({
    at: iso(Date.now()),
    version: '0.1.0',
    troubles: [],
    deadLetters: [],
    demo: false,
  }))
  router.handle(api.getDiagnosis, () => ({
    at: iso(Date.now()),
    checks: [
      {
        code: 'mail',
        level: 'ok' as const,
        subject: 'E-mail',
        finding: 'Sending works; last success 26 h ago.',
        remedy: null,
      },
      {
        code: 'coverage',
        level: 'warning' as const,
        subject: 'payments-primary',
        finding: 'Nobody is on call for 4 h on Thursday.',
        remedy: 'Add an override for the gap.',
      },
    ],
  }))
}
