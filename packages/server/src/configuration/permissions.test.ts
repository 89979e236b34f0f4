// Who may change configuration: leads their own team's, managers everything but people.

import {
  applyConfiguration,
  createEscalationPolicy,
  createSchedule,
  createToken,
  createUser,
  deleteEscalationPolicy,
  getTeam,
  listAudit,
  planConfiguration,
  setNotificationRules,
  signIn,
  updateEscalationPolicy,
  updateSchedule,
  updateTeam,
} from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { documentsOf, exampleDocuments } from './testing/documents.ts'
import { createInstallation, problemOf } from './testing/installation.ts'

const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const here = await createInstallation(NOW)

const PASSWORD = 'correct horse battery'
const POLICY = (team: string) => ({
  team,
  steps: [{ after: '0m', notify: [{ team }] }],
})

let lead = here.callerWith(null)
let manager = here.callerWith(null)

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
  await here.call(createUser, {
    body: {
      name: 'lea',
      displayName: 'Lea',
      password: PASSWORD,
      spec: { email: 'lea@example.org' },
    },
  })
  const text = `
apiVersion: evenwatch/v1
kind: Team
metadata: { name: own }
spec: { leads: [lea] }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: others }
spec: { leads: [ben] }
`
  await here.call(applyConfiguration, { body: { set: 'teams', documents: documentsOf(text) } })
  lead = await signedIn('lea')
  const { token } = await here.call(createToken, { body: { name: 'manager', role: 'manager' } })
  manager = here.callerWith(token)
})

/** As a browser: the session's cookie, and its CSRF token with every change. */
async function signedIn(login: string) {
  let cookie = ''
  const session = await here.callerBy((url, init) =>
    fetch(url, init).then((response) => {
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      return response
    }),
  )(signIn, { body: { login, password: PASSWORD } })
  const headers = { cookie, 'x-csrf-token': session.csrfToken ?? '' }
  return here.callerBy((url, init) =>
    fetch(url, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers },
    }),
  )
}

describe('a lead', () => {
  test('creates and changes what belongs to the own team', async () => {
    const created = await lead(createEscalationPolicy, {
      body: { name: 'own-policy', spec: POLICY('own') },
    })
    const changed = await lead(updateEscalationPolicy, {
      params: { policy: created.id },
      body: { spec: { ...POLICY('own'), repeat: { times: 3 } } },
    })
    expect(changed).toMatchObject({ version: 2, spec: { repeat: { times: 3, after: '5m' } } })
  })

  test('neither creates for another team, nor gives anything away, nor takes it', async () => {
    const create = lead(createEscalationPolicy, {
      body: { name: 'foreign', spec: POLICY('others') },
    })
    expect((await problemOf(create)).code).toBe('not-allowed')
    const give = lead(updateEscalationPolicy, {
      params: { policy: 'own-policy' },
      body: { spec: POLICY('others') },
    })
    expect((await problemOf(give)).code).toBe('not-allowed')
    const foreign = await here.call(createSchedule, {
      body: { name: 'foreign', spec: { team: 'others', timeZone: 'UTC', layers: [] } },
    })
    const take = lead(updateSchedule, {
      params: { schedule: foreign.id },
      body: { spec: { team: 'own', timeZone: 'UTC', layers: [] } },
    })
    expect((await problemOf(take)).code).toBe('not-allowed')
  })

  test('does not apply files', async () => {
    const body = { documents: [] }
    expect((await problemOf(lead(applyConfiguration, { body }))).code).toBe('not-allowed')
    expect((await problemOf(lead(planConfiguration, { body }))).code).toBe('not-allowed')
  })

  test('changes a team that files manage in the files', async () => {
    const call = lead(updateTeam, { params: { team: 'own' }, body: { spec: { leads: [] } } })
    expect(await problemOf(call)).toMatchObject({
      code: 'managed-by-files',
      detail: 'It belongs to the set teams.',
    })
    expect((await lead(getTeam, { params: { team: 'own' } })).spec.leads).toEqual(['lea'])
  })
})

describe('a manager', () => {
  const user = (role: string) =>
    documentsOf(`
apiVersion: evenwatch/v1
kind: User
metadata: { name: ben, displayName: Ben Okafor }
spec: { email: ben@example.org, timeZone: Europe/London, role: ${role} }
`)

  test('applies files, and people only as they are', async () => {
    const same = await manager(applyConfiguration, { body: { documents: user('responder') } })
    expect(same.changes).toEqual([{ kind: 'User', name: 'ben', change: 'same', fields: [] }])
    const plan = await manager(planConfiguration, { body: { documents: user('admin') } })
    expect(plan.faults).toEqual([
      {
        file: 'test.yaml',
        line: 2,
        field: 'kind',
        rule: 'Only administrators change people by files.',
      },
    ])
  })

  test('deactivates nobody by leaving them out', async () => {
    const body = {
      set: 'default',
      prune: true,
      confirmed: true,
      documents: exampleDocuments('payments').filter(({ file }) => file !== 'people.yaml'),
    }
    const plan = await manager(planConfiguration, { body })
    expect(plan.warnings).toContain('Only administrators deactivate people.')
  })
})

test('what a file does not say about a person stays with the person', async () => {
  const text = `
apiVersion: evenwatch/v1
kind: User
metadata: { name: mia }
spec: { email: mia@example.org, contactMethods: [ { name: mail, type: email, address: mia@example.org } ] }
`
  const bare = text.replace(/, contactMethods.*\]/, '')
  const apply = (documents: ReturnType<typeof documentsOf>) =>
    here.call(applyConfiguration, { body: { set: 'mia', documents } })
  await apply(documentsOf(text))
  await here.call(setNotificationRules, {
    params: { user: 'mia' },
    body: { high: [{ after: '0m', via: 'mail' }], low: [] },
  })
  expect((await apply(documentsOf(bare))).changes[0]?.change).toBe('same')
  expect((await apply(documentsOf(text))).changes[0]?.change).toBe('same')
})

test('policies that call each other in a loop are refused over HTTP, too', async () => {
  const create = (name: string, policy: string) =>
    here.call(createEscalationPolicy, {
      body: { name, spec: { steps: [{ after: '0m', notify: [{ policy }] }] } },
    })
  await create('loop-a', 'payments')
  await create('loop-b', 'loop-a')
  const problem = await problemOf(
    here.call(updateEscalationPolicy, {
      params: { policy: 'loop-a' },
      body: { spec: { steps: [{ after: '0m', notify: [{ policy: 'loop-b' }] }] } },
    }),
  )
  expect(problem.fields).toEqual([
    {
      field: 'spec.steps[0].notify[0].policy',
      rule: 'Policies must not call each other in a loop: loop-a → loop-b → loop-a.',
    },
  ])
  const inUse = await problemOf(here.call(deleteEscalationPolicy, { params: { policy: 'loop-a' } }))
  expect(inUse.detail).toBe('Needed by loop-b.')
})

test('the audit says who changed what, and who vouched for an address', async () => {
  const { items } = await here.call(listAudit, { query: { limit: 200 } })
  const kinds = items.map(({ subjectKind, kind }) => `${subjectKind} ${kind}`)
  for (const kind of ['policy created', 'policy updated', 'schedule created', 'team created']) {
    expect(kinds).toContain(kind)
  }
  const added = items.filter(({ kind }) => kind === 'contact-method-added')
  expect(added.length).toBeGreaterThan(0)
  expect(added.map(({ data }) => data.verifiedBy)).toContain('administrator')
  const changed = items.find(
    ({ subjectKind, kind }) => subjectKind === 'policy' && kind === 'updated',
  )
  expect(changed).toMatchObject({ actor: { name: 'lea' }, data: { fields: ['repeat.times'] } })
  expect(changed?.text).toBe('changed own-policy: repeat.times')
  const created = items.find(
    ({ subjectKind, data }) => subjectKind === 'team' && data.name === 'own',
  )
  expect(created?.text).toBe('created own by the files of teams')
})
