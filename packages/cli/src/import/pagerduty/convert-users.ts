// People: their e-mail address and when it is to be used.
//
// `contact-methods.ts` says what stays behind, `notification-rules.ts` what then becomes of the rules.

import type { ConfigurationDocument, UserSpec } from '@evenwatch/api'
import type { SourceObject } from '../import-result.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import { readZone } from '../zone-names.ts'
import { emailsOf, noteMethodsLeftBehind } from './contact-methods.ts'
import { noteOtherRules, rulesOf } from './notification-rules.ts'
import type { PagerdutySource, PagerdutyUser } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject } from './pagerduty-world.ts'
import { peopleOnDuty } from './people-on-duty.ts'

/** PagerDuty's words for its base roles. */
const ROLES: { readonly [role: string]: UserSpec['role'] | undefined } = {
  owner: 'admin',
  admin: 'admin',
  user: 'manager',
  limited_user: 'responder',
  observer: 'observer',
  restricted_access: 'observer',
  read_only_user: 'observer',
  read_only_limited_user: 'observer',
}

export function convertUsers(
  source: PagerdutySource,
  world: PagerdutyWorld,
): ConfigurationDocument[] {
  const onDuty = peopleOnDuty(source)
  const documents: ConfigurationDocument[] = []
  for (const user of source.users ?? []) {
    const name = world.users.get(user.id)
    const object = sourceObject('user', user)
    if (name === undefined) {
      note(world, 'cannot', 'user-without-email', object, 'Give the person an address and repeat.')
      continue
    }
    documents.push({
      apiVersion: 'evenwatch/v1',
      kind: 'User',
      metadata: namedMetadata(name, object.name),
      spec: userSpecOf(user, onDuty.has(user.id), object, world),
    })
  }
  return documents
}

function userSpecOf(
  user: PagerdutyUser,
  isOnDuty: boolean,
  object: SourceObject,
  world: PagerdutyWorld,
): UserSpec {
  const zone = readZone(user.time_zone, object)
  world.findings.push(...zone.findings)
  const email = (user.email ?? '').trim()
  const emails = emailsOf(user, email)
  const methods = nameObjects(emails.map(({ id, label }) => ({ kind: 'email', id, name: label })))
  const nameOfMethod = (id: string) => methods.names.get(id) ?? 'email'
  noteMethodsLeftBehind(user, object, world)
  noteOtherRules(user, object, world)
  return {
    email,
    timeZone: zone.timeZone,
    role: roleOf(user, isOnDuty, object, world),
    workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' },
    sleepHours: { from: '22:00', until: '07:00' },
    holidays: null,
    contactMethods: emails.map(({ id, address }) => ({
      name: nameOfMethod(id),
      type: 'email',
      address,
    })),
    notificationRules: rulesOf(user, emails, nameOfMethod, object, world),
  }
}

/** Whoever is paged must be able to acknowledge, which observers are not. */
function roleOf(
  user: PagerdutyUser,
  isOnDuty: boolean,
  object: SourceObject,
  world: PagerdutyWorld,
): UserSpec['role'] {
  const known = ROLES[user.role ?? 'limited_user']
  const role = known === 'observer' && isOnDuty ? 'responder' : (known ?? 'responder')
  if (known !== role || user.role === 'restricted_access') {
    const detail = `The role ${user.role ?? 'unknown'} became ${role}.`
    note(world, 'changed', 'role-changed', object, detail)
  }
  return role
}
